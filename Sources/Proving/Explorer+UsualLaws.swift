// Conjectures of a shape: that a function takes one operation to another, that it does one thing after the
// other, that what it was given may be put aside, that what stands on both sides may go, that it chooses, or undoes another
// where a property holds. Start at `usualLaws`. Their terms are large, and in a theory
// of many functions the enumeration ends before it comes to them. Nothing is said of which functions they are
// about: all that have the right sorts are tried on values, and what holds there waits for its lemmas like
// any other conjecture. `Explorer.consider` tests and tries them.
// Source: O. Montano-Rivas et al., Scheme-based theorem discovery and concept invention, Expert Systems with
// Applications 39 (2012), for the idea.

import Terms

extension Explorer {
  /// Such conjectures that may be attempted in one call (count).
  private static let usualAttempts = 200

  /// Tries the usual shapes for these operations and predicates.
  mutating func usualLaws(_ operations: [Symbol], _ predicates: [Symbol]) {
    let functions = operations.filter { symbol in
      let info = vocabulary.bank[symbol]
      return !info.isConstructor && !info.arguments.isEmpty
        && vocabulary.operatorID(symbol) != .apply
    }
    let binary = functions.filter { symbol in
      let info = vocabulary.bank[symbol]
      return info.arguments == [info.sort, info.sort]
    }
    var formulas: [Term] = []
    for function in functions {
      formulas += repetitions(function) + transports(function, functions)
      let arguments = vocabulary.bank[function].arguments
      for place in arguments.indices {
        for inner in binary where vocabulary.bank[inner].sort == arguments[place] {
          formulas += distributions(function, place, over: inner, binary)
          formulas += actions(function, place, of: inner)
          formulas += exchanges(function, place, inner, functions)
          formulas += accumulations(function, place, inner)
          formulas += cancellations(function, place, inner)
        }
      }
    }
    var attempts = Self.usualAttempts
    let (before, first) = (list.found.count, unsettled.count)
    consider(formulas, &attempts, waiting: true)
    var choices = Self.usualAttempts
    consider(binary.compactMap { choice($0) }, &choices, waiting: true)
    var listed = Self.usualAttempts
    consider(functions.flatMap { listedLaws($0) }, &listed, waiting: true)
    var kept = Self.usualAttempts
    let properties = operations + predicates
    consider(
      properties.flatMap { inverses(where: $0, functions) }, &kept, waiting: true)
    retry(since: before)
    // They are few, and worth more than most laws of their size.
    persist(.persistent, from: first, work: 100_000)
  }

  /// Tries what is said of functions that take functions.
  mutating func functionLaws() {
    var formulas = shapedLaws.compactMap { conjecture($0)?.formula }
    let operations = vocabulary.operations
    for function in operations where vocabulary.takesFunction(function) {
      let info = vocabulary.bank[function]
      for (place, sort) in info.arguments.enumerated() where sort == info.sort {
        let binary = operations.filter { vocabulary.bank[$0].arguments == [sort, sort] }
          .filter { vocabulary.bank[$0].sort == sort && !vocabulary.bank[$0].isConstructor }
        for section in operations where vocabulary.isSection(section) {
          guard let taken = info.arguments.firstIndex(of: vocabulary.bank[section].sort),
            vocabulary.bank[section].arguments.isEmpty
          else { continue }
          let given = (place: taken, value: vocabulary.bank.make(section))
          formulas += binary.flatMap { accumulations(function, place, $0, given: given) }
        }
      }
    }
    var attempts = Self.usualAttempts
    let (before, first) = (list.found.count, unsettled.count)
    consider(formulas, &attempts, waiting: true)
    retry(since: before)
    persist(.persistent, from: first, work: 100_000)
  }

  /// f a (f a x) = f a x and f a (f b x) = f b (f a x), for functions of two arguments, the second of which has the sort
  /// of their values.
  private mutating func repetitions(_ function: Symbol) -> [Term] {
    let info = vocabulary.bank[function]
    guard info.arguments.count == 2, info.arguments[1] == info.sort, info.arguments[0] != info.sort
    else { return [] }
    let (a, b) = (
      vocabulary.eigenvariable(0, info.arguments[0]), vocabulary.eigenvariable(1, info.arguments[0])
    )
    let x = vocabulary.eigenvariable(2, info.sort)
    let (once, other) = (
      vocabulary.bank.make(function, [a, x]), vocabulary.bank.make(function, [b, x])
    )
    return [
      vocabulary.equation(vocabulary.bank.make(function, [a, once]), once),
      vocabulary.equation(
        vocabulary.bank.make(function, [a, other]), vocabulary.bank.make(function, [b, once])),
    ]
  }

