// Laws that follow by a short chain of equations, some of which are used against the direction of their rules:
// rev (concat xs) = concat (rev (map rev xs)) from concat (map rev xs) = rev (concat (rev xs)) takes a detour
// that no rule takes. Chains are looked for from both sides, breadth first; what is reached is normalised too.
// Entry: `chain`. Neighbour: `Coverage.swift`, which asks.

import Terms

extension Explorer {
  /// Terms that may be reached from each side (count).
  private static let largestReach = 2_000
  /// Symbols by which a term on the way may be larger than both sides (count).
  private static let largestDetour = 4

  /// A chain of replacements that leads from one term to another; nil if none was found.
  mutating func chain(from left: Term, to right: Term) -> Script? {
    let rules = usableRules()
    let limit = max(vocabulary.bank.size(left), vocabulary.bank.size(right)) + Self.largestDetour
    var (there, back) = (Reached(left), Reached(right))
    while there.next < there.order.count || back.next < back.order.count {
      for isForward in [true, false] {
        let new = isForward ? there.grow(rules, limit, &self) : back.grow(rules, limit, &self)
        let other = isForward ? back : there
        if let meeting = new.first(where: { other.links[$0] != nil }) {
          return script(left, there, back, meeting: meeting)
        }
      }
    }
    return nil
  }

  private func script(_ start: Term, _ there: Reached, _ back: Reached, meeting: Term) -> Script? {
    guard let first = there.links[meeting], let second = back.links[meeting] else { return nil }
    var script = Script()
    let links = Link.shortened(first + second.reversed().map(\.reversed))
    _ = script.append(.chain(start, links))
    return script
  }

  /// By symbol at the top of the left side: the rules in both directions, those left out that would make a
  /// variable from nowhere or match anything.
  private func usableRules() -> [Symbol: [Rule]] {
    let bank = vocabulary.bank
    var usable: [Symbol: [Rule]] = [:]
    for rule in list.rules + list.reversedRules {
      guard let symbol = bank.symbol(rule.left) else { continue }
      let bound = Set(bank.subterms(rule.left).compactMap(bank.variableNumber))
      if bound.count == rule.variableCount { usable[symbol, default: []].append(rule) }
    }
    return usable
  }

  /// The terms that are reached from one so far, in order, with the ways to them.
  private struct Reached {
    var order: [Term]
    var links: [Term: [Link]]
    /// The place of the first whose neighbours were not looked at.
    var next = 0

    init(_ start: Term) { (order, links) = ([start], [start: []]) }

    /// Looks at the neighbours of one term; those that are new.
    mutating func grow(_ rules: [Symbol: [Rule]], _ limit: Int, _ explorer: inout Explorer)
      -> [Term]
    {
      guard next < order.count, order.count < Explorer.largestReach else {
        next = order.count
        return []
      }
      let (term, way) = (order[next], links[order[next]] ?? [])
      next += 1
      let count = order.count
      var pending: [(term: Term, position: [UInt32])] = [(term, [])]
      while let (part, position) = pending.popLast() {
        for (place, argument) in explorer.vocabulary.bank.arguments(part).enumerated() {
          pending.append((argument, position + [UInt32(place)]))
        }
        for rule in explorer.vocabulary.bank.symbol(part).flatMap({ rules[$0] }) ?? [] {
          var substitution = Substitution(count: rule.variableCount)
          guard explorer.vocabulary.bank.match(rule.left, part, &substitution) else { continue }
          let right = explorer.vocabulary.bank.instance(rule.right, substitution)
          let made = explorer.vocabulary.bank.replacing(at: position[...], in: term, by: right)
          guard explorer.vocabulary.bank.size(made) <= limit else { continue }
          guard links[made] == nil else { continue }
          let step = Link(
            position: position, source: rule.source,
            terms: (0..<rule.variableCount).compactMap { substitution[$0] },
            isReversed: rule.isReversed)
          links[made] = way + [step]
          order.append(made)
          let normal = explorer.normalForm(made)
          guard links[normal] == nil,
            let rest = explorer.list.normalizer.links(made, &explorer.vocabulary.bank)
          else { continue }
          links[normal] = way + [step] + rest
          order.append(normal)
        }
      }
      return Array(order[count...])
    }
  }
}
