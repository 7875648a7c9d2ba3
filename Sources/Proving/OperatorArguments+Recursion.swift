// What a function does by recursion on a list, as the step of a fold: of `rev (x :: xs) = rev xs ++ [x]` it is
// `\x r. r ++ [x]`, and `foldr` of that step is `rev`. Start at `recursions`; `OperatorArguments+Laws` makes the
// conjectures.
// Source: G. Hutton, A tutorial on the universality and expressiveness of fold, JFP 9 (1999), 2.

import AxiomLanguage
import ProofKernel

/// A function defined by two equations, for a constant and for an element before the rest.
struct Recursion {
  /// The symbol of the sort on which it recurs.
  let sort: SortSymbolID
  /// Its value at the constant, and what it makes of `element` and of `answer`, its value at the rest.
  let (base, step): (String, String)
  /// The function at `argument`, and its other arguments, all of them variables.
  let call: String
  let others: [String]
}

extension TheoryDocument {
  /// The functions of that kind, written with these names: the element, the answer, the argument, then others.
  ///
  /// *Complexity*: linear in the definitions.
  func recursions(_ names: [String]) -> [Recursion] {
    let printer = Printer(self)
    return declarations.flatMap { declaration -> [Recursion] in
      guard case .functions(let group, _) = declaration, group.count == 1,
        operatorNotes[Int(group[0].symbol.index)].position.file != "prelude"
      else { return [] }
      return recursion(group[0], names, printer).map { [$0] } ?? []
    }
  }

  private func recursion(_ function: FunctionDefinition, _ names: [String], _ printer: Printer)
    -> Recursion?
  {
    var store = theory.store
    let number = Int(function.symbol.index)
    guard function.equations.count == 2, function.decreasing.count == 1,
      !LiftedName.isLifted(store.operators[number].name)
    else { return nil }
    let place = function.decreasing[0]
    var (base, step): (String?, String?)
    var sort: SortSymbolID?
    for equation in function.equations {
      guard case .apply(function.symbol, let sorts, let arguments) = store.shape(of: equation.left),
        names.count >= arguments.count + 3, arguments.indices.contains(place),
        case .apply(_, _, let fields) = store.shape(of: arguments[place]),
        case .application(let symbol, _) = store.shape(of: store.sort(of: arguments[place]))
      else { return nil }
      // The names by level; what has none is no variable of its own.
      var given = equation.parameters.map { _ in "" }
      func name(_ term: TermID, _ name: String) -> Bool {
        guard case .variable(let level, _) = store.shape(of: term) else { return false }
        given[level] = name
        return true
      }
      for (other, argument) in arguments.enumerated() where other != place {
        guard name(argument, names[3 + other]) else { return nil }
      }
      if fields.isEmpty {
        base = printer.text(of: equation.right, in: store, variableNames: given)
        continue
      }
      guard fields.count == 2,
        let rest = fields.firstIndex(where: {
          store.sort(of: $0) == store.sort(of: arguments[place])
        }), name(fields[1 - rest], names[0]), name(fields[rest], names[2])
      else { return nil }
      var called = arguments
      called[place] = fields[rest]
      let answer = TermShape.variable(
        level: equation.parameters.count, store.sort(of: equation.left))
      guard let call = try? store.intern(.apply(function.symbol, sorts: sorts, called)),
        let answer = try? store.intern(answer),
        let right = try? store.replacing(call, by: answer, in: equation.right),
        !store.mentions(right, fields[rest]), !store.mentions(right, of: function.symbol)
      else { return nil }
      step = printer.text(of: right, in: store, variableNames: given + [names[1]])
      sort = symbol
    }
    guard let base, let step, let sort else { return nil }
    var arguments = store.operators[number].arguments.indices.map { names[3 + $0] }
    let others = arguments.indices.filter { $0 != place }.map { arguments[$0] }
    arguments[place] = names[2]
    let call = ([spelled(number)] + arguments).joined(separator: " ")
    return Recursion(sort: sort, base: base, step: step, call: call, others: others)
  }
}

extension TermStore {
  /// The term with another one in place of a part. *Complexity*: linear in the size of the term.
  fileprivate mutating func replacing(_ part: TermID, by other: TermID, in term: TermID)
    throws(CheckError) -> TermID
  {
    if term == part { return other }
    let shape = shape(of: term)
    var parts: [TermID] = []
    for inner in shape.parts { parts.append(try replacing(part, by: other, in: inner)) }
    return parts == shape.parts ? term : try intern(shape.with(shape.sorts, parts))
  }

  fileprivate func mentions(_ term: TermID, _ part: TermID) -> Bool {
    term == part || shape(of: term).parts.contains { mentions($0, part) }
  }

  fileprivate func mentions(_ term: TermID, of symbol: OperatorID) -> Bool {
    if case .apply(symbol, _, _) = shape(of: term) { return true }
    return shape(of: term).parts.contains { mentions($0, of: symbol) }
  }
}