  /// h (f a x) = g a (h x): what f does to x, g does to what h makes of it.
  private mutating func transports(_ function: Symbol, _ functions: [Symbol]) -> [Term] {
    let info = vocabulary.bank[function]
    guard info.arguments.count == 2, info.arguments[1] == info.sort, info.arguments[0] != info.sort
    else { return [] }
    let (a, x) = (
      vocabulary.eigenvariable(0, info.arguments[0]), vocabulary.eigenvariable(1, info.sort)
    )
    let changed = vocabulary.bank.make(function, [a, x])
    var found: [Term] = []
    for image in functions where vocabulary.bank[image].arguments == [info.sort] {
      let (sort, whole) = (vocabulary.bank[image].sort, vocabulary.bank.make(image, [changed]))
      let part = vocabulary.bank.make(image, [x])
      for other in functions
      where vocabulary.bank[other].arguments == [info.arguments[0], sort]
        && vocabulary.bank[other].sort == sort
      {
        found.append(vocabulary.equation(whole, vocabulary.bank.make(other, [a, part])))
      }
    }
    return found
  }

  /// f x y = x or f x y = y, where neither holds always; of functions on listed values this says little.
  private mutating func choice(_ function: Symbol) -> Term? {
    let sort = vocabulary.bank[function].sort
    guard !vocabulary.isTest(sort) else { return nil }
    let (x, y) = (vocabulary.eigenvariable(0, sort), vocabulary.eigenvariable(1, sort))
    let value = vocabulary.bank.make(function, [x, y])
    let cases = [vocabulary.equation(value, x), vocabulary.equation(value, y)]
    guard cases.allSatisfy({ enumerator.refutes($0, vocabulary) }) else { return nil }
    return vocabulary.connective(.or, cases)
  }

  /// Of functions on listed values: h x = h y ⇒ x = y and h x ≠ x; f x y ⇔ x = y and f x y ⇔ x ≠ y.
  private mutating func listedLaws(_ function: Symbol) -> [Term] {
    let (sort, arguments) = (vocabulary.bank[function].sort, vocabulary.bank[function].arguments)
    guard vocabulary.isTest(sort), arguments.allSatisfy({ $0 == sort }) else { return [] }
    let (x, y) = (vocabulary.eigenvariable(0, sort), vocabulary.eigenvariable(1, sort))
    let equal = vocabulary.equation(x, y)
    if arguments.count == 1 {
      let values = [x, y].map { vocabulary.bank.make(function, [$0]) }
      let agree = vocabulary.equation(values[0], values[1])
      let fixed = vocabulary.equation(values[0], x)
      return [
        vocabulary.connective(.implies, [agree, equal]), vocabulary.connective(.not, [fixed]),
      ]
    }
    guard arguments.count == 2,
      let holds = vocabulary.affirmed(vocabulary.bank.make(function, [x, y]))
    else { return [] }
    let differ = vocabulary.connective(.not, [equal])
    return [equal, differ].map { vocabulary.connective(.iff, [holds, $0]) }
  }

  /// p x ⇒ g (f x) = x, where that does not hold always.
  private mutating func inverses(where property: Symbol, _ functions: [Symbol]) -> [Term] {
    guard let (sort, holds) = self.property(property) else { return [] }
    let x = vocabulary.eigenvariable(0, sort)
    var found: [Term] = []
    for inner in functions where vocabulary.bank[inner].arguments == [sort] {
      let value = vocabulary.bank.make(inner, [x])
      for outer in functions
      where outer != inner && vocabulary.bank[outer].arguments == [vocabulary.bank[inner].sort]
        && vocabulary.bank[outer].sort == sort
      {
        let undone = vocabulary.equation(vocabulary.bank.make(outer, [value]), x)
        guard enumerator.refutes(undone, vocabulary) else { continue }
        found.append(vocabulary.connective(.implies, [holds(x, &vocabulary), undone]))
      }
    }
    return found
  }

  /// Of a test of one argument: its sort, and the formula that a term has the property.
  private func property(_ symbol: Symbol) -> (
    sort: TermSort, holds: (Term, inout Vocabulary) -> Term
  )? {
    let info = vocabulary.bank[symbol]
    guard !info.isConstructor, info.arguments.count == 1, info.arguments[0] != info.sort,
      info.sort == .formula || vocabulary.isTest(info.sort)
    else { return nil }
    return (
      info.arguments[0],
      { term, vocabulary in
        let value = vocabulary.bank.make(symbol, [term])
        return vocabulary.affirmed(value) ?? value
      }
    )
  }

  /// h (f x y) = g (h x) (h y) and g (h y) (h x), the other arguments of h being the same.
  private mutating func distributions(
    _ function: Symbol, _ place: Int, over inner: Symbol, _ binary: [Symbol]
  ) -> [Term] {
    let sort = vocabulary.bank[function].sort
    let (rest, x, y) = variables(function, place)
    let whole = applied(function, rest, place, vocabulary.bank.make(inner, [x, y]))
    let (first, second) = (applied(function, rest, place, x), applied(function, rest, place, y))
    return binary.filter { vocabulary.bank[$0].sort == sort }.flatMap { outer in
      [[first, second], [second, first]].map { parts in
        vocabulary.equation(whole, vocabulary.bank.make(outer, parts))
      }
    }
  }

