// Declarations that would make a theory inconsistent, or a checker run for ever: what `AttackTests`
// begins, followed into nested patterns, sorts that are declared together, and mere size. Every
// refusal here was an acceptance once, unless its comment says otherwise.

import Testing

@testable import ProofKernel

@Suite struct DeclarationAttackTests {
  /// `sort List = nil | cons Nat List` in an arena, and an operator f : List Nat -> Nat.
  private struct Lists {
    var arena: Arena
    let list: SortID
    let nilList: TermID
    let cons: OperatorID
    let f: OperatorID

    init() throws {
      arena = try Arena()
      let symbol = try arena.theory.declareSort("List")
      list = try arena.theory.intern(.application(symbol, []))
      let made = try arena.theory.makeInductive([
        (symbol, [("nil", []), ("cons", [arena.nat, list])])
      ])[0]
      (nilList, cons) = (try arena.make(made[0]), made[1])
      f = try arena.theory.declareOperator("f", arguments: [list, arena.nat], result: arena.nat)
    }
    mutating func variable(_ level: Int) throws -> TermID {
      try arena.theory.intern(.variable(level: level, list))
    }
  }

  // f xs n = 0 and f (0 :: ys) n = 1: the first equation's variable stands for both parts of the
  // second's pattern, and its sort is not theirs.
  @Test func attack20OverlapInsideAPattern() throws {
    var lists = try Lists()
    let nat = lists.arena.nat
    let (zero, one) = (try lists.arena.number(0), try lists.arena.number(1))
    let (n, ys) = (try lists.arena.x(1), try lists.variable(0))
    let all: Equation = ([lists.list, nat], try lists.arena.make(lists.f, ys, n), zero)
    let some: Equation = (
      [lists.list, nat],
      try lists.arena.make(lists.f, lists.arena.make(lists.cons, zero, ys), n), one
    )
    for equations in [[all, some], [some, all]] {
      #expect(
        refusal { try lists.arena.theory.defineFunctions([(lists.f, equations, [0])]) }
          == .overlappingCases)
    }
  }

  // No attack: the same sorts in the same columns, and each case just once.
  @Test func casesInsideAPatternAreAccepted() throws {
    var lists = try Lists()
    let (list, nat, f) = (lists.list, lists.arena.nat, lists.f)
    let zero = try lists.arena.number(0)
    let (ys, m, n) = (try lists.variable(0), try lists.arena.x(1), try lists.arena.x(2))
    let next = try lists.arena.make(lists.arena.successor, m)
    let equations: [Equation] = [
      ([list], try lists.arena.make(f, ys, zero), zero),
      (
        [list, nat], try lists.arena.make(f, lists.arena.make(lists.cons, zero, ys), next), zero
      ),
      (
        [list, nat, nat],
        try lists.arena.make(
          f, lists.arena.make(lists.cons, lists.arena.make(lists.arena.successor, n), ys), next),
        n
      ),
      ([list, nat], try lists.arena.make(f, lists.nilList, next), m),
    ]
    #expect(refusal { try lists.arena.theory.defineFunctions([(f, equations, [0])]) } == nil)
  }

  // sort Box a = box a, sort T = C (Box T), declared together: a T would be C (box (C (box …))). Only a
  // container declared before may hold a sort that is being declared.
  @Test func attack18SortsEmptyTogether() throws {
    var theory = Theory()
    let box = try theory.declareSort("Box", parameterCount: 1)
    let symbol = try theory.declareSort("T")
    let variable = try theory.intern(.variable(0))
    let sort = try theory.intern(.application(symbol, []))
    let boxed = try theory.intern(.application(box, [sort]))
    #expect(
      refusal {
        _ = try theory.makeInductive([(box, [("box", [variable])]), (symbol, [("C", [boxed])])])
      } == .nonPositiveSort)
    #expect(
      refusal {
        _ = try theory.makeInductive([(box, [("box", [boxed])]), (symbol, [("C", [])])])
      } == .nonPositiveSort)
  }

  // sort Rose = node Nat (List Rose), where List is a container with a constant: no attack. Below a
  // sort that holds functions, `sort F a = f (Nat -> a) | g`, it would be one.
  @Test func sortsInContainers() throws {
    for holdsFunctions in [false, true] {
      var arena = try Arena()
      let outer = try arena.theory.declareSort("List", parameterCount: 1)
      let a = try arena.theory.intern(.variable(0))
      let itself = try arena.theory.intern(.application(outer, [a]))
      let arrow = try arena.theory.intern(.application(.arrow, [arena.nat, a]))
      _ = try arena.theory.makeInductive([
        (outer, [("g", []), ("f", holdsFunctions ? [arrow] : [arena.nat, a, itself])])
      ])
      let rose = try arena.theory.declareSort("Rose")
      let sort = try arena.theory.intern(.application(rose, []))
      let inner = try arena.theory.intern(.application(outer, [sort]))
      #expect(
        refusal { _ = try arena.theory.makeInductive([(rose, [("node", [arena.nat, inner])])]) }
          == (holdsFunctions ? .nonPositiveSort : nil))
    }
  }

  // sort P a = C (a -> Nat), sort U = D (P U), declared together: U would hold its own functions.
  @Test func attack18ArrowBehindAParameter() throws {
    var arena = try Arena()
    let power = try arena.theory.declareSort("P", parameterCount: 1)
    let symbol = try arena.theory.declareSort("U")
    let variable = try arena.theory.intern(.variable(0))
    let arrow = try arena.theory.intern(.application(.arrow, [variable, arena.nat]))
    let sort = try arena.theory.intern(.application(symbol, []))
    let powered = try arena.theory.intern(.application(power, [sort]))
    #expect(
      refusal {
        _ = try arena.theory.makeInductive([
          (power, [("C", [arrow])]), (symbol, [("D", [powered]), ("E", [])]),
        ])
      } == .nonPositiveSort)
  }

  // tₙ₊₁ = (∀x. tₙ) ∧ tₙ has n subformulas, each below any number of quantifiers up to n.
  @Test func attack13QuantifiersOfNothingAreLimited() throws {
    var arena = try Arena()
    var formula = try arena.make(arena.holds, arena.x(0))
    #expect(
      refusal {
        for _ in 0...TermStore.largestDepth {
          formula = try arena.join(.and, arena.quantify(.forall, formula), formula)
        }
      } == .limit)
  }

  @Test func attack13TermsAreCounted() throws {
    var arena = try Arena()
    #expect(
      refusal {
        _ = try arena.theory.declareOperator(
          "wide", arguments: Array(repeating: arena.nat, count: 1 << 16), result: arena.nat)
      } == .limit)
    arena.theory.store.largestCount = arena.theory.store.count + 3
    let kept = try arena.number(1)
    #expect(refusal { for i in 0..<9 { _ = try arena.number(UInt64(i)) } } == .limit)
    #expect(try arena.number(1) == kept)
  }
}
