// The checks of `fun` against brute force: coverage against values, termination against the kernel.

import ProofKernel
import Testing

@testable import AxiomLanguage

/// A pattern of a natural number, as text, and what it matches.
private let patterns: [(text: String, matches: @Sendable (Int) -> Bool)] = [
  ("x", { _ in true }), ("0", { $0 == 0 }), ("(S x)", { $0 > 0 }), ("(S 0)", { $0 == 1 }),
  ("(S (S x))", { $0 > 1 }), ("2", { $0 == 2 }),
]

@Suite("Coverage by brute force")
struct CoverageTests {
  /// All functions of one argument with up to three equations.
  @Test func oneArgument() {
    for first in patterns.indices {
      check([[first]])
      for second in patterns.indices {
        check([[first], [second]])
        for third in patterns.indices { check([[first], [second], [third]]) }
      }
    }
  }

  /// Random functions of two arguments with up to four equations.
  @Test(arguments: 0..<300) func twoArguments(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var rows: [[Int]] = []
    for _ in 0..<(1 + random.below(4)) {
      rows.append([random.below(patterns.count), random.below(patterns.count)])
    }
    check(rows)
  }

  private func check(_ rows: [[Int]]) {
    let arity = rows[0].count
    var text =
      "sort Nat = 0 | S Nat\nfun f :" + String(repeating: " Nat", count: arity) + " -> Nat\n"
    for row in rows {
      let shown = row.enumerated().map { column, index in
        patterns[index].text.replacing("x", with: "x\(column)")
      }
      text += "  f \(shown.joined(separator: " ")) = 0\n"
    }
    let result = ElaboratedTheory.elaborate(text: text, library: shippedLibrary)
    // Values up to three tell all these patterns apart.
    var isMissing = false
    var isTwice = false
    for first in 0...3 {
      for second in 0...(arity == 2 ? 3 : 0) {
        let hits = rows.filter { row in
          patterns[row[0]].matches(first) && (arity == 1 || patterns[row[1]].matches(second))
        }.count
        isMissing = isMissing || hits == 0
        isTwice = isTwice || hits > 1
      }
    }
    let codes = result.diagnostics.map(\.code)
    if !isMissing && !isTwice {
      #expect(codes == [], "\(text)\(result.rendered)")
    } else {
      let allowed = (isTwice ? ["overlapping-equations"] : []) + (isMissing ? ["missing-case"] : [])
      #expect(codes.count == 1 && allowed.contains(codes.first ?? ""), "\(text)\(result.rendered)")
    }
  }
}

@Suite("Termination against the kernel")
struct TerminationTests {
  private let arguments = ["x", "y", "(S x)", "(S y)", "0", "(f x y)"]

  /// Random calls: the elaborator accepts exactly if some order of arguments satisfies the kernel.
  @Test(arguments: 0..<250) func randomCalls(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var rights: [String] = []
    for _ in 0..<3 {
      let call = random.below(4)
      if call == 0 {
        rights.append("0")
      } else {
        rights.append("f \(random.pick(arguments)) \(random.pick(arguments))")
      }
    }
    let text = """
      sort Nat = 0 | S Nat
      fun f : Nat Nat -> Nat
        f 0 y         = \(rights[0].replacing("x", with: "0"))
        f (S x) 0     = \(rights[1].replacing("y", with: "0"))
        f (S x) (S y) = \(rights[2])

      """
    let result = ElaboratedTheory.elaborate(text: text, library: shippedLibrary)
    let codes = result.diagnostics.map(\.code)
    #expect(codes == [] || codes == ["non-terminating"], "\(text)\(result.rendered)")
    #expect(codes.isEmpty == kernelAccepts(text), "seed \(seed)\n\(text)\(result.rendered)")
  }

