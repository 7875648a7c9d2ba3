// The rules of a head symbol as a decision tree: each inner node asks what stands at one position of the term,
// and goes on by the answer; a leaf has the rules that may still match, in order of preference. So no position
// is looked at twice, and rules that cannot match are not tried. Start at `init` and `candidates`. Only what is
// in a fixed place is asked about: not what is below an operator that is associative or commutative, nor beside
// a segment; the leaves' rules are matched in full by `Matcher`. `TermRuleSet` has a tree for each head.
// Source: L. Maranget, Compiling pattern matching to good decision trees, ML (2008).

import Terms

/// A decision tree over the heads of subterms.
struct RuleTree: Sendable {
  /// Trees stop growing at this size (nodes), and leave the rest to matching: rules that look at different
  /// positions may need exponentially many.
  static let largestSize = 2_000

  private enum Node {
    /// Rules by number, in order.
    case leaf([Int])
    /// Where to look; by head the next node, and the one where the head is another.
    case ask([Int], next: [String: Int], otherwise: Int)
  }

  /// A rule on its way through the tree.
  private struct Row {
    let rule: Int
    /// The heads that it asks for, by position, outer ones first.
    let tests: [(position: [Int], head: String)]
    func test(at position: [Int]) -> String? {
      tests.first { $0.position == position }?.head
    }
  }

  private var nodes: [Node] = []

  /// The tree of rules, given by number, all of which match at a head or at any.
  init(_ rules: [(number: Int, pattern: TermPattern)], algebra: TermAlgebra) {
    let rows = rules.map { Row(rule: $0.number, tests: Self.tests($0.pattern, algebra)) }
    grow(rows, asked: [])
  }

  /// What a pattern asks for below its head.
  private static func tests(_ pattern: TermPattern, _ algebra: TermAlgebra)
    -> [(position: [Int], head: String)]
  {
    var found: [(position: [Int], head: String)] = []
    var open = [(pattern, [Int]())]
    var next = 0
    while next < open.count {
      let (part, position) = open[next]
      next += 1
      guard case .apply(let name, let parts) = part else { continue }
      if !position.isEmpty { found.append((position, name)) }
      if TermPattern.hasSegment(parts) || algebra.associativeCommutative.contains(name)
        || algebra.commutative.contains(name)
      {
        continue
      }
      for (place, inner) in parts.enumerated() { open.append((inner, position + [place])) }
    }
    return found
  }

  /// Adds the node for some rows; returns its number. Recursion as deep as patterns have positions.
  @discardableResult
  private mutating func grow(_ rows: [Row], asked: Set<[Int]>) -> Int {
    let number = nodes.count
    nodes.append(.leaf(rows.map(\.rule)))
    // The first rule decides what is asked: it is the one that is preferred.
    let open = rows.lazy.compactMap { row in row.tests.first { !asked.contains($0.position) } }
      .first
    guard rows.count > 1, let position = open?.position, nodes.count < Self.largestSize else {
      return number
    }
    let known = asked.union([position])
    var heads: [String] = []
    for row in rows {
      if let head = row.test(at: position), !heads.contains(head) { heads.append(head) }
    }
    var next: [String: Int] = [:]
    for head in heads {
      next[head] = grow(rows.filter { $0.test(at: position) ?? head == head }, asked: known)
    }
    let otherwise = grow(rows.filter { $0.test(at: position) == nil }, asked: known)
    nodes[number] = .ask(position, next: next, otherwise: otherwise)
    return number
  }

  /// The rules that may match a term, in order. Complexity: linear in the positions that are asked about.
  func candidates(_ term: Term, _ language: Language) -> [Int] {
    var node = 0
    while case .ask(let position, let next, let otherwise) = nodes[node] {
      node = Self.head(term, position, language).flatMap { next[$0] } ?? otherwise
    }
    guard case .leaf(let rules) = nodes[node] else { return [] }
    return rules
  }

  /// The head at a position; nil if there is none.
  private static func head(_ term: Term, _ position: [Int], _ language: Language) -> String? {
    var part = term
    for place in position {
      guard place < language.bank.arity(part) else { return nil }
      part = language.bank.argument(part, place)
    }
    return language.bank.symbol(part).map { language.names[Int($0.index)] }
  }
}
