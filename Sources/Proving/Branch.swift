// One branch of a proof: a goal, its premises and induction hypotheses, and the attempt to settle it
// by rewriting alone. Premises become rules; equal constructor terms have equal arguments; different
// constructors close the branch. A hypothesis with premises is used once these hold. Start at
// `close`. `InductionProver` makes branches; `ProofWriter` writes them down.

import Terms

extension Link {
  /// The replacements without those that the next one takes back.
  static func shortened(_ links: [Link]) -> [Link] {
    var result: [Link] = []
    for link in links {
      if let last = result.last, last.undoes(link) {
        result.removeLast()
      } else {
        result.append(link)
      }
    }
    return result
  }

  private func undoes(_ other: Link) -> Bool {
    position == other.position && source == other.source && terms == other.terms
      && isReversed != other.isReversed
  }
}

extension Normalizer {
  /// Replacements that lead from left to right, if both have one normal form.
  mutating func join(_ equation: TermEquation, _ bank: inout TermBank) -> [Link]? {
    let left = normalize(equation.left, &bank)
    guard left == normalize(equation.right, &bank) else { return nil }
    let back = links(equation.right, &bank).reversed().map { link in
      var link = link
      link.isReversed.toggle()
      return link
    }
    return Link.shortened(links(equation.left, &bank) + back)
  }
}

/// A goal on the way to being settled without further induction.
struct Branch {
  private let goal: Goal
  private let hypotheses: [Goal]
  private var rules: Normalizer
  private var locals: [Local] = []
  private var equations: [TermEquation] = []  // by local
  private var isUsed: [Bool]  // by hypothesis
  private var clash: Int?

  /// A branch whose rules are a copy of those given, so that local ones may join them.
  init(_ goal: Goal, _ hypotheses: [Goal], _ rules: Normalizer) {
    (self.goal, self.hypotheses, self.rules) = (goal, hypotheses, rules)
    self.rules.forget()
    isUsed = Array(repeating: false, count: hypotheses.count)
  }

  /// A proof, if rewriting settles the goal; nil otherwise.
  mutating func close(_ bank: inout TermBank) -> GoalProof? {
    for (number, premise) in goal.premises.enumerated() {
      take(.premise(number), premise, &bank)
    }
    var isNew = !goal.premises.isEmpty
    while clash == nil {
      if isNew, let links = rules.join(goal.conclusion, &bank) {
        return .direct(locals: locals, .joined(links))
      }
      isNew = false
      for number in hypotheses.indices where !isUsed[number] && clash == nil {
        if use(number, &bank) { isNew = true }
      }
      if !isNew { break }
    }
    return clash.map { .direct(locals: locals, .absurd($0)) }
  }

  /// Draws the conclusion of a hypothesis, if its premises hold.
  private mutating func use(_ number: Int, _ bank: inout TermBank) -> Bool {
    var premises: [Local] = []
    var met: [TermEquation] = []
    for premise in hypotheses[number].premises {
      guard let links = rules.join(premise, &bank) else { return false }
      premises.append(.joined(premise, links))
      met.append(premise)
    }
    let first = locals.count
    locals += premises
    equations += met
    isUsed[number] = true
    let places = Array(first..<first + premises.count)
    take(.hypothesis(number, premises: places), hypotheses[number].conclusion, &bank)
    return true
  }

  /// Adds an equation with what follows from it, and a rule for each part that says something.
  private mutating func take(_ local: Local, _ equation: TermEquation, _ bank: inout TermBank) {
    locals.append(local)
    equations.append(equation)
    var queue = [locals.count - 1]
    while let place = queue.popLast(), clash == nil {
      var place = place
      let old = equations[place]
      let new = TermEquation(
        left: rules.normalize(old.left, &bank), right: rules.normalize(old.right, &bank))
      if new.left == new.right { continue }
      if new != old {
        let links =
          rules.links(old.left, at: [0], &bank) + rules.links(old.right, at: [1], &bank)
        locals.append(.rewritten(place, links))
        equations.append(new)
        place = locals.count - 1
      }
      if bank.isConstructor(new.left), bank.isConstructor(new.right) {
        guard bank.symbol(new.left) == bank.symbol(new.right) else {
          clash = place
          return
        }
        let pairs = zip(Array(bank.arguments(new.left)), Array(bank.arguments(new.right)))
        for (i, (a, b)) in pairs.enumerated() {
          locals.append(.injectivity(place, argument: i))
          equations.append(TermEquation(left: a, right: b))
          queue.append(locals.count - 1)
        }
        continue
      }
      let isDown = rules.isGreater(new.left, new.right, bank)
      let rule = Rule(
        left: isDown ? new.left : new.right, right: isDown ? new.right : new.left,
        variableCount: 0, isOriented: true, isReversed: !isDown, source: .local(place))
      rules.add([rule], bank, first: true)
    }
  }
}
