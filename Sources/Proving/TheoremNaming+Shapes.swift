// The shapes of laws that have a name in textbooks: `x·y = y·x` is commutativity whatever the operator. Entries:
// `shape` for equations and equivalences read from left to right, `relationShape`, `implicationShape`. Each
// shape is met exactly: what differs from it by an argument more or a constant has no name.

import Terms

extension TheoremNaming {
  var bank: TermBank { vocabulary.bank }

  func isVariable(_ term: Term) -> Bool { vocabulary.level(term) != nil }

  /// Whether a term is a constant that has a name.
  func isConstant(_ term: Term) -> Bool {
    guard bank.arity(term) == 0, let symbol = bank.symbol(term) else { return false }
    return !isVariable(term) && !vocabulary.isSection(symbol)
  }

  /// Variables, each another.
  func areDifferent(_ terms: [Term]) -> Bool {
    terms.allSatisfy(isVariable) && Set(terms).count == terms.count
  }

  /// A function, no constructor, with its arguments.
  func call(_ term: Term, _ arity: Int) -> (function: Symbol, arguments: [Term])? {
    guard let symbol = bank.symbol(term), bank.arity(term) == arity, arity > 0,
      !bank[symbol].isConstructor
    else { return nil }
    return (symbol, bank.arguments(term))
  }

  /// Whether a term is an operator, by name, over these arguments.
  func isCall(_ term: Term, _ function: Symbol, _ arguments: [Term]) -> Bool {
    bank.symbol(term).flatMap(vocabulary.operatorID) == vocabulary.operatorID(function)
      && bank.arguments(term) == arguments
  }

  private static let sides = [(0, "left"), (1, "right")]

  // MARK: equations

  /// The name of left = right, or left ⇔ right, read in this direction.
  func shape(_ left: Term, _ right: Term) -> String? {
    if let name = composition(left, right) { return name }
    if let (f, a) = call(left, 1) { return unary(f, a[0], right) ?? homomorphism(left, right) }
    if let (f, a) = call(left, 2) {
      return binary(f, a, right) ?? compound(f, a, right) ?? homomorphism(left, right)
    }
    return action(left, right) ?? homomorphism(left, right)
  }

  /// f (f x) = x, f (g x) = x, f c = d.
  private func unary(_ f: Symbol, _ inside: Term, _ right: Term) -> String? {
    guard let g = bank.symbol(inside), !isVariable(inside) else { return nil }
    if bank.arguments(inside) == [right], isVariable(right) {
      return g == f ? "\(word(f))_\(word(f))" : "\(word(f))_\(word(g))_inverse"
    }
    return isConstant(inside) && isConstant(right) ? "\(word(f))_\(word(g))" : nil
  }

  /// Laws of an operator alone, or with constants and functions of one argument.
  private func binary(_ f: Symbol, _ a: [Term], _ right: Term) -> String? {
    if areDifferent(a), isCall(right, f, a.reversed()) { return "\(word(f))_comm" }
    if isVariable(a[0]), a[0] == a[1] {
      if right == a[0] { return "\(word(f))_idem" }
      if isConstant(right), let value = bank.symbol(right) {
        return word(value).lowercased() == "true" ? "\(word(f))_refl" : "\(word(f))_self"
      }
    }
    if let (inner, x) = call(a[0], 2), inner == f, areDifferent(x + [a[1]]),
      let (outer, y) = call(right, 2), outer == f, y[0] == x[0], isCall(y[1], f, [x[1], a[1]])
    {
      return "\(word(f))_assoc"
    }
    for (place, side) in Self.sides where isVariable(a[1 - place]) {
      let (other, part) = (a[1 - place], a[place])
      guard let inner = bank.symbol(part), !isVariable(part) else { continue }
      if isConstant(part), right == other || isConstant(right) {
        return "\(word(f))_\(word(inner))_\(side)"
      }
      // f (g x) x = c: an inverse; f (S x) y = S (f x y).
      guard bank.arity(part) == 1, isVariable(bank.argument(part, 0)) else { continue }
      let x = bank.argument(part, 0)
      if x == other, isConstant(right) { return "\(word(f))_\(word(inner))_\(side)" }
      var arguments = a
      arguments[place] = x
      if x != other, bank.symbol(right) == inner,
        isCall(bank.argument(right, 0), f, arguments)
      {
        return "\(word(f))_\(word(inner))_\(side)"
      }
    }
    return nil
  }

