// Faults of `fun`: missing cases, overlaps, calls that do not shrink, extra variables, and the
// functions that must pass.

import ProofKernel
import Testing

@testable import AxiomLanguage

private let nat = "sort Nat = 0 | S Nat\n"
private let list = "use \"list\"\n"

@Suite("Function diagnostics")
struct FunctionDiagnosticsTests {
  @Test func missingCaseIsNamed() {
    expectDiagnostics(
      nat + "fun 1️⃣half : Nat -> Nat\n  half 0 = 0\n  half (S (S n)) = S (half n)\n",
      [Expected(1, .missingCase("half 1"), covers: "half")])
    expectDiagnostics(
      list + "fun 1️⃣f : (List a) (List a) -> Nat\n  f [] ys = 0\n  f (x :: xs) (y :: ys) = 0\n",
      [Expected(1, .missingCase("f (x :: xs) []"))])
    expectDiagnostics(
      nat + "fun 1️⃣f : Bool Nat -> Nat\n  f true n = n\n  f false 0 = 0\n",
      [Expected(1, .missingCase("f false (S x)"))])
  }

  @Test func overlapNamesBothEquations() {
    expectDiagnostics(
      nat + "fun f : Nat Nat -> Nat\n  f 0 y = y\n  1️⃣f x 0 = x\n  f (S x) (S y) = 0\n",
      [
        Expected(
          1, .overlappingEquations(example: "f 0 0"), covers: "f x 0 = x", notes: [.otherEquation])
      ])
  }

  @Test func callThatDoesNotShrink() {
    expectDiagnostics(
      nat + "fun f : Nat -> Nat\n  f 0 = 0\n  f (S n) = S (1️⃣f (S n))\n",
      [Expected(1, .nonTerminating(function: "f", call: "f (S n)"), covers: "f (S n)")])
    // Each call shrinks something, but no order suits both.
    expectDiagnostics(
      nat
        + "fun f : Nat Nat -> Nat\n  f 0 y = y\n  f (S x) 0 = 1️⃣f x (S 0)\n"
        + "  f (S x) (S y) = f (S (S x)) y\n",
      [Expected(1, .nonTerminating(function: "f", call: "f x (S 0)"))])
  }

  @Test func nestedCallsAreChecked() {
    expectDiagnostics(
      nat + "fun f : Nat -> Nat\n  f 0 = 0\n  f (S n) = 1️⃣f (f n)\n",
      [Expected(1, .nonTerminating(function: "f", call: "f (f n)"))])
  }

  @Test func mutualCallsAreChecked() {
    expectDiagnostics(
      nat
        + "fun f : Nat -> Nat\n  f 0 = 0\n  f (S n) = g (S n)\nand g : Nat -> Nat\n  g 0 = 0\n  g (S n) = f (S n)\n"
        .replacing("= g (S n)", with: "= 1️⃣g (S n)"),
      [Expected(1, .nonTerminating(function: "f", call: "g (S n)"))])
  }

  @Test func extraVariable() {
    expectDiagnostics(
      nat + "fun f : Nat -> Nat\n  f x = 1️⃣y\n", [Expected(1, .extraVariable("y"), covers: "y")])
  }

  @Test func patternsAreConstructors() {
    expectDiagnostics(
      nat + "op g : Nat -> Nat\nfun f : Nat -> Nat\n  f (1️⃣g x) = x\n",
      [Expected(1, .notAPattern, covers: "g x")])
    expectDiagnostics(
      nat + "fun f : Nat Nat -> Nat\n  f x 1️⃣x = x\n",
      [Expected(1, .patternRepeatsVariable("x"), covers: "x")])
  }

  @Test func equationOfAnotherFunction() {
    expectDiagnostics(
      nat + "fun f : Nat -> Nat\n  1️⃣g x = x\n",
      [Expected(1, .wrongFunction(expected: "f", found: "g"), covers: "g")])
  }

  @Test func everyFaultyEquationIsReported() {
    expectDiagnostics(
      nat + "fun f : Nat -> Nat\n  f 0 = 1️⃣y\n  f (S x) = 2️⃣z\ntheorem a: f x = f x\n",
      [Expected(1, .extraVariable("y")), Expected(2, .extraVariable("z"))])
  }

  @Test func quantifiersDoNotCompute() {
    expectDiagnostics(
      nat + "fun f : Nat -> Bool\n  f x = 1️⃣exists y. x = y\n", [Expected(1, .quantifierInFunction)])
  }

