// What an elaborated theory tells: positions, names, goals, the files, the order of declarations;
// and that formulas elaborated by themselves leave a theory alone after a fault.

import ProofKernel
import Testing

@testable import AxiomLanguage

@Suite("Elaborated theories")
struct DocumentTests {
  private let source = """
    -- comment
    use "peano"

    sort List a = [] | a :: (List a)  [infixr 50]
    fun length : (List a) -> Nat
      length []        = 0
      length (x :: xs) = S (length xs)
    define long xs := 2 <= length xs
    define x <= y := exists k. x + k = y  [infix 40]
    axiom odd: forall n. length (n :: []) = 1
    theorem first: forall x y. x = y => y = x
    theorem second: length xs = length ys and (exists z. z = n)

    """

  private func elaborated() throws -> ElaboratedTheory {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    // `<=` must stand before its use.
    let moved = Array(lines[..<7]) + [lines[8], lines[7]] + Array(lines[9...])
    return try theory(moved.joined(separator: "\n"))
  }

  /// In either order: the file that declares Bool comes before those that only use it.
  @Test(arguments: [["list", "boolean"], ["boolean", "list"]])
  func boolMayBeDeclaredLater(_ files: [String]) throws {
    let text = files.map { "use \"\($0)\"\n" }.joined() + "theorem t: ! (! x) = x\n"
    let document = try theory(text).document
    #expect(document.operatorNotes.contains { $0.position.file == "list.axiom" })
  }

