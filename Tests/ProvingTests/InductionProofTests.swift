// Induction with everything that `prove` may use: hypotheses at other values, cases of tests, lemmas
// made of stuck goals. What is false stays open. Each proof is checked by a second checker.

import AxiomLanguage
import ProofKernel
import Proving
import Testing

@Suite struct InductionProofTests {
  private static let script = """
    (declare-datatype list (par (a) ((nil) (cons (head a) (tail (list a))))))
    (declare-datatype Nat ((Z) (S (pred Nat))))
    (define-fun-rec leq ((x Nat) (y Nat)) Bool
      (match x ((Z true) ((S m) (match y ((Z false) ((S n) (leq m n))))))))
    (define-fun-rec take (par (a) (((n Nat) (x (list a))) (list a)))
      (match n ((Z (_ nil a)) ((S m) (match x ((nil (_ nil a)) ((cons y ys) (cons y (take m ys)))))))))
    (define-fun-rec drop (par (a) (((n Nat) (x (list a))) (list a)))
      (match n ((Z x) ((S m) (match x ((nil (_ nil a)) ((cons y ys) (drop m ys))))))))
    (define-fun-rec app (par (a) (((x (list a)) (y (list a))) (list a)))
      (match x ((nil y) ((cons z zs) (cons z (app zs y))))))
    (define-fun-rec filter (par (a) (((p (=> a Bool)) (x (list a))) (list a)))
      (match x ((nil (_ nil a)) ((cons y ys) (ite (@ p y) (cons y (filter p ys)) (filter p ys))))))
    (define-fun-rec len (par (a) (((x (list a))) Nat))
      (match x ((nil Z) ((cons y ys) (S (len ys))))))
    (define-fun-rec insert ((x Nat) (y (list Nat))) (list Nat)
      (match y ((nil (cons x (_ nil Nat)))
        ((cons z zs) (ite (leq x z) (cons x y) (cons z (insert x zs)))))))
    (define-fun-rec sort ((x (list Nat))) (list Nat)
      (match x ((nil (_ nil Nat)) ((cons y ys) (insert y (sort ys))))))

    """

  /// Whether each goal is proved, without a search for lemmas.
  private func prove(_ goals: [String], work: Int = .max) throws -> [Bool?] {
    let text = Self.script + goals.map { "(prove \($0))\n" }.joined()
    let result = ElaboratedTheory.elaborate(
      path: "goals.smt2", loader: SourceLoader(files: ["goals.smt2": text]))
    let theory = try #require(result.theory, "\(result.rendered)")
    var limits = ExplorationLimits()
    (limits.size, limits.goalWork) = (2, work)
    let (proved, derivation) = Derivation.prove(
      theory.goals.map { ($0.name, $0.statement) }, in: theory.document, limits: limits)
    #expect(derivation.counters.refusals == 0)
    var checker = Checker(derivation.document.theory)
    for theorem in derivation.theorems { try checker.check(theorem.proof) }
    return proved
  }

  @Test func whatHolds() throws {
    let goals = [
      // The hypothesis at another list, and the cases of a list that is not the induction's.
      "(par (a) (forall ((n Nat) (xs (list a))) (= (app (take n xs) (drop n xs)) xs)))",
      // A test on which a conditional waits, and an operator at a sort of its own.
      """
      (par (a) (forall ((p (=> a Bool)) (xs (list a)) (ys (list a)))
        (= (filter p (app xs ys)) (app (filter p xs) (filter p ys)))))
      """,
      "(par (a) (forall ((xs (list a))) (= (filter (lambda ((x a)) true) xs) xs)))",
      // A lemma about `insert` that the stuck goal suggests.
      "(forall ((xs (list Nat))) (= (len (sort xs)) (len xs)))",
      // A premise that the hypothesis must be given.
      "(forall ((x Nat) (y Nat) (z Nat)) (=> (leq x y) (=> (leq y z) (leq x z))))",
    ]
    for (goal, isProved) in zip(goals, try prove(goals)) { #expect(isProved == true, "\(goal)") }
  }

  @Test func whatIsFalseStaysOpen() throws {
    let goals = [
      "(forall ((x Nat) (y Nat)) (leq x y))",
      "(forall ((xs (list Nat))) (= (sort xs) xs))",
      "(forall ((x Nat)) (= (pred x) x))",
      // Nothing is known of a selector there.
      "(= (pred Z) Z)",
      "(forall ((n Nat) (xs (list Nat))) (= (take n (drop n xs)) xs))",
      "(par (a) (forall ((p (=> a Bool)) (xs (list a))) (= (filter p xs) xs)))",
      "(forall ((x Nat) (y Nat)) (=> (leq x y) (= x y)))",
    ]
    for (goal, isProved) in zip(goals, try prove(goals, work: 200_000)) {
      #expect(isProved == false, "\(goal)")
    }
  }
}
