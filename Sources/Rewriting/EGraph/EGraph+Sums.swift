// Operators that are associative and commutative, by multisets instead of rules: the parts of a sum are
// the classes at its ends, and two sums of the same parts are equal. Start at `declareSum`. After
// congruence, each rebuild compares the multisets of all such nodes, until nothing changes. A sum is
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
  /// linear in the parts of all sums.
  mutating func compareSums(exposing: Bool) {
    for op in sums {
      let parts = sumParts(op)
      if exposing, let laws = sumLaws[op] {
        exposeRedundancy(op, laws, parts)
        if losers.count > 0 { continue }
      }
      var seen: [[SumPart]: UInt32] = [:]
      // All are found before any is joined: the parts are classes as they are now.
      var found: [(UInt32, UInt32, [UInt32])] = []
      for node in 0..<UInt32(nodes.count) {
        let record = nodes[node]
        guard record.op == op, record.moment != ENodeRecord.dead,
          let first = parts.multisets[root(record.first)],
          let second = parts.multisets[root(record.second)],
          let whole = Self.merged(first, second)
        else { continue }
        guard let other = seen[whole] else {
          seen[whole] = node
          continue
        }
        if root(record.eClass) != root(nodes[other].eClass) {
          found.append((node, other, rearrangement(node, parts) + rearrangement(other, parts)))
        }
      }
      for (a, b, ways) in found where join(nodes[a].eClass, nodes[b].eClass) {
        log.begin(.rearrangement, UInt32(2 + ways.count))
        for word in [a, b] + ways { log.words.append(word) }
      }
    }
  }

  /// Takes classes apart from the ends: a class without sums is a part; one with a sum of classes that
  /// are taken apart already is that sum. Where only circles are left, one class becomes a part.
  private mutating func sumParts(_ op: UInt32) -> SumParts {
    var result = SumParts()
    var sums: [UInt32] = []
    var hasSum: Set<UInt32> = []
    for node in 0..<UInt32(nodes.count)
    where nodes[node].op == op && nodes[node].moment != ENodeRecord.dead {
      sums.append(node)
      hasSum.insert(root(nodes[node].eClass))
    }
    for node in sums {
      for child in [root(nodes[node].first), root(nodes[node].second)] where !hasSum.contains(child)
      {
        result.multisets[child] = [SumPart(eClass: child, count: 1)]
      }
    }
    var open = sums
    while !open.isEmpty {
      var later: [UInt32] = []
      for node in open {
        let eClass = root(nodes[node].eClass)
        if result.multisets[eClass] != nil { continue }
        guard let first = result.multisets[root(nodes[node].first)],
          let second = result.multisets[root(nodes[node].second)]
        else {
          later.append(node)
          continue
        }
        if let whole = Self.merged(first, second) {
          result.multisets[eClass] = whole
          result.choices[eClass] = node
        } else {
          result.multisets[eClass] = [SumPart(eClass: eClass, count: 1)]
        }
      }
      if later.count == open.count, let node = later.first {
        let eClass = root(nodes[node].eClass)
        result.multisets[eClass] = [SumPart(eClass: eClass, count: 1)]
      }
      open = later
    }
    return result
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
