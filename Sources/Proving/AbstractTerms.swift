// The terms by which equations of abstract theories are found: those that some model tells apart from all
// others, with their values. Start at `AbstractTerms.append`. `Explorer+AbstractEquations` fills it.

import Terms

/// Limits of such a search (counts).
enum AbstractLimits {
  static let variables = 3
  static let size = 6
  static let terms = 1_500
  static let attempts = 400
  /// Equations tried side by side: more are tried in vain, since one makes the other evident.
  static let batch = 4
  /// Models larger than this tell nothing: assignments to three variables would be too many.
  static let modelSize = 8
  /// Work of one attempt, some 50 million a second.
  static let work = 7_000_000
}

/// Terms that are known to be different, with their values in the models so far.
struct AbstractTerms {
  /// A term over others, or the variable with that number.
  struct Candidate {
    let term: Term
    let size: Int
    let head: Head
  }
  /// What a term begins with.
  enum Head {
    case variable(Int)
    case operation(Symbol, [Int])
  }
  /// A term that others are built upon.
  struct Node {
    let candidate: Candidate
    /// By model: the value for each assignment to the variables.
    var values: [[UInt8]] = []
    var term: Term { candidate.term }
    var size: Int { candidate.size }
  }
  /// A model with a table for each symbol.
  struct Model {
    let size: Int
    let tables: [Symbol: [Int]]
  }

  private(set) var nodes: [Node] = []
  private(set) var models: [Model] = []
  private var first: [[[UInt8]]: Int] = [:]

  /// The values of a term in the models so far.
  func values(_ candidate: Candidate) -> [[UInt8]] {
    models.indices.map { value(candidate.head, in: $0) }
  }

  private func value(_ head: Head, in number: Int) -> [UInt8] {
    let model = models[number]
    let count = (0..<AbstractLimits.variables).reduce(1) { product, _ in product * model.size }
    switch head {
    case .variable(let variable):
      let step = (0..<variable).reduce(1) { product, _ in product * model.size }
      return (0..<count).map { UInt8($0 / step % model.size) }
    case .operation(let symbol, let children):
      let table = model.tables[symbol] ?? []
      return (0..<count).map { assignment in
        var place = 0
        for child in children {
          place = place * model.size + Int(nodes[child].values[number][assignment])
        }
        return UInt8(table[place])
      }
    }
  }

  /// The term with these values, if there is one.
  func node(with values: [[UInt8]]) -> Int? { first[values] }

  /// Keeps a term that differs from all that are kept.
  mutating func append(_ candidate: Candidate, _ values: [[UInt8]]) {
    first[values] = nodes.count
    nodes.append(Node(candidate: candidate, values: values))
  }

  /// Tells terms apart by one more model. *Complexity*: linear in the terms, and in the assignments.
  mutating func add(_ model: Model) {
    models.append(model)
    first = [:]
    for place in nodes.indices {
      nodes[place].values.append(value(nodes[place].candidate.head, in: models.count - 1))
      first[nodes[place].values] = place
    }
  }
}
