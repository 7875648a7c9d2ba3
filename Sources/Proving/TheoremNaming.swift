// Names for theorems that were found, by operator and shape: `add_comm`, `mul_distrib_left`,
// `rev_rev`; else by operator and a fingerprint of the statement. A name depends on the statement
// alone, so it stays when others come or go. `Explorer` asks; the words for operators are here, the usual
// shapes in `TheoremNaming+Shapes`.

import AxiomLanguage
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
    if let name = usualName(formula) { return name }
    let (_, conclusion) = vocabulary.clause(formula)
    let head = heads(conclusion).first ?? heads(formula).first
    return (head.map(word) ?? "eq") + "_" + fingerprint(formula)
  }

  /// The name of a law that has one since it has a usual shape; nil for others.
  func usualName(_ formula: Term) -> String? {
    if let name = classicName(formula) { return name }
    return switch vocabulary.shape(formula) {
    case .equal(let left, let right): shape(left, right) ?? shape(right, left)
    case .iff(let left, let right):
      shape(left, right) ?? shape(right, left) ?? testShape(left, right) ?? testShape(right, left)
    case .implies: implicationShape(formula)
    default: relationShape(formula)
    }
  }

  func word(_ symbol: Symbol) -> String {
    guard case .operation(let id, _) = vocabulary.origins[Int(symbol.index)] else { return "var" }
    let name = operators[Int(id.index)].name
    let words = [
      "+": "add", "*": "mul", "++": "append", "::": "cons", "[]": "nil", "@": "apply",
      "&&": "and", "||": "or", "!": "not", "==": "eqb", "0": "zero", "S": "succ",
      "<=": "le", "<": "lt", ">=": "ge", ">": "gt", "/": "div", "∖": "ldiv", "-": "sub", "^": "pow",
      LiftedName.identity: "id", LiftedName.constant: "const", "=?": "eq", "<=?": "le", "<?": "lt",
      ">=?": "ge", ">?": "gt",
      "|": "dvd",
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
