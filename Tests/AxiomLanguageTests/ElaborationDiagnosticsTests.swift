// Faults that the elaborator finds: names, arities, sorts, operators, labels, files.

import Testing

@testable import AxiomLanguage

private let group = "sort G\nop (*) : G G -> G  [infixl 70]\nop e : G\nop inv : G -> G\n"
private let nat = "sort Nat = 0 | S Nat\n"

@Suite("Elaboration diagnostics")
struct ElaborationDiagnosticsTests {
  @Test func unknownSymbolSuggestsTheNearest() {
    expectDiagnostics(
      group + "axiom a: 1️⃣inx x = x\n",
      [Expected(1, .unknownSymbol("inx"), covers: "inx", notes: [.declaredHere("inv")])],
      fixed: group + "axiom a: inv x = x\n")
  }

  @Test func appliedButNeverPassedIsUnbound() {
    expectDiagnostics(
      group + "axiom a: 1️⃣foo(x) = x\n", [Expected(1, .unboundName("foo"), covers: "foo")])
  }

  @Test func appliedAndPassedIsAVariable() {
    expectDiagnostics(
      "use \"list\"\ntheorem a: map f (x :: []) = f x :: []\n", [])
  }

  @Test func unknownOperator() {
    expectDiagnostics(
      group + "axiom a: x 1️⃣** x = x\n", [Expected(1, .unknownSymbol("**"), covers: "**")])
  }

  @Test func capitalNamesNearAConstructorAreSlips() {
    expectDiagnostics(
      "sort T = Leaf | Node T T\nop f : T -> T\naxiom a: f 1️⃣Laef = x\n",
      [Expected(1, .unknownSymbol("Laef"), notes: [.declaredHere("Leaf")])])
  }

  @Test func redeclaredOperatorPointsAtTheFirst() {
    expectDiagnostics(
      "sort G\nop e : G\nop 1️⃣e : G -> G\n",
      [Expected(1, .redeclared("e"), covers: "e", notes: [.declaredHere("e")])])
  }

  @Test func redeclaredSort() {
    expectDiagnostics(
      "sort G\nsort 1️⃣G = A\n", [Expected(1, .redeclaredSort("G"), notes: [.declaredHere("G")])])
  }

  @Test func redeclaredFromAUsedFile() {
    expectDiagnostics(
      "use \"peano\"\nop 1️⃣(+) : Nat -> Nat\n".replacing("1️⃣(+)", with: "(1️⃣+)"),
      [Expected(1, .redeclared("+"), notes: [.declaredHere("+")])])
  }

  @Test func duplicateLabel() {
    expectDiagnostics(
      "axiom a: x = x\ntheorem 1️⃣a: x = x\n", [Expected(1, .duplicateLabel("a"))])
  }

  @Test func tooFewArguments() {
    expectDiagnostics(
      group + "axiom a: 1️⃣inv = e\n",
      [
        Expected(
          1, .wrongArity("inv", expected: 1, found: 0), covers: "inv",
          notes: [.declaredHere("inv")])
      ].map { $0 })
  }

  @Test func tooManyArguments() {
    expectDiagnostics(
      group + "axiom a: 1️⃣inv x x = e\n",
      [Expected(1, .wrongArity("inv", expected: 1, found: 2), covers: "inv x x")])
  }

  @Test func sortClashNamesBothSorts() {
    expectDiagnostics(
      nat + "sort G\nop e : G\naxiom a: S 1️⃣e = e\n",
      [Expected(1, .sortClash(expected: "Nat", found: "G"), covers: "e")])
  }

  @Test func sortClashPointsAtTheVariablesFirstUse() {
    expectDiagnostics(
      nat + "sort G\nop f : G -> G\naxiom a: S x = S x and f 1️⃣x = f x\n",
      [
        Expected(
          1, .sortClash(expected: "G", found: "Nat"), covers: "x",
          notes: [.sortedHere(name: "x", sort: "Nat")])
      ])
  }

  @Test func oneMistakeOneError() {
    // The unknown name does not also clash with anything.
    expectDiagnostics(
      nat + "axiom a: S (1️⃣foo x) = S (bar x)\n", [Expected(1, .unboundName("foo"))])
  }

  @Test func wrongNumberOfSortParameters() {
    expectDiagnostics(
      "use \"list\"\nop f : 1️⃣List -> Nat\n",
      [Expected(1, .wrongSortArity("List", expected: 1, found: 0), covers: "List")])
  }