  /// Laws of two operators of two arguments.
  private func compound(_ f: Symbol, _ a: [Term], _ right: Term) -> String? {
    for (place, side) in Self.sides {
      let other = a[1 - place]
      guard isVariable(other), let (g, x) = call(a[place], 2), areDifferent(x) else { continue }
      if let kept = x.firstIndex(of: other) {
        // f x (g x y): absorption, a bound, or what f leaves as it is.
        let isOwn = Set([f, g]).count == 2
        if isOwn, right == other { return "\(word(f))_\(word(g))_absorb" }
        if isOwn, right == a[place] { return "\(word(f))_\(word(g))_right" }
        if isConstant(right), let value = bank.symbol(right) {
          let end = word(value).lowercased() == "true" ? "" : "_\(word(value))"
          return "\(word(f))_\(word(g))_\(kept == 0 ? "right" : "left")\(end)"
        }
        continue
      }
      if bank.symbol(right) == g, f != g, bank.arity(right) == 2 {
        let images = x.map { part in place == 0 ? [part, other] : [other, part] }
        if zip(bank.arguments(right), images).allSatisfy({ isCall($0, f, $1) }) {
          return "\(word(f))_\(word(g))_distrib_\(place == 1 ? "left" : "right")"
        }
      }
      // f (g x y) z = f x (f y z): an action.
      if place == 0, let (outer, y) = call(right, 2), outer == f, f != g,
        [x, x.reversed()].contains(where: { y[0] == $0[0] && isCall(y[1], f, [$0[1], other]) })
      {
        return "\(word(f))_\(word(g))"
      }
      // f x (f y z) = f y (f x z)
      if place == 1, f == g, side == "right", let (outer, y) = call(right, 2), outer == f,
        y[0] == x[0], isCall(y[1], f, [other, x[1]])
      {
        return "\(word(f))_left_comm"
      }
    }
    // r (f x y) (f x z) = r y z
    guard let (g, x) = call(a[0], 2), let (h, y) = call(a[1], 2), g == h, g != f,
      bank.symbol(right) == f
    else { return nil }
    for (kept, side) in Self.sides where x[kept] == y[kept] {
      let rest = [x[1 - kept], y[1 - kept]]
      if areDifferent([x[kept]] + rest), isCall(right, f, rest) {
        return "\(word(f))_\(word(g))_cancel_\(side)"
      }
    }
    return nil
  }

  /// k f (h g x) in terms of a function made of f and g: `map_comp`, `foldr_map`; and map (λx. x) x = x.
  private func composition(_ left: Term, _ right: Term) -> String? {
    guard let k = bank.symbol(left), !bank[k].isConstructor, vocabulary.takesFunction(k) else {
      return nil
    }
    let parts = bank.arguments(left)
    let compounds = parts.filter { !isVariable($0) }
    guard compounds.count == 1, let h = bank.symbol(compounds[0]) else { return nil }
    // filter (λx. true) y = y
    if word(h) == "const", vocabulary.isSection(h), parts.contains(right) || isConstant(right),
      let value = bank.symbol(bank.argument(compounds[0], 0)),
      isConstant(bank.argument(compounds[0], 0))
    {
      return "\(word(k))_\(word(value))"
    }
    guard
      areDifferent(parts.filter(isVariable) + bank.arguments(compounds[0]))
    else { return nil }
    if word(h) == "id", vocabulary.isSection(h), parts.contains(right) { return "\(word(k))_id" }
    guard vocabulary.takesFunction(h), !bank[h].isConstructor,
      bank.subterms(right).contains(where: { part in
        bank.arity(part) > 1 && bank.symbol(part).map(vocabulary.isSection) == true
      })
    else { return nil }
    return vocabulary.operatorID(k) == vocabulary.operatorID(h)
      ? "\(word(k))_comp" : "\(word(k))_\(word(h))"
  }

