// Operators that are associative and commutative, by multisets instead of rules: the parts of a sum are
// the classes at its ends, and two sums of the same parts are equal. Start at `declareSum`. After
// congruence, each rebuild compares the multisets of the sums that changed, or are above one that did
// (`EGraph+ChangedSums.swift`), until nothing changes. A sum is
// flattened through any class that holds one, so the test is complete for flattening and for parts that
// become equal; what rules would find by splitting a sum in other ways is not derived, and patterns match
// the nodes that are there. Sums of more than `largestSum` parts count as parts themselves.
// Units, inverses and repeated parts: see `EGraph+SumLaws.swift`.
// Source: L. Bachmair, I. Ramakrishnan, A. Tiwari, L. Vigneron, Congruence closure modulo associativity
// and commutativity, FroCoS (2000), of which this is the flattening part.

import Terms

/// The classes into which sums are taken apart.
struct SumParts {
  /// By class: the sum that it is taken to be; none for a part.
  var choices: [UInt32: UInt32] = [:]
  /// By class: parts with how often they occur, in order of class.
  var multisets: [UInt32: [SumPart]] = [:]
}

struct SumPart: Hashable {
  let eClass: UInt32
  let count: UInt32
}

extension EGraph {
  /// The largest number of parts of a sum that is compared (count).
  static let largestSum = 4_096

  /// From now on an operator of two arguments is associative and commutative. Explanations then have
  /// steps of the kind `rearrangement`.
  public mutating func declareSum(_ symbol: Symbol) {
    declareOperators()
    precondition(operators[symbol.index].arity == 2, "a sum has two arguments")
    if !sums.contains(symbol.index) { sums.append(symbol.index) }
  }

  /// Joins sums of the same parts. Unions that it makes await the next wave of congruence. Complexity:
  /// linear in the parts of the sums that changed since the last time, and of those above them.
  mutating func compareSums(exposing: Bool) {
    recordChanges()
    for op in sums {
      var state = sumStates.removeValue(forKey: op) ?? SumState()
      let changed = changedSums(op, &state)
      settle(op, changed, &state.parts)
      comparedSumCount += changed.count
      if let laws = sumLaws[op], !changed.isEmpty {
        if exposing {
          exposeRedundancy(op, laws, state.parts, changed)
        } else {
          state.unexposed = changed
        }
        if losers.count > 0 {
          state.waiting = changed
          sumStates[op] = state
          continue
        }
      }
      join(op, changed, &state)
      sumStates[op] = state
    }
  }

  /// Joins each of the sums with one of the same parts.
  private mutating func join(_ op: UInt32, _ changed: [UInt32], _ state: inout SumState) {
    // All are found before any is joined: the parts are classes as they are now.
    var found: [(UInt32, UInt32, [UInt32])] = []
    for node in changed {
      guard let whole = multiset(node, state.parts) else { continue }
      // What is remembered may have other parts by now.
      guard let other = state.seen[whole], nodes[other].moment != ENodeRecord.dead,
        multiset(other, state.parts) == whole
      else {
        state.seen[whole] = node
        continue
      }
      if root(nodes[node].eClass) != root(nodes[other].eClass) {
        found.append(
          (node, other, rearrangement(node, state.parts) + rearrangement(other, state.parts)))
      }
    }
    for (a, b, ways) in found where join(nodes[a].eClass, nodes[b].eClass) {
      log.begin(.rearrangement, UInt32(2 + ways.count))
      for word in [a, b] + ways { log.words.append(word) }
    }
  }

  /// The parts of a sum; nil if it is dead or has too many.
  mutating func multiset(_ node: UInt32, _ parts: SumParts) -> [SumPart]? {
    let record = nodes[node]
    guard record.moment != ENodeRecord.dead, let first = parts.multisets[root(record.first)],
      let second = parts.multisets[root(record.second)]
    else { return nil }
    return Self.merged(first, second)
  }

  /// Both multisets together; nil if they have too many parts.
  static func merged(_ a: [SumPart], _ b: [SumPart]) -> [SumPart]? {
    var result: [SumPart] = []
    var (i, j, total) = (0, 0, 0)
    while i < a.count || j < b.count {
      if j == b.count || i < a.count && a[i].eClass < b[j].eClass {
        result.append(a[i])
        i += 1
      } else if i == a.count || b[j].eClass < a[i].eClass {
        result.append(b[j])
        j += 1
      } else {
        result.append(SumPart(eClass: a[i].eClass, count: a[i].count + b[j].count))
        i += 1
        j += 1
      }
      total += Int(result[result.count - 1].count)
    }
    return total <= largestSum ? result : nil
  }

  /// The nodes through which a sum is taken apart: for each child from left to right, its node, shifted
  /// by 1, and whether that is a sum to be taken apart next.
  mutating func rearrangement(_ top: UInt32, _ parts: SumParts) -> [UInt32] {
    var words: [UInt32] = []
    var stack = [root(nodes[top].second), root(nodes[top].first)]
    while let eClass = stack.popLast() {
      if let sum = parts.choices[eClass] {
        words.append(sum << 1 | 1)
        stack += [root(nodes[sum].second), root(nodes[sum].first)]
      } else {
        words.append(someMember(eClass) << 1)
      }
    }
    return words
  }
}
