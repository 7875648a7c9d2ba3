// Kernel formulas to text and back: chosen ones, and random ones in several theories.

import ProofKernel
import Testing

@testable import AxiomLanguage

private let rich = """
  use "list"
  use "order"
  fun (<=?) : Nat Nat -> Bool  [infix 40]
    0 <=? y     = true
    S x <=? 0   = false
    S x <=? S y = x <=? y
  op (!) : Nat -> Nat  [postfix 80]
  op (~) : Bool -> Bool  [prefix 90]
  op pick : (a -> a -> a) (List a) -> a
  op p : Nat -> Bool

  """

@Suite("Printer")
struct PrinterTests {
  /// Formulas whose printed form is the text itself.
  @Test(
    arguments: [
      "x + y * z = (x + y) * z", "x + y + z = x + (y + z)", "x :: xs ++ ys = (x :: xs) ++ ys",
      "x = y and y = z => x = z", "(x = y => y = z) => x = z",
      "(x = y <=> y = x) <=> z = z", "not (x = y and y = z)", "not p x", "p x",
      "p x = p y", "false", "true => false", "x /= y or x <= y",
      "not x /= y", "x <= 3", "(x <=? y) = (y <=? x)", "x <=? y and y <=? x",
      "forall y. exists z. x + y = z", "x = x and exists y z. y = z + x",
      "(exists y. x = y) and p x", "map (\\y. y + x) xs = map S xs", "map ((+) x) xs = xs",
      "map p xs = map (\\y. ~ p y) xs", "(if p x then x else y) = y",
      "x = if p x then x else y", "(match x with | 0 -> y | S z -> z + y) = y",
      "filter p xs = []", "rev xs = xs", "pick (+) xs = 0", "pick (\\y z. y + z) xs = x !",
      "x ! + y = (x + y) !", "~ ~ p x", "S (S x) = x + 2",
      "(f : Nat -> Nat -> Nat) x y = (g : (Nat -> Nat) -> Nat) (f x)",
      "(f : a -> b) x = f y => x = y",
      "concat (map (\\x. x :: []) xs) = xs", "xs = [] or exists y ys. xs = y :: ys",
      "(p x) = true => false = p x", "map (\\f. f 0) fs = xs",
      "(exists f. map f xs = ys) => length xs = length ys",
      "forall (y : Nat). y = y => p x", "take 3 (x :: y :: []) = x :: []",
    ]) func roundTrips(text: String) throws
  {
    var result = try theory(rich)
    let elaborated = result.document.elaborate(formula: text)
    guard let goal = elaborated.goal else {
      Issue.record("\(elaborated.rendered)")
      return
    }
    for style in [Printer.Style.ascii, .unicode] {
      try expectRoundTrip(
        goal.statement, names: goal.variableNames, in: &result, style: style)
    }
  }

  @Test func parenthesesAreMinimal() throws {
    var document = try theory(rich).document
    for text in [
      "x + y * z = (x + y) * z", "x + (y + z) = x + y + z", "x :: xs ++ ys = (x :: xs) ++ ys",
      "x = y and (y = z or x = z) => not x = z or x = y".replacing("not x = z", with: "x /= z"),
      "x <= y <=> exists z. x + z = y", "map (\\x. x + 1) xs = map S xs",
    ] {
      let goal = try #require(document.elaborate(formula: text).goal)
      let printed = Printer(document).text(
        of: goal.statement, in: document.theory.store, variableNames: goal.variableNames)
      #expect(printed == text)
    }
  }

  @Test func sortsThatInferenceWouldNotFindAreWritten() throws {
    var result = try theory(rich)
    for text in [
      "(x : Nat) = x", "forall y. y = (x : Nat)", "exists (y : Nat). y = y", "[] = ([] : List Nat)",
      "(xs : List a) = []", "exists (xs : List Nat) ys. xs = ys ++ ys",
    ] {
      let goal = try #require(result.document.elaborate(formula: text).goal, "\(text)")
      try expectRoundTrip(goal.statement, names: goal.variableNames, in: &result)
    }
  }

  @Test func generatedNamesFollowSorts() throws {
    var document = try theory(rich).document
    let goal = try #require(document.elaborate(formula: "map f (map g a) = map h b ++ c").goal)
    let printed = Printer(document).text(of: goal.statement, in: document.theory.store)
    #expect(printed == "map f (map g xs) = map h ys ++ zs")
  }

  @Test func generatedNamesAvoidOperators() throws {
    let result = try theory("sort G\nop x : G\nop f : G -> G\ntheorem t: exists y. f y = x\n")
    let printed = Printer(result.document).text(
      of: result.goals[0].statement, in: result.document.theory.store)
    #expect(printed == "exists y. f y = x")
  }

  @Test func liftedConstantsAreShared() throws {
    var document = try theory(rich).document
    _ = document.elaborate(formula: "map (\\x. x + 1) xs = ys")
    let count = document.theory.store.operators.count
    let other = document.elaborate(formula: "map (\\n. n + 1) ys = xs")
    #expect(other.goal != nil)
    #expect(document.theory.store.operators.count == count)
  }

  @Test(arguments: 0..<300) func randomFormulas(seed: Int) throws {
    var result = try theory(rich)
    var random = SeededGenerator(seed: UInt64(seed))
    var maker = RandomFormula(random: random, theory: result.document.theory)
    let formula = maker.formula(depth: 3, bound: [])
    result.document.theory = maker.theory
    random = maker.random
    let statement = Statement(parameters: maker.parameters, formula)
    let printer = Printer(result.document, style: seed % 2 == 0 ? .ascii : .unicode)
    let names = printer.names(maker.parameters, [], in: result.document.theory.store)
    let text = printer.text(of: statement, in: result.document.theory.store)
    let again = result.document.elaborate(formula: text)
    guard let goal = again.goal else {
      Issue.record("seed \(seed): \(text)\n\(again.rendered)")
      return
    }
    // Parameters come back in the order of the text, and only those that occur.
    var levels: [Int: Int] = [:]
    for (level, name) in names.enumerated() {
      levels[level] = goal.variableNames.firstIndex(of: name) ?? level
    }
    let expected = renumber(formula, levels, in: &result.document.theory)
    #expect(goal.statement.formula == expected, "seed \(seed): \(text)")
  }
}
