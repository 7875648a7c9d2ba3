// Conjectures about functions that take functions, by shape: that to map twice is to map once, that a filter after a map
// is a map after a filter, what a fold of what was mapped is. They speak of functions made of functions (`\x. f (g x)`), which no
// enumeration has. Start at `functionLaws`; `Explorer.functionLaws` tests them on values and tries them.
// Source: R. Bird, Introduction to Functional Programming using Haskell (1998), 4, for which shapes laws have.

import AxiomLanguage
import ProofKernel

extension TheoryDocument {
  /// The statements of these shapes that have sorts, and declares what stands for the functions in them.
  ///
  /// *Complexity*: a sort inference for each pair of functions that take functions, place and operator.
  mutating func functionLaws(_ operators: [Int]) -> [Statement] {
    let shapes = FunctionLawShapes(self, operators)
    return shapes.texts().compactMap { text, origin in
      var trial = self
      guard let made = trial.elaborate(formula: text, origin: operatorNotes[origin].position).goal
      else { return nil }
      self = trial
      return made.statement
    }
  }
}

/// Writes laws in the language of axiom files.
private struct FunctionLawShapes {
  /// A function that takes one function.
  private struct Taker {
    let number: Int
    let name: String
    let place: Int
    let count: Int
    /// How many arguments the function that it takes has.
    let arity: Int
    /// Whether that function answers with something that sort variables do not make.
    let isTest: Bool
    /// Of folds the arguments, without the function, on which it recurs and at which its value for the constant stands, and
    /// whether the function takes the element first.
    let fold: Fold?

    /// The taker with this function and these other arguments.
    func call(_ function: String, _ others: [String]) -> String {
      var arguments = others
      arguments.insert("(\(function))", at: place)
      return "\(name) \(arguments.joined(separator: " "))"
    }
  }

  private struct Fold {
    let (list, base): (Int, Int)
    let sort: SortSymbolID
    let isElementFirst: Bool
  }

  private let takers: [Taker]
  private let recursions: [Recursion]
  /// The names of operators with two arguments and a value of one sort, and of functions with one argument.
  private let binary: [String]
  private let unary: [(name: String, isInside: Bool)]
  private let names: [String]

  init(_ document: TheoryDocument, _ operators: [Int]) {
    let store = document.theory.store
    names = document.freeNames(16)
    recursions = document.recursions(names)
    takers = operators.compactMap { number in
      let declared = store.operators[number]
      let functions = declared.arguments.map(store.function)
      let places = functions.indices.filter { !functions[$0].arguments.isEmpty }
      guard declared.role == .defined, places.count == 1, declared.arguments.count > 1 else {
        return nil
      }
      let awaited = functions[places[0]]
      guard awaited.arguments.count <= 2 else { return nil }
      let isTest = if case .variable = store.shape(of: awaited.result) { false } else { true }
      return Taker(
        number: number, name: document.spelled(number), place: places[0],
        count: declared.arguments.count - 1, arity: awaited.arguments.count, isTest: isTest,
        fold: Self.fold(declared, at: places[0], awaited, store))
    }
    let simple = operators.filter { store.operators[$0].role == .defined }
    binary = simple.filter {
      let declared = store.operators[$0]
      return declared.arguments == [declared.result, declared.result]
    }.map(document.spelled)
    unary = simple.filter { store.operators[$0].arguments.count == 1 }.map {
      (document.spelled($0), store.operators[$0].arguments == [store.operators[$0].result])
    }
  }

  /// What makes an operator a fold: it takes a function, a value of its own sort and what it recurs on.
  private static func fold(
    _ declared: ProofKernel.Operator, at place: Int,
    _ awaited: (arguments: [SortID], result: SortID),
    _ store: TermStore
  ) -> Fold? {
    var others = declared.arguments
    others.remove(at: place)
    guard awaited.result == declared.result, awaited.arguments.count == 2, others.count == 2,
      let base = others.firstIndex(of: declared.result),
      let element = awaited.arguments.firstIndex(where: { $0 != declared.result }),
      awaited.arguments[1 - element] == declared.result,
      case .application(let sort, _) = store.shape(of: others[1 - base])
    else { return nil }
    return Fold(list: 1 - base, base: base, sort: sort, isElementFirst: element == 0)
  }

  /// The laws, and the operator where each is said to stand.
  func texts() -> [(String, Int)] {
    takers.flatMap { taker in
      let alone = identity(taker) + pointwise(taker)
      let together = takers.flatMap { other in
        fusion(taker, other) + naturality(taker, other) + exchange(taker, other)
      }
      return ((alone + together).map(closed) + universality(taker)).map { ($0, taker.number) }
    }
  }

  private var f: String { names[0] }
  private var g: String { names[1] }
  private var x: String { names[2] }
  /// The variables of λ-terms.
  private var o: [String] { [names[3], names[4]] }
  /// The other arguments of a function.
  private func others(_ taker: Taker) -> [String] { Array(names[5..<5 + taker.count]) }

