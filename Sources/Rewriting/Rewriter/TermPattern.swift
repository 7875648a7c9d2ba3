// Patterns of the classical rewriter: slots with predicates, segments that stand for any number of
// arguments, and applications, some of which match modulo associativity and commutativity. Start at
// `TermPattern.init`, which reads a term of the language: `?x` is a slot, `??x` a segment. `Matcher`
// matches them; `TermRule` puts them to use.

import Terms

/// What a slot takes.
public typealias SlotPredicate = @Sendable (Term, Language) -> Bool

/// A pattern. Small: recursion on its depth is harmless.
public indirect enum TermPattern: Sendable {
  /// Any term that the predicate accepts, the same at each place with that number.
  case slot(Int, SlotPredicate?)
  /// Any number of neighbouring arguments; of an operator that is associative and commutative, any of
  /// its parts.
  case segment(Int)
  /// An operator, by name, applied to patterns.
  case apply(String, [TermPattern])

  /// Reads prefix notation: `(+ ?x (* 2 ??rest))`. The names of slots and segments are continued in
  /// `names`. Returns nil where the text is no pattern.
  ///
  /// *Shape*: predicates by name of a slot.
  public init?(
    _ text: String, names: inout [String], where predicates: [String: SlotPredicate] = [:]
  ) {
    var scratch = Language()
    // Segments are told apart by their second question mark, which the language takes for a part of
    // the name.
    var variables: [String] = []
    guard let term = scratch.term(text, variables: &variables) else { return nil }
    for name in variables where !names.contains(name) { names.append(name) }
    self.init(term, scratch, variables, names, predicates)
  }

  private init(
    _ term: Term, _ language: Language, _ variables: [String], _ names: [String],
    _ predicates: [String: SlotPredicate]
  ) {
    if let number = language.bank.variableNumber(term) {
      let place = names.firstIndex(of: variables[number])!
      self =
        variables[number].hasPrefix("?")
        ? .segment(place) : .slot(place, predicates[variables[number]])
      return
    }
    let name = language.bank.symbol(term).map { language.names[Int($0.index)] } ?? ""
    self = .apply(
      name,
      language.bank.arguments(term).map {
        TermPattern($0, language, variables, names, predicates)
      })
  }

  /// The pattern of a term whose variables are slots with the same numbers.
  init(_ term: Term, _ language: Language) {
    if let number = language.bank.variableNumber(term) {
      self = .slot(number, nil)
      return
    }
    let name = language.bank.symbol(term).map { language.names[Int($0.index)] } ?? ""
    self = .apply(name, language.bank.arguments(term).map { TermPattern($0, language) })
  }

  /// The name of its head; nil for slots and segments.
  var head: String? { if case .apply(let name, _) = self { name } else { nil } }

  /// The number of a slot; nil for other patterns.
  var slotNumber: Int? { if case .slot(let number, _) = self { number } else { nil } }
  /// The number of a segment; nil for other patterns.
  var segmentNumber: Int? { if case .segment(let number) = self { number } else { nil } }

  /// The same pattern with sums inside sums written as one: terms are matched by all their parts at once.
  func flattened(_ algebra: TermAlgebra) -> TermPattern {
    guard case .apply(let name, let parts) = self else { return self }
    let inner = parts.map { $0.flattened(algebra) }
    guard algebra.matchesParts(name, parts) else { return .apply(name, inner) }
    return .apply(
      name,
      inner.flatMap { part in
        guard case .apply(name, let own) = part, algebra.matchesParts(name, own) else {
          return [part]
        }
        return own
      })
  }

  /// Whether a segment occurs among the arguments.
  static func hasSegment(_ parts: [TermPattern]) -> Bool {
    parts.contains { if case .segment = $0 { true } else { false } }
  }
}

/// What slots and segments stand for.
public struct PatternBindings: Sendable {
  /// By number: the terms; one for a slot.
  public internal(set) var terms: [[Term]?]

  init(count: Int) { terms = Array(repeating: nil, count: count) }

  /// The term of a slot. Requires that it is bound.
  public subscript(slot: Int) -> Term { terms[slot]![0] }
}
