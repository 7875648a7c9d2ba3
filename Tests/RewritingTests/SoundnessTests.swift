// Soundness under division, powers, logarithms and integrals: with the guarded rules no class ever holds two
// different numbers, however the e-graph grows; with the rules of the workload as they are two numbers meet
// sooner or later, and the rules behind that are named. `make judge` runs the same to a million nodes
// (`benchmark run egraph/guarded-1000000`).

import Rewriting
import Terms
import TestSupport
import Testing

@Suite(.enabled(if: Workloads.shared != nil)) struct SoundnessTests {
  static func starts() -> [String] { Workloads.shared!["math-blowup7"].strings("starts") }

  /// Classes with more than one literal among their nodes, found node by node.
  static func crowdedClasses(_ graph: borrowing EGraph) -> [EClassID] {
    var literal: [EClassID: Symbol] = [:]
    var crowded: [EClassID] = []
    for number in 0..<UInt32(graph.language.bank.symbols.count) {
      let symbol = Symbol(number)
      guard graph.language.literal(symbol) != nil, let node = graph.leaf(of: symbol) else {
        continue
      }
      let eClass = graph.eClass(of: node)
      if literal[eClass] != nil { crowded.append(eClass) }
      literal[eClass] = symbol
    }
    return crowded
  }

  @Test(arguments: [true, false])
  func guardedRulesNeverJoinNumbers(prunes: Bool) {
    var language = MathWorkload.language()
    let guarded = GuardedMathRules(&language, starts: Self.starts())
    for scheduler in [Scheduler.simple, .backOff(matchLimit: 1_000, banLength: 5)] {
      var graph = EGraph(language)
      graph.foldConstants(ConstantFolding(prunes: prunes))
      graph.limits.nodes = 8_000
      guarded.add(to: &graph)
      var run = Saturation(guarded.rules, scheduler: scheduler, on: &graph)
      let end = run.run(rounds: 200, on: &graph)
      #expect(end == .limit(.nodes))
      #expect(graph.contradictions.isEmpty && Self.crowdedClasses(graph).isEmpty)
      // The guards let something through.
      for name in ["div-canon", "pow-recip", "i-parts", "d-power"] {
        #expect(run.rules.contains { $0.name == name && $0.effective > 0 }, "\(name)")
      }
    }
  }

  /// What the guarded rules still prove of the goals: those that hold as they stand.
  @Test(arguments: [
    ("(d x (- (pow x 3) (* 7 (pow x 2))))", "(* x (- (* 3 x) 14))"),
    ("(i (* (cos x) x) x)", "(- (+ (* x (sin x)) (cos x)) 1)"),
    ("(/ (* x y) x)", "y"), ("(d x (ln x))", "(/ 1 x)"),
  ])
  func goals(start: String, goal: String) throws {
    var language = MathWorkload.language()
    let guarded = GuardedMathRules(&language, starts: [start])
    var graph = EGraph(language)
    graph.foldConstants(ConstantFolding(prunes: true))
    graph.limits.nodes = 60_000
    guarded.add(to: &graph)
    let (a, b) = (graph.language.term(start)!, graph.language.term(goal)!)
    let (first, second) = (graph.add(a), graph.add(b))
    var run = Saturation(
      guarded.rules, scheduler: .backOff(matchLimit: 1_000, banLength: 5), on: &graph)
    let end = run.run(rounds: 60, on: &graph) { $0.areEqual(first, second) }
    #expect(end == .goal)
    let found = graph.explain(a, b)
    var checker = ExplanationChecker(language: graph.language, rules: guarded.rules)
    checker.statements = graph.statedTerms()
    #expect(checker.fault(in: try #require(found), of: a, b) == nil)
  }

  /// Rules that are true only under conditions make numbers equal, and are named; with their guards they do
  /// not.
  @Test(arguments: [
    ("(/ (- x x) (- x x))", "cancel-div"), ("(- (i (/ 1 x) x) (i (/ 1 x) x))", "i-parts"),
    ("(i (/ 1 x) x)", "i-parts"),
  ])
  func unguardedRulesAreNamed(start: String, cause: String) throws {
    var language = MathWorkload.language()
    let rules = MathWorkload.rules(&language)
    var graph = EGraph(language)
    graph.foldConstants(ConstantFolding(prunes: false))
    graph.add(graph.language.term(start)!)
    graph.limits.nodes = 20_000
    var run = Saturation(
      rules, scheduler: .backOff(matchLimit: 1_000, banLength: 5), on: &graph)
    let end = run.run(rounds: 20, on: &graph)
    #expect(end == .contradiction && graph.contradictionCauses().contains(cause))
    let (_, a, b) = try #require(graph.contradictions.first)
    #expect(a != b)
    let terms = [graph.language.bank.make(a), graph.language.bank.make(b)]
    let found = graph.explain(terms[0], terms[1])
    var checker = ExplanationChecker(language: graph.language, rules: rules)
    let fault = checker.fault(in: try #require(found), of: terms[0], terms[1])
    #expect(fault == nil)

    // x − x is zero: nothing else may be assumed of it.
    let guarded = GuardedMathRules(&language, starts: [start], nonzero: ["x"])
    var other = EGraph(language)
    other.foldConstants(ConstantFolding(prunes: false))
    other.limits.nodes = 1_500
    guarded.add(to: &other)
    var again = Saturation(guarded.rules, on: &other)
    let outcome = again.run(rounds: 20, on: &other)
    #expect(outcome != .contradiction && Self.crowdedClasses(other).isEmpty)
  }
}