  private func closed(_ equation: String) -> String {
    let words = Set(
      equation.split { " ()=.\\".contains($0) }.map(String.init))
    let bound = Set(o)
    let free = names.filter { words.contains($0) && !bound.contains($0) }
    return free.isEmpty ? equation : "forall \(free.joined(separator: " ")). \(equation)"
  }

  /// map (λo. o) x = x
  private func identity(_ taker: Taker) -> [String] {
    guard taker.arity == 1 else { return [] }
    let others = others(taker)
    return others.map { "\(taker.call("\\\(o[0]). \(o[0])", others)) = \($0)" }
  }

  /// k (λo. f (g o)) x = k f (h g x), at each argument of f.
  private func fusion(_ outer: Taker, _ inner: Taker) -> [String] {
    guard inner.arity == 1, inner.count == 1 else { return [] }
    let open = Array(o.prefix(outer.arity))
    return open.indices.flatMap { argument in
      var given = open
      given[argument] = "(\(g) \(open[argument]))"
      let composed =
        "\\\(open.joined(separator: " ")). \(f) \(given.joined(separator: " "))"
      return wrapped(outer, in: inner.call(g, [x])).map { all, plain in
        "\(outer.call(f, all)) = \(outer.call(composed, plain))"
      }
    }
  }

  /// filter f (map g x) = map g (filter (λo. f (g o)) x)
  private func naturality(_ outer: Taker, _ inner: Taker) -> [String] {
    guard outer.arity == 1, inner.arity == 1, inner.count == 1, outer.number != inner.number
    else { return [] }
    return wrapped(outer, in: inner.call(g, [x])).map { all, plain in
      let after = outer.call("\\\(o[0]). \(f) (\(g) \(o[0]))", plain)
      return "\(outer.call(f, all)) = \(inner.call(g, ["(\(after))"]))"
    }
  }

  /// foldl f x (rev y) = foldr (λo p. f p o) x y
  private func exchange(_ outer: Taker, _ other: Taker) -> [String] {
    guard outer.arity == 2, other.arity == 2, outer.count == other.count,
      outer.number != other.number
    else { return [] }
    let others = others(outer)
    let turned = other.call("\\\(o[0]) \(o[1]). \(f) \(o[1]) \(o[0])", others)
    return unary.filter(\.isInside).flatMap { function, _ in
      others.indices.map { place in
        var changed = others
        changed[place] = "(\(function) \(others[place]))"
        return "\(outer.call(f, changed)) = \(turned)"
      }
    }
  }

  /// filter (λo. f o && g o) x = filter f (filter g x), sum (λo. f o + g o) n = sum f n + sum g n, and
  /// total (map (λo. f o + g o) x) = total (map f x) + total (map g x).
  private func pointwise(_ taker: Taker) -> [String] {
    guard taker.arity == 1 else { return [] }
    let others = others(taker)
    let tests = taker.isTest ? ["\\\(o[0]). if \(f) \(o[0]) then \(g) \(o[0]) else false"] : []
    let both = binary.map { "\\\(o[0]). \($0) (\(f) \(o[0])) (\(g) \(o[0]))" }
    var laws: [String] = []
    for function in both + tests {
      laws += wrapped(taker, in: taker.call(g, [x])).map { all, plain in
        "\(taker.call(f, all)) = \(taker.call(function, plain))"
      }
    }
    for (operation, function) in zip(binary, both) {
      let parts = [function, f, g].map { taker.call($0, others) }
      laws.append("\(parts[0]) = \(operation) (\(parts[1])) (\(parts[2]))")
      for (outer, _) in unary {
        let parts = parts.map { "(\(outer) (\($0)))" }
        laws.append("\(parts[0]) = \(operation) \(parts[1]) \(parts[2])")
      }
    }
    return laws
  }

  /// foldr (λo p. p ++ [o]) [] y = rev y
  private func universality(_ taker: Taker) -> [String] {
    guard let fold = taker.fold else { return [] }
    return recursions.filter { $0.sort == fold.sort }.map { recursion in
      let open = fold.isElementFirst ? [names[0], names[1]] : [names[1], names[0]]
      var others = [names[2], names[2]]
      others[fold.base] = "(\(recursion.base))"
      let value = taker.call("\\\(open[0]) \(open[1]). \(recursion.step)", others)
      let variables = ([names[2]] + recursion.others).joined(separator: " ")
      return "forall \(variables). \(value) = \(recursion.call)"
    }
  }

  /// The other arguments of a function with something at one place, and with what it was made of there.
  private func wrapped(_ taker: Taker, in term: String) -> [(all: [String], plain: [String])] {
    let others = others(taker)
    return others.indices.map { place in
      var (all, plain) = (others, others)
      (all[place], plain[place]) = ("(\(term))", x)
      return (all, plain)
    }
  }
}
