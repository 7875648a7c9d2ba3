// Induction on measures: functions that axioms describe, calling themselves with what is no part of their argument.
// Each proof is checked by a second checker. Neighbours: `StepInductionTests`, `InductionProofTests`.

import AxiomLanguage
import ProofKernel
import Testing

@testable import Proving

@Suite struct MeasureInductionTests {
  private static let lists = """
    sort Nat = 0 | S Nat
    fun (+) : Nat Nat -> Nat  [infixl 60]
      x + 0   = x
      x + S y = S (x + y)
    theorem succ_add: S x + y = S (x + y)
    theorem add_comm: x + y = y + x
    theorem add_assoc: x + y + z = x + (y + z)
    define m < n := exists k. S (m + k) = n  [infix 40]
    sort List = [] | Nat :: List  [infixr 50]
    fun (++) : List List -> List  [infixr 50]
      [] ++ ys        = ys
      (x :: xs) ++ ys = x :: (xs ++ ys)
    fun length : List -> Nat
      length []        = 0
      length (x :: xs) = S (length xs)

    """

  private static let sorting = """
    fun (<=?) : Nat Nat -> Bool  [infix 40]
      0 <=? n     = true
      S m <=? 0   = false
      S m <=? S n = m <=? n
    fun (=?) : Nat Nat -> Bool  [infix 40]
      0 =? 0     = true
      0 =? S n   = false
      S m =? 0   = false
      S m =? S n = m =? n
    fun count : Nat List -> Nat
      count x []        = 0
      count x (y :: ys) = if x =? y then S (count x ys) else count x ys
    fun small : Nat List -> List
      small x []        = []
      small x (y :: ys) = if y <=? x then y :: small x ys else small x ys
    fun large : Nat List -> List
      large x []        = []
      large x (y :: ys) = if y <=? x then large x ys else y :: large x ys
    op qsort : List -> List
    axiom qsort_nil: qsort [] = []
    axiom qsort_cons: qsort (x :: xs) = qsort (small x xs) ++ x :: qsort (large x xs)
    theorem length_append: length (xs ++ ys) = length xs + length ys
    theorem fewer_small: length (small x xs) < S (length xs)
    theorem fewer_large: length (large x xs) < S (length xs)
    theorem length_parts: length (small x xs) + length (large x xs) = length xs
    theorem same_length: length (qsort xs) = length xs
    theorem count_append: count x (xs ++ ys) = count x xs + count x ys
    theorem count_parts: count y (small x xs) + count y (large x xs) = count y xs
    theorem same_count: count x (qsort xs) = count x xs
    """

  /// Two equations look below the first constructor; the halves are taken by turns.
  private static let merging = """
    fun evens : List -> List
      evens []             = []
      evens (x :: [])      = x :: []
      evens (x :: y :: xs) = x :: evens xs
    fun odds : List -> List
      odds []             = []
      odds (x :: [])      = []
      odds (x :: y :: xs) = y :: odds xs
    op merge : List List -> List
    axiom length_merge: length (merge xs ys) = length xs + length ys
    op msort : List -> List
    axiom msort_nil: msort [] = []
    axiom msort_one: msort (x :: []) = x :: []
    axiom msort_two: msort (x :: y :: zs) = merge (msort (x :: evens zs)) (msort (y :: odds zs))
    theorem fewer_evens: length (evens zs) < S (length zs)
    theorem fewer_odds: length (odds zs) < S (length zs)
    theorem parts: length (evens zs) + length (odds zs) = length zs
    theorem same_length: length (msort xs) = length xs
    """

  /// Numbers are their own measure; the other variable of `chunks` stays general.
  private static let numbers = """
    fun half : Nat -> Nat
      half 0         = 0
      half (S 0)     = 0
      half (S (S n)) = S (half n)
    fun odd : Nat -> Bool
      odd 0         = false
      odd (S 0)     = true
      odd (S (S n)) = odd n
    sort Bits = none | digit Bool Bits
    op bits : Nat -> Bits
    axiom bits_0: bits 0 = none
    axiom bits_S: bits (S n) = digit (odd (S n)) (bits (half (S n)))
    fun value : Bits -> Nat
      value none        = 0
      value (digit b bs) = (if b then 1 else 0) + (value bs + value bs)
    theorem smaller: half (S n) < S n
    theorem halves: (if odd n then 1 else 0) + (half n + half n) = n
    theorem back: value (bits n) = n
    """

  private static let pieces = """
    sort Lists = nil | cons List Lists
    fun concat : Lists -> List
      concat nil          = []
      concat (cons xs xss) = xs ++ concat xss
    fun take : Nat List -> List
      take 0 xs            = []
      take (S n) []        = []
      take (S n) (x :: xs) = x :: take n xs
    fun drop : Nat List -> List
      drop 0 xs            = xs
      drop (S n) []        = []
      drop (S n) (x :: xs) = drop n xs
    op chunks : Nat List -> Lists
    axiom chunks_nil: chunks n [] = nil
    axiom chunks_cons: chunks n (x :: xs) = cons (take (S n) (x :: xs)) (chunks n (drop n xs))
    theorem take_drop: take n xs ++ drop n xs = xs
    axiom shorter: length (drop n xs) < S (length xs)
    theorem whole: concat (chunks n xs) = xs
    """

  private func prove(_ text: String, work: Int) throws -> [String: Bool] {
    let result = ElaboratedTheory.elaborate(
      path: "measures.axiom",
      loader: SourceLoader(files: ["measures.axiom": Self.lists + text]))
    let theory = try #require(result.theory, "\(result.rendered)")
    var limits = ExplorationLimits()
    (limits.size, limits.goalWork) = (0, work)
    let (proved, derivation) = Derivation.prove(
      theory.goals.map { ($0.name, $0.statement) }, in: theory.document, limits: limits)
    var checker = Checker(derivation.document.theory)
    for theorem in derivation.theorems { try checker.check(theorem.proof) }
    return Dictionary(
      uniqueKeysWithValues: zip(theory.goals.map(\.name), proved.map { $0 == true }))
  }

  @Test(arguments: [sorting, merging, numbers, pieces])
  func callsThatAreLess(_ text: String) throws {
    let open = try prove(text, work: 100_000).filter { !$0.value }.keys.sorted()
    #expect(open.isEmpty, "\(open)")
  }

  /// What calls itself with the same, or with more, has no hypothesis for that.
  @Test(arguments: [
    "axiom step: f (x :: xs) = f (x :: x :: xs)", "axiom step: f (x :: xs) = f (x :: xs ++ xs)",
    "axiom step: f (x :: xs) = f (xs ++ (x :: []))",
  ]) func callsThatAreNot(_ axiom: String) throws {
    let proved = try prove(
      """
      op f : List -> Nat
      axiom start: f [] = 0
      \(axiom)
      theorem nothing: f xs = 0
      """, work: 5_000)
    #expect(proved["nothing"] == false)
  }
}
