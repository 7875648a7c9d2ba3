// Names for theorems that were found, by operator and shape: `add_comm`, `mul_distrib_left`,
// `rev_rev`; else by operator and a fingerprint of the statement. A name depends on the statement
// alone, so it stays when others come or go. `Explorer` asks; the words for operators are here.

import ProofKernel
import Terms

/// Names formulas over a vocabulary.
struct TheoremNaming {
  let vocabulary: Vocabulary
  private let operators: [Operator]

  init(_ vocabulary: Vocabulary, _ theory: Theory) {
    self.vocabulary = vocabulary
    operators = theory.store.operators
  }

  /// The name of a formula; unique up to collisions of fingerprints.
  func name(_ formula: Term) -> String {
    if let sides = vocabulary.sides(formula),
      let shape = shape(sides.left, sides.right) ?? shape(sides.right, sides.left)
    {
      return shape
    }
    if let shape = relationShape(formula) { return shape }
    let (_, conclusion) = vocabulary.clause(formula)
    let head = heads(conclusion).first ?? heads(formula).first
    return (head.map(word) ?? "eq") + "_" + fingerprint(formula)
  }

  /// The usual name of a law of a relation.
  private func relationShape(_ formula: Term) -> String? {
    let bank = vocabulary.bank
    func relation(_ atom: Term) -> (name: String, left: Term, right: Term)? {
      guard let symbol = bank.symbol(atom), vocabulary.predicates.contains(symbol),
        bank.arity(atom) == 2
      else { return nil }
      return (word(symbol), bank.argument(atom, 0), bank.argument(atom, 1))
    }
    func isVariable(_ term: Term) -> Bool { vocabulary.level(term) != nil }
    switch vocabulary.shape(formula) {
    case .atom:
      guard let (name, left, right) = relation(formula) else { return nil }
      if left == right { return "\(name)_refl" }
      if bank.arity(left) == 0, !isVariable(left), isVariable(right), let zero = bank.symbol(left) {
        return "\(name)_\(word(zero))_left"
      }
    case .not(let part):
      if let (name, left, right) = relation(part), left == right { return "\(name)_irrefl" }
    case .or(let first, let second):
      if let (name, a, b) = relation(first), let other = relation(second),
        isVariable(a), isVariable(b), (name, b, a) == other
      {
        return "\(name)_total"
      }
    case .implies(let premise, let conclusion):
      if let name = cancellation(premise, conclusion) { return name }
      let premises = vocabulary.conjuncts(premise).compactMap(relation)
      guard premises.count == 2, premises[0].name == premises[1].name,
        case let (name, x, y) = premises[0], isVariable(x), isVariable(y),
        isVariable(premises[1].left), isVariable(premises[1].right)
      else { return nil }
      if let sides = vocabulary.sides(conclusion), premises[1].left == y, premises[1].right == x,
        Set([sides.left, sides.right]) == [x, y]
      {
        return "\(name)_antisymm"
      }
      if let last = relation(conclusion), premises[1].left == y,
        last == (name, x, premises[1].right)
      {
        return "\(name)_trans"
      }
    case .equal, .falsum, .and, .iff, .forall, .exists: break
    }
    return nil
  }

  /// x·y = x·z ⇒ y = z, or the mirror image.
  private func cancellation(_ premise: Term, _ conclusion: Term) -> String? {
    let bank = vocabulary.bank
    guard let given = vocabulary.sides(premise), let drawn = vocabulary.sides(conclusion),
      let symbol = bank.symbol(given.left), bank.symbol(given.right) == symbol,
      bank.arity(given.left) == 2, bank.arguments(given.left).allSatisfy({ bank.arity($0) == 0 })
    else { return nil }
    for (side, kept, taken) in [("left", 0, 1), ("right", 1, 0)] {
      let (a, b) = (bank.argument(given.left, taken), bank.argument(given.right, taken))
      if bank.argument(given.left, kept) == bank.argument(given.right, kept),
        Set([a, b]) == Set([drawn.left, drawn.right])
      {
        return "\(word(symbol))_cancel_\(side)"
      }
    }
    return nil
  }

  private func word(_ symbol: Symbol) -> String {
    guard case .operation(let id, _) = vocabulary.origins[Int(symbol.index)] else { return "var" }
    let name = operators[Int(id.index)].name
    let words = [
      "+": "add", "*": "mul", "++": "append", "::": "cons", "[]": "nil", "@": "apply",
      "&&": "and", "||": "or", "!": "not", "==": "eqb", "0": "zero", "S": "succ",
      "<=": "le", "<": "lt", "/": "div", "∖": "ldiv",
    ]
    if let word = words[name] { return word }
    let safe = name.unicodeScalars.map { scalar in
      scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        || ("0"..."9").contains(scalar)
    }
    return safe.allSatisfy { $0 } ? name : "op" + hex(name.utf8.reduce(seed, mix), 4)
  }

