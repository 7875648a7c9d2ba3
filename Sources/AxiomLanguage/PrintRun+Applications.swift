// Printing applications: operators by their fixity, functions in front, members of arrow sorts, and
// what lifted constants stand for.
//
// Entry: `apply`; neighbour: `PrintRun.swift`, which has the stack and the formulas.

import ProofKernel

extension PrintRun {
  // MARK: Applications

  mutating func apply(
    _ term: TermID, _ symbol: OperatorID, _ parts: [TermID], _ context: Context,
    _ environment: Int, _ bound: [String]
  ) {
    func part(_ term: TermID, _ context: Context) -> Item {
      .term(term, context, environment: environment, bound: bound)
    }
    if symbol == .apply {
      application(term, context, environment, bound)
      return
    }
    let declared = store.operators[Int(symbol.index)]
    if let lifted = printer.lifted[symbol] {
      show(lifted, parts, context, environment, bound)
      return
    }
    if declared.name == "if" && parts.count == 3 {
      bracketed(
        0, context,
        [
          .text("if "), part(parts[0], .open), .text(" then "), part(parts[1], .open),
          .text(" else "), part(parts[2], .open),
        ])
      return
    }
    if let fixity = printer.fixities[declared.name] {
      let text = printer.spelling(declared.name)
      let own = fixity.precedence
      switch (fixity.placement, parts.count) {
      case (.infix, 2), (.infixl, 2), (.infixr, 2):
        let isLast = context.isLast(own, fixity.placement)
        let left: Context =
          fixity.placement == .infixl ? .operand(own, .infixl) : .operand(own + 1, nil)
        let right: Context =
          fixity.placement == .infixr
          ? .operand(own, .infixr, isLast: isLast) : .operand(own + 1, nil, isLast: isLast)
        bracketed(
          own, context, placement: fixity.placement,
          [part(parts[0], left), .text(" \(text) "), part(parts[1], right)])
        return
      case (.prefix, 1):
        bracketed(own, context, [.text("\(text) "), part(parts[0], .operand(own + 1, nil))])
        return
      case (.postfix, 1):
        bracketed(
          own, context, placement: .postfix,
          [part(parts[0], .operand(own + 1, nil)), .text(" \(text)")])
        return
      default: break
      }
    }
    if parts.isEmpty {
      output += name(declared.name)
    } else {
      bracketed(
        100, context,
        [.text(name(declared.name))] + parts.flatMap { [.text(" "), part($0, .atom)] })
    }
  }

  /// A chain of builtin applications: the function, then its arguments.
  mutating func application(
    _ term: TermID, _ context: Context, _ environment: Int, _ bound: [String]
  ) {
    var head = term
    var arguments: [Item] = []
    while case .apply(.apply, _, let parts) = store.shape(of: head) {
      arguments.append(.term(parts[1], .atom, environment: environment, bound: bound))
      arguments.append(.text(" "))
      head = parts[0]
    }
    var start: [Item] = [.term(head, .atom, environment: environment, bound: bound)]
    if case .apply(let symbol, _, let own) = store.shape(of: head) {
      if case .value(let name)? = printer.lifted[symbol] {
        // Written with all its arguments it would be read as the operator itself.
        let arity = store.operators.first { $0.name == name }?.arguments.count ?? 0
        if arguments.count / 2 >= arity {
          let sort = printer.sortText(store.sort(of: head), store, isArgument: false)
          start = [.text("(\(self.name(name)) : \(sort))")]
        }
      } else if printer.lifted[symbol] == nil && !own.isEmpty
        && printer.fixities[store.operators[Int(symbol.index)].name] == nil
      {
        start = [.term(head, .operand(100, .prefix), environment: environment, bound: bound)]
      }
    }
    bracketed(100, context, start + arguments.reversed())
  }

  mutating func show(
    _ lifted: Printer.Lifted, _ parts: [TermID], _ context: Context, _ environment: Int,
    _ bound: [String]
  ) {
    let captured = parts.map { Binding.term($0, environment: environment, bound: bound) }
    switch lifted {
    case .value(let name): output += self.name(name)
    case .lambda(let equation, let count, _):
      if let function = partial(equation, captured: count) {
        bracketed(
          100, context,
          [.text(name(function))]
            + parts.flatMap {
              [.text(" "), .term($0, .atom, environment: environment, bound: bound)]
            })
        return
      }
      let (names, inner) = extend(captured, equation.parameters.dropFirst(count), bound)
      let opening = printer.style == .unicode ? "λ" : "\\"
      bracketed(
        0, context,
        [
          .text(opening + names.joined(separator: " ") + ". "),
          .term(equation.right, .open, environment: inner, bound: bound + names),
        ])
    case .match(let equations, let count):
      guard let scrutinee = parts.last else { return }
      var list: [Item] = [
        .text("match "), .term(scrutinee, .open, environment: environment, bound: bound),
        .text(" with"),
      ]
      for equation in equations {
        guard case .apply(_, _, let patterns) = store.shape(of: equation.left),
          let pattern = patterns.last
        else { continue }
        let (names, inner) = extend(
          Array(captured.prefix(count)), equation.parameters.dropFirst(count), bound)
        let below = bound + names
        list += [
          .text(" | "), .term(pattern, .open, environment: inner, bound: below),
          .text(" \(printer.spelling(.arrow)) "),
          .term(equation.right, .operand(0, .infix), environment: inner, bound: below),
        ]
      }
      bracketed(0, context, list)
    }
  }

  /// The function whose first arguments a lambda gives, if that is all that it does: `map f`. Operators that stand
  /// between their arguments have no such form.
  private func partial(_ equation: Equation, captured: Int) -> String? {
    guard captured > 0, case .apply(let symbol, _, let parts) = store.shape(of: equation.right),
      symbol != .apply, printer.lifted[symbol] == nil, parts.count == equation.parameters.count
    else { return nil }
    let name = store.operators[Int(symbol.index)].name
    let isInOrder = parts.enumerated().allSatisfy { level, part in
      if case .variable(level, _) = store.shape(of: part) { true } else { false }
    }
    return isInOrder && printer.fixities[name] == nil && name != "if" ? name : nil
  }

  /// A new environment: given bindings, then fresh names for variables of these sorts.
  mutating func extend(
    _ bindings: [Binding], _ sorts: ArraySlice<SortID>, _ bound: [String]
  ) -> (names: [String], environment: Int) {
    var names: [String] = []
    for sort in sorts { names.append(printer.freshName(sort, store, taken.union(bound + names))) }
    environments.append(bindings + names.map { .name($0) })
    return (names, environments.count - 1)
  }
}