  @Test func unknownSort() {
    expectDiagnostics(
      nat + "op f : 1️⃣Nut -> Nat\n",
      [Expected(1, .unknownSort("Nut"), notes: [.declaredHere("Nat")])],
      fixed: nat + "op f : Nat -> Nat\n")
  }

  @Test func sortNamesAreCapital() {
    expectDiagnostics(
      "sort 1️⃣nat = 0 | S nat\n", [Expected(1, .sortNameCase("nat"), covers: "nat")],
      fixed: "sort Nat = 0 | S nat\n")
  }

  @Test func unboundSortVariable() {
    expectDiagnostics(
      "sort L a = N | C 1️⃣b (L a)\n", [Expected(1, .unboundSortVariable("b"), covers: "b")])
  }

  @Test func emptySort() {
    expectDiagnostics("sort 1️⃣T = N T T\n", [Expected(1, .emptySort("T"), covers: "T")])
  }

  @Test func sortInItsOwnArrow() {
    expectDiagnostics("sort 1️⃣D = L (D -> D) | Z\n", [Expected(1, .negativeOccurrence("D"))])
  }

  @Test func precedenceClash() {
    expectDiagnostics(
      """
      sort G
      op (+) : G G -> G  [infixl 60]
      op (++) : G G -> G  [infixr 60]
      axiom a: x + y 1️⃣++ x = y

      """,
      [
        Expected(
          1, .precedenceClash("+", "++"), covers: "++",
          notes: [.declaredHere("+"), .declaredHere("++")])
      ])
  }

  @Test func infixDoesNotChain() {
    expectDiagnostics(
      "use \"order\"\ntheorem a: x <= y 1️⃣<= z\n", [Expected(1, .precedenceClash("<=", "<="))])
  }

  @Test func operatorWithoutFixity() {
    expectDiagnostics(
      "sort G\nop (+) : G G -> G\naxiom a: x 1️⃣+ y = y + x\n", [Expected(1, .missingFixity("+"))])
  }

  @Test func missingOperands() {
    expectDiagnostics(
      group + "axiom a: 1️⃣* x = x\naxiom b: x 2️⃣* = x\n",
      [Expected(1, .missingOperand("*", .left)), Expected(2, .missingOperand("*", .right))])
  }

  @Test func fixityOfANonOperator() {
    expectDiagnostics(
      "sort G\nop e : G  1️⃣[infixl 60]\n", [Expected(1, .unusedFixity("e"), covers: "[infixl 60]")])
  }

  @Test func formulaWhereATermIsExpected() {
    expectDiagnostics(
      nat + "axiom a: S (1️⃣x = y) = x\n", [Expected(1, .formulaAsTerm, covers: "x = y")])
  }

  @Test func termWhereAFormulaIsExpected() {
    expectDiagnostics(
      nat + "axiom a: 1️⃣S x and x = x\n", [Expected(1, .termAsFormula(sort: "Nat"), covers: "S x")])
  }

  @Test func numeralsNeedZeroAndSuccessor() {
    expectDiagnostics(
      group + "axiom a: e = 1️⃣2\n", [Expected(1, .noNumerals("2"), covers: "2")])
  }

  @Test func numeralTooLarge() {
    expectDiagnostics(
      nat + "axiom a: x = x + 0\n".replacing(" + 0", with: "")
        + "theorem b: x = 1️⃣99999999999999999999\n",
      [Expected(1, .numeralTooLarge("99999999999999999999"))])
  }

  @Test func singleOccurrenceIsAWarning() {
    let result = expectDiagnostics(
      group + "axiom a: e * 1️⃣x = e\n", [Expected(1, .singleOccurrence("x"), covers: "x")])
    #expect(result.theory != nil)
    expectDiagnostics(group + "axiom a: forall x. e * x = e\n", [])
    expectDiagnostics(group + "theorem a: e * x = e\n", [])
  }

  @Test func recursiveDefinition() {
    expectDiagnostics(
      nat + "define f x := S (1️⃣f x)\n", [Expected(1, .recursiveDefinition("f"), covers: "f")])
  }

  @Test func freeVariableInADefinition() {
    expectDiagnostics(
      nat + "define p x := x = 1️⃣y\n", [Expected(1, .freeVariable("y"), covers: "y")])
  }

  @Test func definitionOfAPattern() {
    expectDiagnostics(
      nat + "define f 1️⃣(S x) := x\n".replacing("1️⃣(", with: "(1️⃣"), [Expected(1, .notADefinition)])
    expectDiagnostics(nat + "define f x 1️⃣x := x\n", [Expected(1, .duplicateParameter("x"))])
  }

