// SMT-LIB scripts: what theory they become, what they may use without declaring it, and where each
// fault is found.

import AxiomLanguage
import ProofKernel
import Testing

@Suite struct SMTLIBTests {
  private static let lists = """
    (declare-datatype list (par (a) ((nil) (cons (head a) (tail (list a))))))
    (declare-datatypes ((Nat 0)) (((Z) (S (pred Nat)))))
    (define-fun-rec len (par (a) (((x (list a))) Nat))
      (match x ((nil Z) ((cons y ys) (S (len ys))))))

    """

  private func read(_ text: String) -> ElaborationResult {
    ElaboratedTheory.elaborate(
      path: "script.smt2", loader: SourceLoader(files: ["script.smt2": text]))
  }

  /// The goals of a script as text, with the names of their variables.
  private func goals(_ text: String) throws -> [String] {
    let result = read(text)
    let theory = try #require(result.theory, "\(result.rendered)")
    return theory.goals.map {
      Printer(theory.document).text(
        of: $0.statement, in: theory.document.theory.store, variableNames: $0.variableNames)
    }
  }

  @Test func formulasAndTerms() throws {
    let cases = [
      ("(forall ((x Nat)) (= x Z))", "x = Z"),
      (
        "(forall ((x Nat) (y Nat)) (=> (= x y) (not (= x Z)) (distinct x y)))",
        "x = y => x /= Z => x /= y"
      ),
      ("(let ((x Z)) (forall ((y Nat)) (= x (let ((x y)) x))))", "Z = y"),
      (
        "(forall ((p Bool) (q Bool)) (= (and p q) (and q p)))",
        "p and q <=> q and p"
      ),
      ("(forall ((f (=> Nat Nat)) (x Nat)) (= (@ f x) x))", "(f : Nat -> Nat) x = x"),
    ]
    for (script, expected) in cases {
      let found = try goals(Self.lists + "(prove \(script))")
      #expect(found.count == 1)
      #expect(found[0].hasSuffix(expected), "\(found[0])")
    }
    let generic = "(assert-not (par (a) (forall ((xs (list a))) (= (len xs) (len (_ nil a))))))"
    #expect(try goals(Self.lists + generic).count == 1)
  }

  @Test func goalsAreNamedAfterTheFile() throws {
    let one = read(Self.lists + "(prove (= Z Z))")
    #expect(one.theory?.goals.map(\.name) == ["script"])
    let two = read(Self.lists + "(prove (= Z Z)) (prove (= (S Z) Z))")
    #expect(two.theory?.goals.map(\.name) == ["script_1", "script_2"])
  }

  @Test func selectorsHaveNoValueOnOtherConstructors() throws {
    let result = read(
      Self.lists + "(prove (forall ((x Nat)) (= (pred (S x)) (head (cons x (_ nil Nat))))))")
    let theory = try #require(result.theory, "\(result.rendered)")
    let facts = theory.document.theory.facts.filter { $0.kind == .axiom }
    #expect(facts.map(\.name) == ["pred", "head"] || facts.map(\.name) == ["head", "pred"])
    // What is not used is not declared.
    let names = theory.document.theory.store.operators.map(\.name)
    #expect(!names.contains("tail"))
  }

  @Test func defaultPatternsStandForTheOtherCases() throws {
    let result = read(
      """
      (declare-datatype Day ((mon) (tue) (wed)))
      (define-fun next ((d Day)) Day (match d ((mon tue) (other mon))))
      (define-fun same ((d Day)) Day (match d ((e e))))
      (prove (= (next wed) (same mon)))
      """)
    let theory = try #require(result.theory, "\(result.rendered)")
    #expect(theory.document.theory.facts.count == 4)
  }

  @Test func connectivesComputeWhereTermsStand() throws {
    let result = read(
      Self.lists + """
        (define-fun both ((p Bool) (q Bool)) Nat (ite (and p (not q)) Z (S Z)))
        (prove (forall ((p Bool)) (=> ((_ is nil) (_ nil Nat)) (= (both p p) (S Z)))))
        """)
    let theory = try #require(result.theory, "\(result.rendered)")
    let names = theory.document.theory.store.operators.map(\.name)
    #expect(names.contains("and") && names.contains("not") && names.contains("is-nil"))
  }

  @Test func mutualRecursionAndNamesThatAreNoNames() throws {
    let result = read(
      """
      (declare-datatype Nat ((Z) (S (p Nat))))
      (define-funs-rec ((|even?| ((x Nat)) Bool) (odd ((x Nat)) Bool))
        ((match x ((Z true) ((S y) (odd y)))) (match x ((Z false) ((S y) (|even?| y))))))
      (prove (forall ((if Nat) (odd Nat)) (=> (|even?| if) (|even?| (S (S if))))))
      """)
    #expect(result.theory != nil, "\(result.rendered)")
  }

  @Test func faultsHaveTheirPlaces() {
    let cases = [
      ("(prove (= Z Z)", "1:1", "unclosed-bracket"),
      ("(prove Z))", "1:10", "unmatched-bracket"),
      ("(frobnicate)", "1:2", "unknown-statement"),
      ("(declare-datatype N ((Z)))\n(prove (= Z W))", "2:13", "unknown-symbol"),
      (
        "(declare-datatype N ((Z)))\n(declare-datatype M ((Y)))\n(prove (= Z Y))", "3:13",
        "sort-clash"
      ),
      (
        "(declare-datatype N ((Z) (S (p N))))\n(define-fun-rec f ((x N)) N (f (S x)))", "2:29",
        "non-terminating"
      ),
      (
        "(declare-datatype N ((Z) (S (p N))))\n(define-fun f ((x N)) N (match x ((Z Z))))", "2:13",
        "missing-case"
      ),
      ("(prove)", "1:7", "syntax"),
      ("(prove |x)", "1:8", "unterminated-string"),
    ]
    for (script, place, code) in cases {
      let result = read(script)
      #expect(result.theory == nil, "\(script)")
      #expect(
        result.rendered.contains("script.smt2:\(place): error[\(code)]"), "\(result.rendered)")
    }
  }

  @Test func anythingIsSurvived() {
    let pieces = [
      "(", ")", "prove", "=", "|", "\"", ";", "match", "let", "x", "par", "_", "1", "\n",
    ]
    var state: UInt64 = 7
    for _ in 0..<400 {
      var text = Self.lists
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count] + " "
      }
      _ = read(text)
    }
    _ = read("(prove " + String(repeating: "(not ", count: 100_000))
    let deep = String(repeating: "(not ", count: 5_000) + "(= Z Z)"
    _ = read(Self.lists + "(prove " + deep + String(repeating: ")", count: 5_001))
  }
}