  /// f a z (g x y) = f a (f a z x) y, with a, z and the compound at any places: one after the other. With two
  /// arguments `compound` knows it.
  private func action(_ left: Term, _ right: Term) -> String? {
    guard let f = bank.symbol(left), !bank[f].isConstructor, bank.symbol(right) == f,
      bank.arity(left) > 2
    else { return nil }
    let (a, b) = (bank.arguments(left), bank.arguments(right))
    let compounds = a.indices.filter { !isVariable(a[$0]) }
    guard compounds.count == 1, let place = compounds.first, let (g, x) = call(a[place], 2),
      areDifferent(x + a.indices.filter { $0 != place }.map { a[$0] }),
      let last = x.firstIndex(of: b[place]),
      let state = b.indices.first(where: { bank.symbol(b[$0]) == f })
    else { return nil }
    var expected = a
    expected[place] = x[1 - last]
    guard isCall(b[state], f, expected) else { return nil }
    expected[place] = x[last]
    expected[state] = b[state]
    return b == expected ? "\(word(f))_\(word(g))" : nil
  }

  /// f(g(x, y)) in terms of f(x) and f(y): `length_append`, `rev_map`; f may have other arguments.
  private func homomorphism(_ left: Term, _ right: Term) -> String? {
    guard let f = bank.symbol(left), !isVariable(left), !bank[f].isConstructor else { return nil }
    let arguments = bank.arguments(left)
    let compound = arguments.indices.filter { !isVariable(arguments[$0]) }
    guard compound.count == 1, let g = bank.symbol(arguments[compound[0]]),
      !bank[g].isConstructor, bank.arity(arguments[compound[0]]) > 0,
      areDifferent(bank.arguments(arguments[compound[0]]))
    else { return nil }
    let inner = bank.arguments(arguments[compound[0]])
    // The same function may stand at two sorts, as in length (map f xs) = length xs.
    guard let function = vocabulary.operatorID(f) else { return nil }
    func isImage(_ term: Term) -> Bool {
      guard bank.symbol(term).flatMap(vocabulary.operatorID) == function,
        bank.arity(term) == arguments.count
      else { return false }
      let parts = bank.arguments(term)
      return parts.indices.allSatisfy {
        $0 == compound[0] ? inner.contains(parts[$0]) : parts[$0] == arguments[$0]
      }
    }
    let parts = bank.arguments(right)
    let isSpread =
      bank.symbol(right).flatMap(vocabulary.operatorID) != function
      && parts.contains(where: isImage)
      && parts.allSatisfy { isImage($0) || inner.contains($0) && isVariable($0) }
      && Set(parts).count == parts.count
    return isImage(right) || isSpread ? "\(word(f))_\(word(g))" : nil
  }

  // MARK: relations

  /// A relation between two terms: a predicate, or a function that answers with a listed value, the first of which
  /// means that it holds.
  func relation(_ formula: Term) -> (name: String, left: Term, right: Term)? {
    let atom = tested(formula) ?? formula
    guard let symbol = bank.symbol(atom), bank.arity(atom) == 2,
      vocabulary.predicates.contains(symbol) || vocabulary.isTestFunction(symbol)
    else { return nil }
    return (word(symbol), bank.argument(atom, 0), bank.argument(atom, 1))
  }

  /// The same of a test that has the other of two values: that it does not hold.
  private func denied(_ formula: Term) -> (name: String, left: Term, right: Term)? {
    guard let sides = vocabulary.sides(formula), let symbol = bank.symbol(sides.left),
      let values = vocabulary.constructors[bank.sort(sides.right)], values.count == 2,
      bank.symbol(sides.right) == values[1], vocabulary.isTestFunction(symbol),
      bank.arity(sides.left) == 2
    else { return nil }
    return (word(symbol), bank.argument(sides.left, 0), bank.argument(sides.left, 1))
  }