  /// h (f x y) z = h x (h y z) and h y (h x z), at each other place of h that has the sort of its values.
  private mutating func actions(_ function: Symbol, _ place: Int, of inner: Symbol) -> [Term] {
    let info = vocabulary.bank[function]
    guard function != inner else { return [] }
    let (rest, x, y) = variables(function, place)
    let whole = applied(function, rest, place, vocabulary.bank.make(inner, [x, y]))
    return info.arguments.indices.filter { $0 != place && info.arguments[$0] == info.sort }
      .flatMap { other in
        [(x, y), (y, x)].map { first, second in
          var parts = rest
          parts[other] = applied(function, rest, place, second)
          return vocabulary.equation(whole, applied(function, parts, place, first))
        }
      }
  }

  /// h x (g y z) = g y (h (f x y) z) and g (f x y) (h x z), also with f y x, for functions g that take what h does:
  /// what is taken of the rest is dropped from what was taken.
  private mutating func exchanges(
    _ function: Symbol, _ place: Int, _ inner: Symbol, _ functions: [Symbol]
  ) -> [Term] {
    let info = vocabulary.bank[function]
    let partners = functions.filter {
      $0 != function && vocabulary.bank[$0].arguments == info.arguments
        && vocabulary.bank[$0].sort == info.sort
    }
    guard !partners.isEmpty else { return [] }
    let (rest, x, y) = variables(function, place)
    let sums = [[x, y], [y, x]].map { vocabulary.bank.make(inner, $0) }
    var found: [Term] = []
    for other in info.arguments.indices where other != place && info.arguments[other] == info.sort {
      for partner in partners {
        func both(_ outer: Symbol, _ a: Term, _ within: Symbol, _ b: Term) -> Term {
          var parts = rest
          parts[other] = applied(within, rest, place, b)
          return applied(outer, parts, place, a)
        }
        let whole = both(function, x, partner, y)
        for sum in sums {
          found.append(vocabulary.equation(whole, both(partner, y, function, sum)))
          found.append(vocabulary.equation(whole, both(partner, sum, function, x)))
        }
      }
    }
    return found
  }

  /// h (f x y) z = f x (h y z) and f (h x z) y, for a place of h that has the sort of its values: what is there already
  /// may be put aside.
  private mutating func accumulations(
    _ function: Symbol, _ place: Int, _ inner: Symbol, given: (place: Int, value: Term)? = nil
  ) -> [Term] {
    let info = vocabulary.bank[function]
    guard function != inner, info.arguments[place] == info.sort else { return [] }
    var (rest, x, y) = variables(function, place)
    if let given { rest[given.place] = given.value }
    let whole = applied(function, rest, place, vocabulary.bank.make(inner, [x, y]))
    let (first, second) = (applied(function, rest, place, x), applied(function, rest, place, y))
    return [[x, second], [first, y]].map { parts in
      vocabulary.equation(whole, vocabulary.bank.make(inner, parts))
    }
  }

  /// h (f x z) (f y z) = h x y and h (f z x) (f z y) = h x y, for two places of h.
  private mutating func cancellations(_ function: Symbol, _ place: Int, _ inner: Symbol) -> [Term] {
    let arguments = vocabulary.bank[function].arguments
    guard function != inner else { return [] }
    var found: [Term] = []
    for other in arguments.indices.dropFirst(place + 1) where arguments[other] == arguments[place] {
      var (rest, x, y) = variables(function, place)
      let z = rest[other]
      rest[other] = y
      let short = applied(function, rest, place, x)
      for isLeft in [false, true] {
        rest[other] = vocabulary.bank.make(inner, isLeft ? [z, y] : [y, z])
        let more = vocabulary.bank.make(inner, isLeft ? [z, x] : [x, z])
        found.append(vocabulary.equation(applied(function, rest, place, more), short))
      }
    }
    return found
  }

  /// Different variables for the arguments of a function, and two of the sort of one of them.
  private mutating func variables(_ function: Symbol, _ place: Int) -> ([Term], Term, Term) {
    let arguments = vocabulary.bank[function].arguments
    let rest = arguments.enumerated().map { vocabulary.eigenvariable($0.offset, $0.element) }
    let sort = arguments[place]
    return (
      rest, vocabulary.eigenvariable(arguments.count, sort),
      vocabulary.eigenvariable(arguments.count + 1, sort)
    )
  }

  private mutating func applied(_ function: Symbol, _ arguments: [Term], _ place: Int, _ part: Term)
    -> Term
  {
    var arguments = arguments
    arguments[place] = part
    return vocabulary.bank.make(function, arguments)
  }
}
