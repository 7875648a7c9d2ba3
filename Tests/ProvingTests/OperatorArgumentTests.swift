// Operators as arguments: which are declared for a theory, and that their laws are found. Neighbours:
// `DerivationTests`; `Tests/Fixtures/Laws` has what is found of shipped theories.

import AxiomLanguage
import Foundation
import ProofKernel
import TestSupport
import Testing

@testable import Proving

@Suite struct OperatorArgumentTests {
  private static let folds = """
    sort Nat = 0 | S Nat
    sort List a = [] | a :: (List a)  [infixr 50]
    fun (+) : Nat Nat -> Nat  [infixl 60]
      x + 0   = x
      x + S y = S (x + y)
    fun (++) : (List a) (List a) -> List a  [infixr 50]
      [] ++ ys        = ys
      (x :: xs) ++ ys = x :: (xs ++ ys)
    fun map : (a -> b) (List a) -> List b
      map f []        = []
      map f (x :: xs) = f x :: map f xs
    fun concat : (List (List a)) -> List a
      concat []          = []
      concat (xs :: xss) = xs ++ concat xss
    fun foldr : (a -> b -> b) b (List a) -> b
      foldr f e []        = e
      foldr f e (x :: xs) = f x (foldr f e xs)
    """

  private func document(_ text: String) throws -> TheoryDocument {
    let result = ElaboratedTheory.elaborate(
      path: "folds.axiom", loader: SourceLoader(files: ["folds.axiom": text]))
    return try #require(result.theory, "\(result.rendered)").document
  }

  /// The operators as arguments of a theory, as people write them: `+`, or what a λ-term says.
  private func lifted(_ text: String) throws -> (names: [String], uses: Int) {
    var document = try document(text)
    let arguments = document.liftOperators()
    let names = document.theory.store.operators[arguments.first..<arguments.firstOfLaws].map(\.name)
    let shown = names.map { $0.hasPrefix("\\.") ? "λ" : String($0.dropFirst()) }
    return (shown.sorted(), arguments.uses.count)
  }

  @Test func operatorsThatFitAreLifted() throws {
    let (names, uses) = try lifted(Self.folds)
    // For map: S and concat, and with their first argument given +, ++, :: and map; what makes lists of one element;
    // and what answers with what is given, also where concat is applied to it. For foldr: +, ++ and ::, each also after
    // a function; S that forgets; and foldr itself, turned round.
    #expect(names.filter { $0 != "λ" } == ["S", "concat", "+", "++", "::"].sorted())
    #expect(names.count == 16 && uses == 17)
  }

  /// What recursion does with an element and the value at the rest is a step; a function that takes lists apart
  /// two at a time, or uses the rest itself, has none.
  @Test func recursionsAreSteps() throws {
    let more = """
      fun rev : (List a) -> List a
        rev []        = []
        rev (x :: xs) = rev xs ++ x :: []
      fun tails : (List a) -> List (List a)
        tails []        = [] :: []
        tails (x :: xs) = (x :: xs) :: tails xs
      fun odds : (List a) -> List a
        odds []             = []
        odds (x :: [])      = x :: []
        odds (x :: y :: xs) = x :: odds xs
      """
    let recursions = try document(Self.folds + "\n" + more).recursions(
      ["a", "r", "as", "p", "q", "s", "t"])
    let told = recursions.map { "\($0.call) | \($0.base) | \($0.step)" }
    #expect(
      told == [
        "(++) as q | q | a :: r", "map p as | [] | p a :: r", "concat as | [] | a ++ r",
        "foldr p q as | q | p a r", "rev as | [] | r ++ a :: []",
      ])
  }

  @Test func whatTakesNoFunctionIsLeftAlone() throws {
    let start = try #require(Self.folds.range(of: "fun map"))
    let (names, uses) = try lifted(String(Self.folds[..<start.lowerBound]))
    #expect(names.isEmpty && uses == 0)
  }

  @Test func variablesAreNotNamedAsOperators() throws {
    let renamed = Self.folds.replacingOccurrences(of: "concat", with: "z")
      .replacingOccurrences(of: "foldr", with: "x1")
    #expect(try lifted(renamed).uses == lifted(Self.folds).uses)
  }

  /// What folds of operators are, what map does after concat; all in one run, which takes a while unoptimised.
  @Test func foldsOfOperators() throws {
    let derivation = Derivation.run(try document(Self.folds), limits: ExplorationLimits())
    #expect(derivation.counters.refusals == 0)
    var checker = Checker(derivation.document.theory)
    for theorem in derivation.theorems { try checker.check(theorem.proof) }
    var document = derivation.document
    let laws = try [
      "foldr (::) [] xs = xs", "foldr (::) ys xs = xs ++ ys", "foldr (++) [] xss = concat xss",
      "foldr (\\x ys. f x :: ys) [] xs = map f xs",
      "foldr (\\xs ys. xs ++ ys) [] xss = concat xss",
      "concat (map concat xsss) = concat (concat xsss)",
      "concat (map (\\xs. map f xs) xss) = map f (concat xss)",
      "foldr f e (xs ++ ys) = foldr f (foldr f e ys) xs",
      // Of functions made of functions.
      "map (\\x. x) xs = xs", "map f (map g xs) = map (\\x. f (g x)) xs",
      "foldr f e (map g xs) = foldr (\\x y. f (g x) y) e xs", "concat (map (\\x. x :: []) xs) = xs",
      "foldr (+) (x + y) xs = x + foldr (+) y xs", "concat (map (map f) xss) = map f (concat xss)",
      "foldr (::) xs ys = xs ++ ys",
    ].map { text in try #require(document.elaborate(formula: text).goal, "\(text)") }
    let proofs = derivation.theorems.map { (proof: $0.proof, isListed: $0.rank != nil) }
    let coverage = try Coverage(document, proofs, laws: laws.map(\.statement))
    let isMissing = laws.map { law in
      let verdict = coverage.judge(
        law.statement, in: document.theory.store, variableNames: law.variableNames)
      if case .missing = verdict { return true }
      return false
    }
    // The last is false.
    #expect(isMissing == laws.indices.map { $0 == laws.count - 1 })
  }
}
