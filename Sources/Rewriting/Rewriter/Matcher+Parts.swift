// Matching of the parts of sums and products: what has the fewest candidates comes first, chosen anew at each
// step. That is a slot that is bound, then an application with a rare head, or a slot that stands there several
// times; slots that may be anything come after these, segments take what is left. Start at `solveParts`.
// Neighbour: `Matcher.swift`.

import Terms

extension Matcher {
  mutating func solveParts<Holder: TermHolder>(
    _ patterns: [TermPattern], _ pool: Int, _ isTop: Bool, _ tasks: [Task],
    _ bindings: PatternBindings, _ rest: [Term], _ holder: inout Holder,
    _ done: (PatternBindings, [Term], inout Holder) -> Bool
  ) -> Bool {
    var best: (place: Int, candidates: [Int], takes: Int)?
    for (place, pattern) in patterns.enumerated() {
      var found: (candidates: [Int], takes: Int)
      switch pattern {
      case .segment: continue
      case .slot(let number, _):
        if let known = bindings.terms[number] {
          guard known.count == 1,
            let taken = pools[pool].take(known[0], algebra, holder.language.bank)
          else { return false }
          defer { pools[pool].putBack(taken) }
          var others = patterns
          others.remove(at: place)
          let next = tasks + [.parts(others, pool: pool, isTop: isTop)]
          return solve(next, bindings, rest, &holder, done)
        }
        let takes = patterns.count { $0.slotNumber == number }
        // What may be anything waits.
        guard takes > 1 else { continue }
        found = (pools[pool].repeated.filter { pools[pool].counts[$0] >= takes }, takes)
      case .apply(let name, _):
        found = (pools[pool].places(head: name, holder.language), 1)
      }
      if found.candidates.isEmpty { return false }
      if best.map({ found.candidates.count < $0.candidates.count }) ?? true {
        best = (place, found.candidates, found.takes)
      }
    }
    if best == nil, slotsTakeRests, !isTop, patterns.count == 1, patterns[0].slotNumber != nil {
      let (left, symbol) = (pools[pool].rest, pools[pool].symbol)
      if left.isEmpty { return false }
      let term = algebra.joined(left, symbol, &holder.language.bank)
      return solve(tasks + [.one(patterns[0], term)], bindings, rest, &holder, done)
    }
    if best == nil, let place = patterns.firstIndex(where: { $0.slotNumber != nil }) {
      best = (place, Array(pools[pool].terms.indices), 1)
    }
    guard let (place, candidates, takes) = best else {
      return solveSegments(patterns, pool, isTop, tasks, bindings, rest, &holder, done)
    }
    let pattern = patterns[place]
    var others = patterns
    if let number = pattern.slotNumber {
      others.removeAll { $0.slotNumber == number }
    } else {
      others.remove(at: place)
    }
    for candidate in candidates where pools[pool].counts[candidate] >= takes {
      let term = pools[pool].terms[candidate]
      guard mayMatch(pattern, term, bindings, holder.language) else { continue }
      pools[pool].counts[candidate] -= takes
      let next = tasks + [.parts(others, pool: pool, isTop: isTop), .one(pattern, term)]
      let isFound = solve(next, bindings, rest, &holder, done)
      pools[pool].counts[candidate] += takes
      if isFound { return true }
      if isExhausted { return false }
    }
    return false
  }

  /// Segments share what is left. Those that are bound take theirs; the last one of several begins with nothing.
  private mutating func solveSegments<Holder: TermHolder>(
    _ patterns: [TermPattern], _ pool: Int, _ isTop: Bool, _ tasks: [Task],
    _ bindings: PatternBindings, _ rest: [Term], _ holder: inout Holder,
    _ done: (PatternBindings, [Term], inout Holder) -> Bool
  ) -> Bool {
    let numbers = patterns.compactMap(\.segmentNumber)
    guard let number = numbers.first(where: { bindings.terms[$0] != nil }) ?? numbers.last else {
      if pools[pool].isEmpty { return solve(tasks, bindings, rest, &holder, done) }
      return isTop && rest.isEmpty
        ? solve(tasks, bindings, pools[pool].rest, &holder, done) : false
    }
    // Equal segments take the same.
    let takes = numbers.count { $0 == number }
    let others = patterns.filter { $0.segmentNumber != number }
    if let known = bindings.terms[number] {
      var taken: [Int] = []
      defer { pools[pool].putBack(taken) }
      for part in known {
        for _ in 0..<takes {
          guard let place = pools[pool].place(of: part) else { return false }
          pools[pool].counts[place] -= 1
          taken.append(place)
        }
      }
      return solveSegments(others, pool, isTop, tasks, bindings, rest, &holder, done)
    }
    let before = pools[pool].counts
    defer { pools[pool].counts = before }
    var next = bindings
    if others.isEmpty {
      guard before.allSatisfy({ $0 % takes == 0 }) else { return false }
      next.terms[number] =
        takes == 1 ? pools[pool].rest : pools[pool].chosen(before.map { $0 / takes })
      return solve(tasks, next, rest, &holder, done)
    }
    var choice = Array(repeating: 0, count: before.count)
    while true {
      attempts -= 1
      if isExhausted { return false }
      next.terms[number] = pools[pool].chosen(choice)
      pools[pool].counts = zip(before, choice).map { $0 - takes * $1 }
      if solveSegments(others, pool, isTop, tasks, next, rest, &holder, done) { return true }
      // The next choice, counting up from the first place.
      guard let place = choice.indices.first(where: { takes * (choice[$0] + 1) <= before[$0] })
      else { return false }
      choice[place] += 1
      for i in 0..<place { choice[i] = 0 }
    }
  }
}