  @Test func usedBeforeDeclaration() {
    expectDiagnostics(
      nat + "theorem a: 1️⃣f x = x\nop f : Nat -> Nat\n",
      [Expected(1, .usedBeforeDeclaration("f"), covers: "f", notes: [.declaredHere("f")])])
  }

  @Test func infiniteSort() {
    expectDiagnostics(
      "use \"list\"\ntheorem a: x :: 1️⃣x = x\n",
      [Expected(1, .infiniteSort("List ?", inside: "?"), covers: "x")].map { $0 })
  }
}

@Suite("Files")
struct FileDiagnosticsTests {
  private func elaborate(_ files: [String: String], library: [String: String] = [:])
    -> ElaborationResult
  {
    ElaboratedTheory.elaborate(
      path: "dir/main.axiom",
      loader: SourceLoader(files: files, library: library))
  }

  @Test func missingMainFile() {
    let result = elaborate([:])
    #expect(result.diagnostics.map(\.kind) == [.missingFile("dir/main.axiom")])
    #expect(result.theory == nil)
  }

  @Test func missingUsedFile() {
    let result = elaborate(["dir/main.axiom": "use \"nope\"\n"])
    #expect(result.diagnostics.map(\.kind) == [.missingFile("nope.axiom")])
    #expect(result.diagnostics[0].primary?.range == SourceRange(4, 10))
  }

  @Test func directoryAsFile() {
    let result = ElaboratedTheory.elaborate(path: repository + "/Axioms")
    #expect(result.diagnostics.map(\.kind) == [.directory(repository + "/Axioms")])
  }

  @Test func emptyFile() {
    #expect(elaborate(["dir/main.axiom": ""]).diagnostics.map(\.kind) == [.emptyFile])
    #expect(
      elaborate(["dir/main.axiom": "-- nothing\n\n"]).diagnostics.map(\.kind) == [.emptyFile])
  }

  @Test func fileBesideComesBeforeTheLibrary() {
    let result = elaborate(
      ["dir/main.axiom": "use \"a\"\naxiom x: c = c\n", "dir/a.axiom": "sort G\nop c : G\n"],
      library: ["a.axiom": "sort H\n"])
    #expect(result.rendered == "")
    #expect(result.theory?.files.map(\.path) == ["a.axiom", "main.axiom"])
  }

  @Test func libraryComesSecond() {
    let result = elaborate(
      ["dir/main.axiom": "use \"a\"\naxiom x: c = c\n"], library: ["a.axiom": "sort G\nop c : G\n"])
    #expect(result.rendered == "")
  }

  @Test func diamondsAreReadOnce() {
    let result = elaborate([
      "dir/main.axiom": "use \"a\"\nuse \"sub/b\"\n", "dir/a.axiom": "sort G\n",
      "dir/sub/b.axiom": "use \"../a\"\nop c : G\n",
    ])
    #expect(result.rendered == "")
    #expect(result.theory?.files.map(\.path) == ["a.axiom", "sub/b.axiom", "main.axiom"])
  }

  @Test func cyclicUse() {
    let result = elaborate([
      "dir/main.axiom": "use \"a\"\n", "dir/a.axiom": "use \"b\"\n", "dir/b.axiom": "use \"a\"\n",
    ])
    #expect(result.diagnostics.map(\.kind) == [.cyclicUse("a")])
    #expect(result.diagnostics[0].notes.map(\.kind) == [.usedHere("b.axiom")])
    #expect(
      elaborate(["dir/main.axiom": "use \"main\"\n"]).diagnostics.map(\.kind) == [
        .cyclicUse("main")
      ])
  }

  @Test func longChainsOfFiles() {
    var files: [String: String] = ["dir/main.axiom": "use \"f0\"\n"]
    for index in 0..<300 { files["dir/f\(index).axiom"] = "use \"f\(index + 1)\"\n" }
    let result = elaborate(files)
    #expect(result.diagnostics.map(\.kind) == [.nestingTooDeep(limit: 200)])
  }

  @Test func goalsOfUsedFilesAreTheirOwn() {
    let result = elaborate([
      "dir/main.axiom": "use \"a\"\ntheorem b: x = x\n", "dir/a.axiom": "theorem a: x = x\n",
    ])
    #expect(result.theory?.goals.map(\.name) == ["b"])
  }
}