  /// The name of what says how a relation orders things: that it is transitive, antisymmetric or, of a test, total.
  func orderName(_ formula: Term) -> String? {
    let (stated, conclusion) = vocabulary.clause(formula)
    let premises = stated.flatMap(vocabulary.conjuncts)
    if premises.count == 1, let (name, x, y) = denied(premises[0]), isVariable(x), isVariable(y),
      let last = relation(conclusion), x != y, last == (name, y, x)
    {
      return "\(name)_total"
    }
    let relations = premises.compactMap(relation)
    guard premises.count == 2, relations.count == 2, relations[0].name == relations[1].name,
      case let (name, x, y) = relations[0], isVariable(x), isVariable(y),
      isVariable(relations[1].left), isVariable(relations[1].right)
    else { return nil }
    if let sides = vocabulary.sides(conclusion), relations[1].left == y, relations[1].right == x,
      Set([sides.left, sides.right]) == [x, y]
    {
      return "\(name)_antisymm"
    }
    if let last = relation(conclusion), relations[1].left == y,
      last == (name, x, relations[1].right)
    {
      return "\(name)_trans"
    }
    return nil
  }

  /// The usual name of a law of a relation without premises.
  func relationShape(_ formula: Term) -> String? {
    switch vocabulary.shape(formula) {
    case .atom:
      guard let (name, left, right) = relation(formula) else { return nil }
      if left == right, isVariable(left) { return "\(name)_refl" }
      if isConstant(left), isVariable(right), let zero = bank.symbol(left) {
        return "\(name)_\(word(zero))_left"
      }
      // x ≤ x + y, x ≤ S x
      if isVariable(left), let symbol = bank.symbol(right), (1...2).contains(bank.arity(right)),
        areDifferent(bank.arguments(right)),
        let place = bank.arguments(right).firstIndex(of: left)
      {
        return "\(name)_\(word(symbol))" + ["_right", "_left"][place]
      }
    case .not(let part):
      guard let (name, left, right) = relation(part) else { return nil }
      if left == right { return "\(name)_irrefl" }
      if isVariable(right), bank.arguments(left) == [right], let symbol = bank.symbol(left) {
        return "not_\(name)_\(word(symbol))"
      }
    case .or(let first, let second):
      if let (name, a, b) = relation(first), let other = relation(second),
        isVariable(a), isVariable(b), (name, b, a) == other
      {
        return "\(name)_total"
      }
      // x ⊓ y = x ∨ x ⊓ y = y
      if let a = vocabulary.sides(first), let b = vocabulary.sides(second), a.left == b.left,
        let (f, inner) = call(a.left, 2), areDifferent(inner), inner == [a.right, b.right]
      {
        return "\(word(f))_choice"
      }
    default: break
    }
    return nil
  }

  // MARK: implications

  /// The usual name of an implication.
  func implicationShape(_ formula: Term) -> String? {
    let (stated, conclusion) = vocabulary.clause(formula)
    let premises = stated.flatMap(vocabulary.conjuncts)
    if premises.count == 1 {
      return orderName(formula) ?? cancellation(premises[0], conclusion)
        ?? kernel(premises[0], conclusion) ?? monotonicity(premises[0], conclusion)
        ?? unitOnly(premises[0], conclusion) ?? kept(premises, conclusion)
        ?? inverse(where: premises[0], conclusion)
    }
    return uniqueInverse(premises, conclusion) ?? orderName(formula) ?? kept(premises, conclusion)
  }