  @Test func positionsCountFromOne() throws {
    let document = try elaborated().document
    let own = document.factNotes.filter { $0.position.file == "input.axiom" }
    #expect(own.map(\.position.line) == [6, 7, 8, 9, 10])
    #expect(own.map(\.position.column) == [3, 3, 10, 8, 7])
    #expect(
      document.factNotes[0].position == SourcePosition(file: "peano.axiom", line: 6, column: 3))
    let list = document.theory.store.sortSymbols.firstIndex { $0.name == "List" }
    #expect(
      document.sortPositions[try #require(list)]
        == SourcePosition(file: "input.axiom", line: 4, column: 6))
  }

  @Test func namesAndKindsOfFacts() throws {
    let document = try elaborated().document
    let own = zip(document.theory.facts, document.factNotes).filter {
      $0.1.position.file == "input.axiom"
    }
    #expect(own.map(\.0.name) == ["length", "length", "<=", "long", "odd"])
    #expect(own.map(\.0.kind) == [.definition, .definition, .definition, .definition, .axiom])
    #expect(own.map(\.1.variableNames) == [[], ["x", "xs"], ["x", "y"], ["xs"], ["n"]])
  }

  @Test func goalsInFileOrder() throws {
    let theory = try elaborated()
    #expect(theory.goals.map(\.name) == ["first", "second"])
    #expect(theory.goals.map(\.variableNames) == [["x", "y"], ["xs", "ys", "n"]])
    #expect(theory.goals.map(\.statement.sortParameterCount) == [1, 3])
    #expect(theory.goals[0].position == SourcePosition(file: "input.axiom", line: 11, column: 9))
  }

  @Test func fixitiesAreKept() throws {
    let document = try elaborated().document
    let names = document.theory.store.operators.map(\.name)
    let cons = try #require(names.firstIndex(of: "::"))
    #expect(document.operatorNotes[cons].fixity == Fixity(.infixr, 50))
    let plus = try #require(names.firstIndex(of: "+"))
    #expect(document.operatorNotes[plus].fixity == Fixity(.infixl, 60))
  }

  @Test func declarationsAccountForEverything() throws {
    for name in shippedTheories {
      let document = try shipped(name).document
      var sorts = 1
      var operators = 1
      var facts = 0
      for declaration in document.declarations {
        switch declaration {
        case .sort: sorts += 1
        case .inductive(let group): operators += group.flatMap(\.constructors).count
        case .operation: operators += 1
        case .functions(let group, _): facts += group.flatMap(\.equations).count
        case .definition, .axiom: facts += 1
        }
      }
      #expect(sorts == document.theory.store.sortSymbols.count)
      #expect(operators == document.theory.store.operators.count)
      #expect(facts == document.theory.facts.count)
    }
  }

  @Test func elaborationIsDeterministic() throws {
    let first = try shipped("list").document
    for _ in 0..<3 {
      let again = try shipped("list").document
      #expect(again.theory.facts == first.theory.facts)
      #expect(again.theory.store.count == first.theory.store.count)
      #expect(again.theory.store.operators.map(\.name) == first.theory.store.operators.map(\.name))
    }
  }

  @Test func namesOfLambdasDoNotDependOnTheirPlace() throws {
    func names(_ text: String) throws -> [String] {
      try theory("use \"list\"\n" + text).document.theory.store.operators.map(\.name).filter {
        LiftedName.isLambda($0)
      }
    }
    let one = "theorem a: map (\\x. x + 1) xs = ys\n"
    let two = "theorem b: map (\\x. x * y) xs = ys\n"
    let forward = try names(one + two)
    let backward = try names(two + one)
    #expect(forward.count == 2)
    #expect(forward.sorted() == backward.sorted())
  }

  /// Functions that differ in how they are written only are one term: what hands its variables on, with some
  /// arguments given or none, and the identity at any sort.
  @Test(arguments: [
    ("map (\\y. S y) xs = ys", "map S xs = ys"),
    ("map (\\y. x + y) xs = ys", "map ((+) x) xs = ys"),
    ("map (\\ys. map f ys) xss = yss", "map (map f) xss = yss"),
    ("forall f xs. map (\\y. f y) xs = ys", "forall f xs. map f xs = ys"),
    ("forall f. map (\\y. f x y) xs = ys", "forall f. map (f x) xs = ys"),
    ("map (\\x. x) xs = (xs : List Nat)", "map (\\y. y) xs = (xs : List Nat)"),
    ("map (\\ys. take (x + y) ys) xss = yss", "map (take (x + y)) xss = yss"),
  ])
  func functionsThatAreWrittenInOtherWaysAreTheSame(_ one: String, _ two: String) throws {
    var document = try shipped("list").document
    let first = try #require(document.elaborate(formula: one).goal)
    let second = try #require(document.elaborate(formula: two).goal)
    #expect(first.statement.formula == second.statement.formula)
  }

  /// What hands on less, in another order, or a variable twice, is another function.
  @Test(arguments: [
    ("map (\\y. y + x) xs = ys", "map ((+) x) xs = ys"),
    ("map (\\y. y + y) xs = ys", "map ((+) x) xs = ys"),
    ("forall f. map (\\y. f y y) xs = ys", "forall f. map (f x) xs = ys"),
    ("map (\\ys. take (length ys) ys) xss = yss", "map (take x) xss = yss"),
  ])
  func functionsThatDifferStayApart(_ one: String, _ two: String) throws {
    var document = try shipped("list").document
    let first = try #require(document.elaborate(formula: one).goal)
    let second = try #require(document.elaborate(formula: two).goal)
    #expect(first.statement.formula != second.statement.formula)
  }

  @Test func partialApplicationsArePrintedAsSuch() throws {
    var document = try shipped("list").document
    for text in [
      "map f (concat xs) = concat (map (map f) xs)", "map (take (x + y)) xs = ys",
      "map (\\y. x + y) xs = ys",
    ] {
      let goal = try #require(document.elaborate(formula: text).goal)
      let names = goal.variableNames
      #expect(
        Printer(document).text(
          of: goal.statement, in: document.theory.store, variableNames: names) == text)
    }
  }

  @Test func faultyFormulasLeaveTheTheoryAlone() throws {
    var document = try shipped("list").document
    let count = document.theory.store.operators.count
    let result = document.elaborate(formula: "map (\\x. x + 1) xs = xs + 1", path: "goal")
    #expect(result.goal == nil)
    #expect(result.diagnostics.map(\.code) == ["sort-clash"])
    #expect(document.theory.store.operators.count == count)
    #expect(result.rendered.hasPrefix("goal:1:22: error[sort-clash]"))
  }

  @Test func boolIsDeclaredOnlyWhenUsed() throws {
    func hasBool(_ text: String) throws -> Bool {
      try theory(text).document.theory.store.sortSymbols.contains { $0.name == "Bool" }
    }
    #expect(try !hasBool("theorem a: false => x = y\ntheorem b: true\n"))
    #expect(try hasBool("theorem a: x = true\n"))
    #expect(try hasBool("op p : Bool\n"))
    #expect(try hasBool("sort B = C Bool\n"))
    #expect(try hasBool("theorem a: b and x = x\n"))
  }

  @Test func truthReadsAsTheDesignSays() throws {
    var document = try shipped("boolean").document
    func formula(_ text: String) throws -> TermID {
      let result = document.elaborate(formula: text)
      return try #require(result.goal, "\(result.rendered)").statement.formula
    }
    #expect(try formula("p") == formula("p = true"))
    #expect(try formula("not p") == formula("not (p = true)"))
    #expect(try formula("false") != formula("false = true"))
    #expect(try formula("true") == formula("not false"))
    #expect(try formula("p && q => p") == formula("p && q = true => p = true"))
    let falsum = try formula("false")
    #expect(document.theory.store.shape(of: falsum) == .connective(.falsum, []))
  }

  @Test func numeralsAreConstructorTerms() throws {
    var document = try shipped("peano").document
    let one = try #require(document.elaborate(formula: "S (S 0) = 2").goal)
    guard
      case .connective(.equal, let sides) = document.theory.store.shape(of: one.statement.formula)
    else { return }
    #expect(sides[0] == sides[1])
    let large = document.elaborate(formula: "x = 18446744073709551615")
    #expect(large.goal != nil)
  }
}