  /// The functions in a term, outermost first, constructors left out.
  private func heads(_ term: Term) -> [Symbol] {
    var found: [Symbol] = []
    var stack = [term]
    while let next = stack.popLast() {
      if let symbol = vocabulary.bank.symbol(next), !vocabulary.bank[symbol].isConstructor,
        case .operation = vocabulary.origins[Int(symbol.index)]
      {
        found.append(symbol)
      }
      stack += vocabulary.bank.arguments(next).reversed()
    }
    return found
  }

  private func shape(_ left: Term, _ right: Term) -> String? {
    let bank = vocabulary.bank
    guard let f = bank.symbol(left), vocabulary.level(left) == nil, !bank[f].isConstructor else {
      return nil
    }
    let a = Array(bank.arguments(left))
    let b = Array(bank.arguments(right))
    let g = bank.symbol(right)
    func isVariable(_ term: Term) -> Bool { vocabulary.level(term) != nil }
    if a.count == 1 {
      if bank.symbol(a[0]) == f, isVariable(right), bank.arguments(a[0]) == [right] {
        return "\(word(f))_\(word(f))"
      }
      if let inner = bank.symbol(a[0]), isVariable(right), bank.arguments(a[0]).contains(right),
        bank.arguments(a[0]).count == 1
      {
        return "\(word(f))_\(word(inner))_inverse"
      }
      return homomorphism(left, right)
    }
    guard a.count == 2 else { return homomorphism(left, right) }
    if isVariable(a[0]), isVariable(a[1]) {
      if g == f, b == [a[1], a[0]], a[0] != a[1] { return "\(word(f))_comm" }
      if a[0] == a[1], right == a[0] { return "\(word(f))_idem" }
    }
    if g == f, let inner = bank.symbol(a[0]), inner == f, isVariable(a[1]), isVariable(b[0]),
      bank.symbol(b[1]) == f, case let (xy, yz) = (bank.arguments(a[0]), bank.arguments(b[1])),
      xy.first == b[0], xy.last == yz.first, yz.last == a[1]
    {
      return "\(word(f))_assoc"
    }
    for (place, side) in [(0, "left"), (1, "right")] where isVariable(a[1 - place]) {
      let other = a[1 - place]
      guard let inner = bank.symbol(a[place]), !isVariable(a[place]) else { continue }
      let isConstant = bank.arguments(a[place]).isEmpty
      if isConstant, right == other { return "\(word(f))_\(word(inner))_\(side)" }
      if isConstant, right == a[place] { return "\(word(f))_\(word(inner))_\(side)" }
      if bank[inner].isConstructor, g == inner, !isConstant {
        return "\(word(f))_\(word(inner))_\(side)"
      }
      if g == inner, inner != f, b.count == 2, bank.symbol(b[0]) == f, bank.symbol(b[1]) == f {
        return "\(word(f))_\(word(inner))_distrib_\(place == 1 ? "left" : "right")"
      }
    }
    return homomorphism(left, right)
  }

  /// f(g(x, y)) in terms of f(x) and f(y): `length_append`, `rev_map`; f may have other arguments.
  private func homomorphism(_ left: Term, _ right: Term) -> String? {
    let bank = vocabulary.bank
    func isVariable(_ term: Term) -> Bool { vocabulary.level(term) != nil }
    guard let f = bank.symbol(left) else { return nil }
    let arguments = bank.arguments(left)
    let compound = arguments.indices.filter { !isVariable(arguments[$0]) }
    guard compound.count == 1, let g = bank.symbol(arguments[compound[0]]),
      !bank[g].isConstructor, bank.arity(arguments[compound[0]]) > 0,
      bank.arguments(arguments[compound[0]]).allSatisfy(isVariable)
    else { return nil }
    let inner = bank.arguments(arguments[compound[0]])
    // The same function may stand at two sorts, as in length (map f xs) = length xs.
    let function = vocabulary.operatorID(f)
    func isImage(_ term: Term) -> Bool {
      guard bank.symbol(term).flatMap(vocabulary.operatorID) == function else { return false }
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
    return isImage(right) || isSpread ? "\(word(f))_\(word(g))" : nil
  }

  private let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  private func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  private func hex(_ hash: UInt64, _ digits: Int) -> String {
    let text = String(hash, radix: 16)
    return String(String(repeating: "0", count: max(0, 16 - text.count)) + text).prefix(digits)
      .description
  }

  private func fingerprint(_ formula: Term) -> String {
    var hash = seed
    var stack = [formula]
    while let term = stack.popLast() {
      guard let symbol = vocabulary.bank.symbol(term) else { continue }
      switch vocabulary.origins[Int(symbol.index)] {
      case .variable(let level, _): hash = mix(hash, UInt8(truncatingIfNeeded: level))
      case .operation(let id, _):
        hash = operators[Int(id.index)].name.utf8.reduce(mix(hash, 0xFF), mix)
      case .connective(let connective, _): hash = mix(mix(hash, 0xFE), connective.rawValue)
      case .quantifier(let quantifier, _): hash = mix(mix(hash, 0xFD), quantifier.rawValue)
      case .bound(let index, _): hash = mix(mix(hash, 0xFC), UInt8(truncatingIfNeeded: index))
      }
      stack += vocabulary.bank.arguments(term).reversed()
    }
    return hex(hash, 6)
  }
}