  /// x·y = x·z ⇒ y = z, or the mirror image; f x = f y ⇒ x = y.
  private func cancellation(_ premise: Term, _ conclusion: Term) -> String? {
    guard let given = vocabulary.sides(premise), let drawn = vocabulary.sides(conclusion),
      let symbol = bank.symbol(given.left), bank.symbol(given.right) == symbol,
      areDifferent([drawn.left, drawn.right])
    else { return nil }
    let (a, b) = (bank.arguments(given.left), bank.arguments(given.right))
    let changed = a.indices.filter { a[$0] != b[$0] }
    guard (a + b).allSatisfy(isVariable), changed.count == 1, let place = changed.first,
      Set([a[place], b[place]]) == Set([drawn.left, drawn.right]), Set(a).count == a.count
    else { return nil }
    switch a.count {
    case 1: return "\(word(symbol))_inj"
    case 2: return "\(word(symbol))_cancel_\(place == 1 ? "left" : "right")"
    default: return nil
    }
  }

  /// f x = c ⇒ x = d, x + y = 0 ⇒ x = 0, x·y = 0 ⇒ x = 0 ∨ y = 0.
  private func kernel(_ premise: Term, _ conclusion: Term) -> String? {
    guard let given = vocabulary.sides(premise) else { return nil }
    for (image, value) in [(given.left, given.right), (given.right, given.left)] {
      guard isConstant(value), let constant = bank.symbol(value), let symbol = bank.symbol(image),
        !bank[symbol].isConstructor, areDifferent(bank.arguments(image))
      else { continue }
      let name = "\(word(symbol))_eq_\(word(constant))"
      func place(_ formula: Term) -> Int? {
        guard let sides = vocabulary.sides(formula) else { return nil }
        let (first, second) = (sides.left, sides.right)
        let (variable, other) = isVariable(first) ? (first, second) : (second, first)
        return isConstant(other) ? bank.arguments(image).firstIndex(of: variable) : nil
      }
      if case .or(let first, let second) = vocabulary.shape(conclusion) {
        return place(first) != nil && place(second) != nil ? name : nil
      }
      guard let place = place(conclusion) else { return nil }
      return bank.arity(image) == 1 ? name : name + (place == 0 ? "_left" : "_right")
    }
    return nil
  }

  /// x·y = x ⇒ y = e, x·y = y ⇒ x = e.
  private func unitOnly(_ premise: Term, _ conclusion: Term) -> String? {
    guard let given = vocabulary.sides(premise), let drawn = vocabulary.sides(conclusion),
      let (f, a) = call(given.left, 2), areDifferent(a), let place = a.firstIndex(of: given.right),
      drawn.left == a[1 - place], isConstant(drawn.right)
    else { return nil }
    return "\(word(f))_eq_self" + (place == 0 ? "_left" : "_right")
  }

  /// x·y = e ∧ y·z = e ⇒ x = z.
  private func uniqueInverse(_ premises: [Term], _ conclusion: Term) -> String? {
    let given = premises.compactMap(vocabulary.sides)
    guard given.count == 2, let drawn = vocabulary.sides(conclusion),
      let (f, a) = call(given[0].left, 2), let (g, b) = call(given[1].left, 2), f == g,
      a[1] == b[0], areDifferent([a[0], a[1], b[1]]), given[0].right == given[1].right,
      isConstant(given[0].right), Set([drawn.left, drawn.right]) == Set([a[0], b[1]])
    else { return nil }
    return "\(word(f))_inverse_unique"
  }

  /// r x y ⇒ r (f x z) (f y z), r x y ⇒ r (f x) (f y).
  private func monotonicity(_ premise: Term, _ conclusion: Term) -> String? {
    guard let (name, x, y) = relation(premise), let last = relation(conclusion), name == last.name,
      areDifferent([x, y]), let f = bank.symbol(last.left), bank.symbol(last.right) == f,
      !isVariable(last.left)
    else { return nil }
    let (a, b) = (bank.arguments(last.left), bank.arguments(last.right))
    let changed = a.indices.filter { a[$0] != b[$0] }
    guard changed.count == 1, a[changed[0]] == x, b[changed[0]] == y, areDifferent(a) else {
      return nil
    }
    return "\(name)_\(word(f))_mono" + (a.count == 1 ? "" : changed[0] == 0 ? "_left" : "_right")
  }
}
