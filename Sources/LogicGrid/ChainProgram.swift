// Chain rules as a program for the grid. A fact has one home for each index that the rules need:
// its first home, by the argument that they join on, stores it and drops repetitions; if they
// join on the other argument too, that argument's home gets a posting. A pair of premises meets
// in the home of the argument that they share, and fires when the later of the two arrives: this
// is semi-naive evaluation without rounds. Start at `step`. Neighbour: `ChainBlock.swift`.
// Source: F. Bancilhon, R. Ramakrishnan, SIGMOD (1986); J. Seib, G. Lausen, PODS (1991).

/// The program behind `chainClosure`.
struct ChainProgram: GridProgram {
  enum Message: Sendable {
    case given(ChainFact)
    case derived(ChainFact, rule: UInt16, left: ChainFactID, right: ChainFactID)
    /// A fact stored elsewhere, by its first argument, which lives here.
    case posting(ChainFact, ChainFactID)
  }

  /// A rule that a premise takes part in.
  struct Use: Sendable {
    let rule: UInt16
    let head: UInt32
    let partner: UInt32
  }

  let blocks: Int
  /// The rules that a predicate is on the left of, and on the right of, one predicate after the
  /// other. Flat and read by index: to iterate nested arrays is to count references to them, and
  /// two lanes that count references to one object slow each other down to half speed (measured).
  let uses: [Use]
  let asLeft: [Range<Int>]
  let asRight: [Range<Int>]

  init(facts: [ChainFact], rules: [ChainRule], blocks: Int) {
    precondition(rules.count < 0xFFFF, "\(rules.count) rules")
    let named = facts.map(\.predicate) + rules.flatMap { [$0.head, $0.left, $0.right] }
    let predicates = Int(named.max() ?? 0) + 1
    var uses: [Use] = []
    func list(_ isUsed: (ChainRule) -> Bool, _ partner: (ChainRule) -> UInt32) -> Range<Int> {
      let start = uses.count
      for (index, rule) in rules.enumerated() where isUsed(rule) {
        uses.append(Use(rule: UInt16(index), head: rule.head, partner: partner(rule)))
      }
      return start..<uses.count
    }
    asLeft = (0..<predicates).map { predicate in list({ $0.left == predicate }, \.right) }
    asRight = (0..<predicates).map { predicate in list({ $0.right == predicate }, \.left) }
    self.uses = uses
    self.blocks = blocks
  }

  /// Where a fact is stored: by its first argument if rules join on that alone, else the second.
  func home(of fact: ChainFact) -> BlockID {
    let predicate = Int(fact.predicate)
    let key = asLeft[predicate].isEmpty && !asRight[predicate].isEmpty ? fact.first : fact.second
    return .home(of: UInt64(key), among: blocks)
  }

  func makeState(for block: BlockID) -> ChainBlock { ChainBlock() }

  func step(
    _ block: BlockID, _ state: inout ChainBlock, inbox: [Message], outbox: inout Outbox<Self>
  ) {
    for message in inbox {
      switch message {
      case .given(let fact):
        accept(fact, nil, block, &state, &outbox)
      case .derived(let fact, let rule, let left, let right):
        let why = ChainDerivation(rule: Int(rule), left: left, right: right)
        accept(fact, why, block, &state, &outbox)
      case .posting(let fact, let id):
        joinAsRight(fact, id, &state, &outbox)
      }
    }
  }

  func accept(
    _ fact: ChainFact, _ why: ChainDerivation?, _ block: BlockID, _ state: inout ChainBlock,
    _ outbox: inout Outbox<Self>
  ) {
    guard let index = state.insert(fact, why) else { return }
    let id = ChainFactID(block: block, index: index)
    let isLeft = !asLeft[Int(fact.predicate)].isEmpty
    if isLeft { joinAsLeft(fact, id, &state, &outbox) }
    if asRight[Int(fact.predicate)].isEmpty { return }
    if isLeft {
      outbox.send(.posting(fact, id), to: .home(of: UInt64(fact.first), among: blocks))
    } else {
      joinAsRight(fact, id, &state, &outbox)
    }
  }

  func joinAsLeft(
    _ fact: ChainFact, _ id: ChainFactID, _ state: inout ChainBlock, _ outbox: inout Outbox<Self>
  ) {
    state.lefts.append(fact.predicate, at: fact.second, ChainPosting(other: fact.first, id: id))
    for index in asLeft[Int(fact.predicate)] {
      let use = uses[index]
      let partners = state.rights.list(use.partner, at: fact.second)
      state.firings += state.rights.count(partners)
      for place in 0..<state.rights.count(partners) {
        let partner = state.rights[partners, place]
        let head = ChainFact(use.head, fact.first, partner.other)
        outbox.send(
          .derived(head, rule: use.rule, left: id, right: partner.id), to: home(of: head))
      }
    }
  }

  func joinAsRight(
    _ fact: ChainFact, _ id: ChainFactID, _ state: inout ChainBlock, _ outbox: inout Outbox<Self>
  ) {
    state.rights.append(fact.predicate, at: fact.first, ChainPosting(other: fact.second, id: id))
    for index in asRight[Int(fact.predicate)] {
      let use = uses[index]
      let partners = state.lefts.list(use.partner, at: fact.first)
      state.firings += state.lefts.count(partners)
      for place in 0..<state.lefts.count(partners) {
        let partner = state.lefts[partners, place]
        let head = ChainFact(use.head, partner.other, fact.second)
        outbox.send(
          .derived(head, rule: use.rule, left: partner.id, right: id), to: home(of: head))
      }
    }
  }
}
