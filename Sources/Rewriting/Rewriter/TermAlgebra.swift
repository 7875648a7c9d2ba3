// What the classical rewriter knows of operators: which are associative and commutative, so that their
// arguments are a multiset of parts, and which are commutative only. Start at `TermAlgebra`. `PartsPool` is such
// a multiset during a match; `Matcher` takes from it.

import Terms

/// What the classical rewriter knows of operators.
public struct TermAlgebra: Hashable, Sendable {
  /// Operators of two arguments that are associative and commutative, by name.
  public var associativeCommutative: Set<String>
  /// Operators of two arguments that are commutative only, by name.
  public var commutative: Set<String>
  /// Collects the names.
  public init(associativeCommutative: Set<String> = [], commutative: Set<String> = []) {
    (self.associativeCommutative, self.commutative) = (associativeCommutative, commutative)
  }

  /// Whether the arguments of a pattern stand for the parts of a sum or product.
  func matchesParts(_ name: String, _ patterns: [TermPattern]) -> Bool {
    associativeCommutative.contains(name)
      && (patterns.count >= 2 || TermPattern.hasSegment(patterns))
  }

  /// Sums of more parts (count) are left alone: written out, shared terms have exponentially many.
  static let mostParts = 100_000

  /// The parts of a term under an associative and commutative operator, from left to right.
  func parts(_ term: Term, _ symbol: Symbol, _ bank: TermBank) -> [Term] {
    parts(term, symbol, bank, atMost: .max)!
  }

  /// As above; nil if there are more than `limit` (count).
  func parts(_ term: Term, _ symbol: Symbol, _ bank: TermBank, atMost limit: Int) -> [Term]? {
    var found: [Term] = []
    var stack = [term]
    while let next = stack.popLast() {
      if found.count + stack.count >= limit { return nil }
      if bank.symbol(next) == symbol {
        for i in (0..<bank.arity(next)).reversed() { stack.append(bank.argument(next, i)) }
      } else {
        found.append(next)
      }
    }
    return found
  }

  /// The parts joined again, nested to the right. Requires at least one.
  func joined(_ parts: [Term], _ symbol: Symbol, _ bank: inout TermBank) -> Term {
    var term = parts[parts.count - 1]
    for part in parts.dropLast().reversed() { term = bank.make(symbol, [part, term]) }
    return term
  }
}

/// The parts of a sum or product that a match may still take.
struct PartsPool {
  /// The operator.
  let symbol: Symbol
  /// All parts, in order, by their place in `terms`.
  private let order: [Int]
  /// The distinct parts, in order of their first occurrence.
  private(set) var terms: [Term] = []
  /// How often each of them may still be taken (count).
  var counts: [Int] = []
  /// Places of parts that occur more than once.
  private(set) var repeated: [Int] = []
  /// Tables for sums that are not small; the second one is made when it is asked for.
  private var placeOf: [Term: Int] = [:]
  private var byName: [String: [Int]]?
  /// Up to here looking through all parts is cheaper than tables (count).
  private static let small = 8

  init(_ parts: [Term], _ symbol: Symbol) {
    self.symbol = symbol
    let isSmall = parts.count <= Self.small
    var order: [Int] = []
    order.reserveCapacity(parts.count)
    for part in parts {
      if let place = isSmall ? terms.firstIndex(of: part) : placeOf[part] {
        if counts[place] == 1 { repeated.append(place) }
        counts[place] += 1
        order.append(place)
        continue
      }
      if !isSmall { placeOf[part] = terms.count }
      order.append(terms.count)
      terms.append(part)
      counts.append(1)
    }
    self.order = order
  }

  /// The place of a part; nil if there is none left.
  func place(of part: Term) -> Int? {
    guard let place = placeOf.isEmpty ? terms.firstIndex(of: part) : placeOf[part],
      counts[place] > 0
    else { return nil }
    return place
  }

  /// Places of parts whose head has that name, in order.
  mutating func places(head name: String, _ language: Language) -> [Int] {
    func nameOfHead(_ term: Term) -> String? {
      language.bank.symbol(term).map { language.names[Int($0.index)] }
    }
    if terms.count <= Self.small { return terms.indices.filter { nameOfHead(terms[$0]) == name } }
    if byName == nil {
      var table: [String: [Int]] = [:]
      for (place, term) in terms.enumerated() {
        if let head = nameOfHead(term) { table[head, default: []].append(place) }
      }
      byName = table
    }
    return byName?[name] ?? []
  }

  /// What is left, in order: of equal parts the first ones are taken first.
  var rest: [Term] {
    var total = Array(repeating: 0, count: terms.count)
    for place in order { total[place] += 1 }
    var taken = zip(total, counts).map { $0 - $1 }
    var rest: [Term] = []
    for place in order {
      if taken[place] > 0 { taken[place] -= 1 } else { rest.append(terms[place]) }
    }
    return rest
  }

  /// The parts of a choice (count by place), in order.
  func chosen(_ choice: [Int]) -> [Term] {
    choice.indices.flatMap { Array(repeating: terms[$0], count: choice[$0]) }
  }

  /// Whether nothing is left.
  var isEmpty: Bool { counts.allSatisfy { $0 == 0 } }

  /// Takes a term, or its parts if it is a sum itself. Returns the places; nil, and takes nothing, if they are
  /// not all there.
  mutating func take(_ term: Term, _ algebra: TermAlgebra, _ bank: TermBank) -> [Int]? {
    var places: [Int] = []
    let wanted = bank.symbol(term) == symbol ? algebra.parts(term, symbol, bank) : [term]
    for part in wanted {
      guard let place = place(of: part) else {
        putBack(places)
        return nil
      }
      counts[place] -= 1
      places.append(place)
    }
    return places
  }

  mutating func putBack(_ places: [Int]) {
    for place in places { counts[place] += 1 }
  }
}
