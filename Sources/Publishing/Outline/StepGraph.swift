// Which step of a proof uses which, and which steps need no line of their own: an instance of a
// theorem is named where it is used, and so is a step that only feeds the next one (a quantifier
// opened, an implication applied). Start at `init`; `OutlineBuilder` asks the sets. Neighbour:
// `ProofReplay.swift`, which knows what the steps say.

import ProofKernel

extension Step {
  /// The earlier steps that it cites, in order.
  var premises: [Int] {
    switch self {
    case .assume, .fix, .instance: return []
    case .discharge(let last), .generalize(let last): return [last]
    case .chain(_, let rewrites): return rewrites.compactMap(\.step)
    case .rewrite(let from, let rewrites): return [from] + rewrites.compactMap(\.step)
    case .infer(_, let cited, _): return cited
    case .specialize(let universal, _): return [universal]
    case .witness(_, _, let proved): return [proved]
    case .choose(let existential, let universal): return [existential, universal]
    case .induction(_, let cases): return cases
    case .injectivity(let equation, _), .disjointness(let equation): return [equation]
    }
  }

  /// The facts and theorems that it cites itself, in order.
  var citations: [Citation] {
    switch self {
    case .instance(let instance): return [instance.citation]
    case .chain(_, let rewrites), .rewrite(_, let rewrites): return rewrites.flatMap(\.citations)
    default: return []
    }
  }

  /// The step whose formula this one takes apart or applies: the implication, the quantifier.
  var head: Int? {
    switch self {
    case .specialize(let universal, _): return universal
    case .infer(let schema, let cited, _):
      switch schema {
      case .modusPonens, .left, .right, .forward, .backward: return cited[0]
      default: return nil
      }
    default: return nil
    }
  }

  /// Whether it is an instance, or a law of logic: named where it is used, it needs no line.
  var needsNoProof: Bool {
    switch self {
    case .instance, .infer(.excludedMiddle, _, _): true
    default: false
    }
  }

  /// Whether it opens a subproof.
  var opens: Bool {
    switch self {
    case .assume, .fix: true
    default: false
    }
  }
}

extension Rewrite {
  /// The step that it cites, if it does.
  var step: Int? { if case .step(let step) = reason { step } else { nil } }

  /// The facts and theorems that it cites.
  var citations: [Citation] {
    switch reason {
    case .instance(let instance): return [instance.citation]
    case .step: return []
    case .rearrangement(let commutativity, let associativity, _):
      return [commutativity.citation, associativity.citation]
    case .evaluation(let citations): return citations
    }
  }
}

/// How the steps of a proof hang together.
struct StepGraph {
  /// By step: the needed steps that cite it, once for each time.
  private(set) var users: [[Int]]
  /// By step: whether the conclusion of the proof hangs on it.
  private(set) var isNeeded: [Bool]
  /// By step: whether it is told in the line of its only user.
  private(set) var isFolded: [Bool]
  /// By step: the induction, split or choice in whose block it is told, if there is one.
  private(set) var home: [Int?]

  private let replay: ProofReplay
  private let store: TermStore
  private var steps: [Step] { replay.proof.steps }

  init(_ replay: ProofReplay, _ store: TermStore) {
    (self.replay, self.store) = (replay, store)
    let count = replay.proof.steps.count
    users = Array(repeating: [], count: count)
    isNeeded = Array(repeating: false, count: count)
    isFolded = isNeeded
    home = Array(repeating: nil, count: count)
    isNeeded[count - 1] = true
    for number in (0..<count).reversed() where isNeeded[number] {
      for premise in steps[number].premises {
        isNeeded[premise] = true
        users[premise].append(number)
      }
      if let scope = replay.steps[number].closes, let opener = replay.scopes[scope].opener {
        isNeeded[opener] = true
      }
    }
    var parts: Set<Int> = []
    for number in 0..<count where isNeeded[number] {
      for part in self.parts(of: steps[number]) where isOwn(part, of: number) {
        parts.insert(part)
        for member in retinue(of: part) where home[member] == nil { home[member] = number }
      }
    }
    for number in 0..<count where isNeeded[number] && !parts.contains(number) { fold(number) }
  }

  /// The steps that a block shows inside of itself: the cases of an induction, and so on.
  func parts(of step: Step) -> [Int] {
    switch step {
    case .induction(_, let cases): return cases
    case .choose(_, let universal): return [universal]
    case .infer(.cases, let cited, _): return Array(cited[1...])
    case .infer(.refute, let cited, _): return cited
    default: return []
    }
  }

  /// Whether a part is told inside the block of the step and nowhere else.
  func isOwn(_ part: Int, of number: Int) -> Bool {
    let isBeside = replay.steps[part].scope == replay.steps[number].scope
    return users[part].count == 1 && isBeside && !steps[part].opens
  }

  /// A step and the steps beside it that serve it alone, in order, itself last.
  func retinue(of number: Int) -> [Int] {
    var members: Set<Int> = [number]
    var found = [number]
    let scope = replay.steps[number].scope
    // A subproof that is closed here may cite steps from outside: those stay outside.
    guard replay.steps[number].closes == nil else { return found }
    for step in (0..<number).reversed()
    where replay.steps[step].scope == scope && isNeeded[step] && !steps[step].opens {
      guard users[step].allSatisfy(members.contains) else { continue }
      members.insert(step)
      found.append(step)
    }
    return found.reversed()
  }

  private mutating func fold(_ number: Int) {
    guard users[number].count == 1, let user = users[number].first else { return }
    let isHead = steps[user].head == number
    switch steps[number] {
    case .specialize:
      // Only where the reader can see the result elsewhere, or nothing but a name is lost.
      isFolded[number] = isHead || isArgument(number, of: user)
    case .infer(let schema, _, _):
      switch schema {
      case .left, .right, .forward, .backward:
        isFolded[number] = isHead || isArgument(number, of: user)
      case .modusPonens: isFolded[number] = isHead || isReason(number, of: user)
      case .both: isFolded[number] = isArgument(number, of: user)
      default: break
      }
    case .induction:
      let isBeside = replay.steps[number].scope == replay.steps[user].scope
      if isBeside, case .specialize(number, let value) = steps[user] {
        if case .variable = store.shape(of: value) { isFolded[number] = true }
      }
    default: break
    }
  }

  /// Whether a rule or a rewrite takes the step as a premise besides its head.
  private func isArgument(_ number: Int, of user: Int) -> Bool {
    if isReason(number, of: user) { return true }
    if case .infer(.modusPonens, let cited, _) = steps[user] { return cited[1] == number }
    if case .infer(.both, _, _) = steps[user] { return true }
    return false
  }

  private func isReason(_ number: Int, of user: Int) -> Bool {
    switch steps[user] {
    case .chain(_, let rewrites), .rewrite(_, let rewrites):
      return rewrites.contains { $0.step == number }
    default: return false
    }
  }
}