  @Test func sortVariablesAreNotSpecialised() {
    expectDiagnostics(
      nat + "fun f : a -> a\n  f x = 1️⃣0\n",
      [Expected(1, .sortTooSpecial(expected: "a", found: "Nat"))])
    expectDiagnostics(
      list + "fun f : (List a) -> List a\n  f xs = 0 :: 1️⃣xs\n",
      [Expected(1, .sortClash(expected: "List Nat", found: "List a"))])
  }

  @Test func functionInsideALambda() {
    expectDiagnostics(
      list
        + "fun f : (List Nat) -> List Nat\n  f [] = []\n  f (x :: xs) = map (\\y. total (1️⃣f xs)) xs\n",
      [Expected(1, .functionInLambda("f"))])
  }

  @Test func incompleteMatch() {
    expectDiagnostics(
      nat + "fun 1️⃣f : Nat -> Nat\n  f x = match x with 0 -> 0 | S (S y) -> y\n",
      [Expected(1, .missingCase("f 1"))])
  }
}

@Suite("Functions")
struct FunctionTests {
  /// The decreasing arguments that the elaborator found for the last group of functions.
  private func orders(_ text: String) throws -> [[Int]] {
    let document = try theory(text).document
    for declaration in document.declarations.reversed() {
      if case .functions(let group, _) = declaration { return group.map(\.decreasing) }
    }
    return []
  }

  @Test func lexicographicOrder() throws {
    let ackermann = """
      fun ack : Nat Nat -> Nat
        ack 0 n = S n
        ack (S m) 0 = ack m 1
        ack (S m) (S n) = ack m (ack (S m) n)

      """
    #expect(try orders(nat + ackermann) == [[0, 1]])
  }

  @Test func secondArgumentShrinks() throws {
    #expect(try orders("use \"peano\"\n") == [[1]])
  }

  @Test func mutualGroups() throws {
    let text = """
      fun even : Nat -> Bool
        even 0 = true
        even (S n) = odd n
      and odd : Nat -> Bool
        odd 0 = false
        odd (S n) = even n

      """
    #expect(try orders(nat + text) == [[0], [0]])
  }

  @Test func mutualSorts() throws {
    let text = """
      sort Tree a = Node a (Forest a) and Forest a = Nil | Cons (Tree a) (Forest a)
      fun size : (Tree a) -> Nat
        size (Node x f) = S (sizes f)
      and sizes : (Forest a) -> Nat
        sizes Nil = 0
        sizes (Cons t f) = plus (size t) (sizes f)

      """
    let plus = "fun plus : Nat Nat -> Nat\n  plus x 0 = x\n  plus x (S y) = S (plus x y)\n"
    #expect(try orders(nat + plus + text) == [[0], [0]])
  }

  @Test func booleanFunctionByFormula() throws {
    let result = try theory(nat + "fun one : Nat -> Bool\n  one x = not (x /= 1) and x = x\n")
    #expect(facts(of: result).last == "one x <=> not x /= 1 and x = x")
  }

  @Test func matchBecomesEquations() throws {
    let text = """
      fun half : Nat -> Nat
        half n = match n with 0 -> 0 | S m -> match m with 0 -> 0 | S k -> S (half k)

      """
    #expect(
      facts(of: try theory(nat + text)) == [
        "half 0 = 0", "half 1 = 0", "half (S (S k)) = S (half k)",
      ])
  }

  @Test func conditionalDeclaresIfOnce() throws {
    let text =
      "fun f : Bool -> Nat\n  f b = if b then 0 else 1\nfun g : Bool -> Nat\n  g b = if b then 1 else 0\n"
    let names = try theory(nat + text).document.theory.store.operators.map(\.name)
    #expect(names.filter { $0 == "if" }.count == 1)
  }

  @Test func booleanFileIsRecognised() throws {
    let result = try theory("use \"boolean\"\ntheorem a: p && q = q && p\ntheorem b: p && q => p\n")
    let printer = Printer(result.document)
    let store = result.document.theory.store
    #expect(
      result.goals.map {
        printer.text(of: $0.statement, in: store, variableNames: $0.variableNames)
      }
        == ["p && q = q && p", "p && q => p"])
    #expect(store.sortSymbols.filter { $0.name == "Bool" }.count == 1)
  }
}
