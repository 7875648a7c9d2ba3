// Sums that the e-graph makes of parts by itself, for laws and for completion, with the words by which the log
// says how they are taken apart. Start at `EGraph.joined`. `EGraph+Sums.swift` says what the words mean.

import Terms

/// How a sum is taken apart, as the log has it.
indirect enum SumTree {
  /// A part: its node, and the one that stands for its class.
  case part(node: UInt32, member: UInt32)
  case sum(UInt32, SumTree, SumTree)
  /// A sum that is there, with the words that take it apart.
  case known(UInt32, words: [UInt32])

  var node: UInt32 {
    switch self {
    case .part(let node, _), .sum(let node, _, _), .known(let node, _): node
    }
  }

  /// The words of `EGraph+Sums.swift`, from left to right. Sums have few levels that are not on the right.
  var words: [UInt32] {
    var words: [UInt32] = []
    var stack = [self]
    while let next = stack.popLast() {
      switch next {
      case .part(_, let member): words.append(member << 1)
      case .sum(let node, let first, let second):
        words.append(node << 1 | 1)
        stack += [second, first]
      case .known(let node, let below): words += [node << 1 | 1] + below
      }
    }
    return words
  }
}

extension EGraph {
  /// The sum of two.
  mutating func sum(_ a: SumTree, _ b: SumTree, _ op: UInt32) -> SumTree {
    .sum(add(Symbol(op), ENodeID(a.node), ENodeID(b.node)).index, a, b)
  }

  /// The sum of all, nested to the right; nil if there are none.
  mutating func joined(_ parts: [SumTree], _ op: UInt32) -> SumTree? {
    var result: SumTree?
    for part in parts.reversed() { result = result.map { sum(part, $0, op) } ?? part }
    return result
  }

  /// The parts of a multiset, each as often as it occurs.
  mutating func trees(_ parts: [SumPart]) -> [SumTree] {
    parts.flatMap { part in
      let member = someMember(part.eClass)
      return Array(
        repeating: SumTree.part(node: member, member: member), count: Int(part.count))
    }
  }
}