  /// Whether the kernel takes the equations under some order, with the equations stated as axioms
  /// to have their terms.
  private func kernelAccepts(_ text: String) -> Bool {
    let lines = text.split(separator: "\n").dropFirst(2)
    let axioms = lines.enumerated().map { "theorem a\($0): \($1.dropFirst(2))\n" }.joined()
    let declared = "sort Nat = 0 | S Nat\nop f : Nat Nat -> Nat\n"
    let result = ElaboratedTheory.elaborate(text: declared + axioms, library: shippedLibrary)
    guard let theory = result.theory else { return false }
    let symbol = OperatorID(UInt32(theory.document.theory.store.operators.count - 1))
    var equations: [Equation] = []
    for goal in theory.goals {
      guard
        case .connective(.equal, let sides) = theory.document.theory.store.shape(
          of: goal.statement.formula)
      else { return false }
      equations.append((goal.statement.parameters, sides[0], sides[1]))
    }
    for order in [[], [0], [1], [0, 1], [1, 0]] {
      var kernel = theory.document.theory
      do throws(CheckError) {
        try kernel.defineFunctions([(symbol, equations, order)])
        return true
      } catch {}
    }
    return false
  }
}

@Suite("Sort inference")
struct SortArenaTests {
  @Test func unificationMakesEqual() {
    for seed in 0..<200 {
      var random = SeededGenerator(seed: UInt64(seed))
      var arena = SortArena()
      let holes = (0..<4).map { _ in arena.meta() }
      func make(_ depth: Int) -> SortRef {
        if depth == 0 || random.below(3) == 0 { return random.pick(holes) }
        if random.below(4) == 0 { return arena.add(.parameter(random.below(2))) }
        let symbol = SortSymbolID(UInt32(1 + random.below(2)))
        return arena.add(.application(symbol, [make(depth - 1), make(depth - 1)]))
      }
      let left = make(3)
      let right = make(3)
      let unifies = arena.unify(left, right)
      if unifies {
        #expect(text(left, arena) == text(right, arena), "seed \(seed)")
        let again = arena.unify(right, left)
        #expect(again, "seed \(seed)")
      } else {
        let again = arena.unify(left, right)
        #expect(!again, "seed \(seed)")
      }
    }
  }

  private func text(_ sort: SortRef, _ arena: SortArena) -> String {
    switch arena[sort] {
    case .formula: return "o"
    case .meta: return "?\(arena.find(sort).index)"
    case .parameter(let number): return "'\(number)"
    case .application(let symbol, let parts):
      return "(\(symbol.index) " + parts.map { text($0, arena) }.joined(separator: " ") + ")"
    }
  }

  @Test func deepSortsDoNotOverflow() {
    var arena = SortArena()
    var left = arena.meta()
    var right = arena.meta()
    let hole = left
    for _ in 0..<100_000 {
      left = arena.arrow(left, left)
      right = arena.arrow(right, right)
    }
    // Shared parts make the sorts exponentially large as trees; only the spine is walked.
    var found: [SortRef] = []
    arena.collectVariables(of: left, into: &found)
    #expect(found == [hole])
    let isInfinite = !arena.unify(hole, left)
    #expect(isInfinite)
  }

  @Test(
    arguments: [
      ("x = y", ["a", "a"]), ("map f xs = ys", ["a -> b", "List a", "List b"]),
      ("length xs = n", ["List a", "Nat"]), ("concat xss = xs", ["List (List a)", "List a"]),
      ("map (map f) xss = yss", ["a -> b", "List (List a)", "List (List b)"]),
      ("filter p xs = xs", ["a -> Bool", "List a"]), ("p", ["Bool"]),
      ("not p <=> q", ["Bool", "Bool"]),
      ("f = g and f x = x and h f = f", ["a -> a", "a -> a", "a", "(a -> a) -> a -> a"]),
    ]) func parametersGetTheirSorts(text: String, sorts: [String]) throws
  {
    var document = try theory("use \"list\"\n").document
    // `h` is applied only; an annotation makes it a variable.
    let source = text.replacing("h f", with: "(h : (a -> a) -> a -> a) f")
    let result = document.elaborate(formula: source)
    let goal = try #require(result.goal, "\(result.rendered)")
    let printer = Printer(document)
    let store = document.theory.store
    #expect(goal.statement.parameters.map { printer.text(of: $0, in: store) } == sorts)
  }
}
