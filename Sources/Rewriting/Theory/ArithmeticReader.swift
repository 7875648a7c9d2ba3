// Reads the notation of `ArithmeticNotation`, by operator precedence with recursion on brackets, whose depth
// is bounded. Start at `ArithmeticNotation.read`. Faults are told with their column.

import AxiomLanguage
import ProofKernel
import Terms

/// Why a text is no expression.
public struct NotationFault: Error, Sendable, CustomStringConvertible {
  /// In words.
  public let message: String
  /// Where (count from 1, in characters).
  public let column: Int
  /// What was read: the expression, or a formula that is assumed.
  public let text: String
  /// `column 3: …`
  public var description: String { "column \(column): \(message)" }
}

extension ArithmeticNotation {
  /// The largest whole exponent that is written out (count).
  static let largestExponent = 64
  /// The deepest nesting of brackets (count).
  static let deepest = 200

  /// Reads an expression into a document, whose store is continued, and formulas to be assumed: equations,
  /// inequalities (`x^2 /= 4`) and predicates of the theory (`positive x`, `positive(x*y)`).
  ///
  /// *Shape*: `positive` says that each variable is assumed to be positive, where the theory has a predicate of
  /// that name. *Throws*: a fault of the text.
  public func read(
    _ text: String, assuming formulas: [String] = [], in document: inout TheoryDocument,
    positive: Bool = false
  ) throws(NotationFault) -> Expression {
    var reader = ArithmeticReader(self, text, document.theory)
    let term = try reader.expression(0)
    try reader.end()
    var assumptions: [TermID] = []
    for formula in formulas {
      reader.start(formula)
      assumptions.append(try reader.formula())
      try reader.end()
    }
    if positive { assumptions += reader.positiveVariables() }
    document.theory = reader.checker.theory
    return Expression(
      term: term, parameters: Array(repeating: sort, count: reader.names.count),
      variableNames: reader.names, assumptions: assumptions, sortParameterCount: 0,
      isArithmetic: true)
  }

  /// Whether a text looks as if it were written in this notation and not in the axiom language: it has powers, or numbers
  /// above 1.
  public func fits(_ text: String) -> Bool {
    if text.contains("^") { return true }
    let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
    return words.contains { $0.first?.isNumber == true && $0 != "0" && $0 != "1" }
  }
}

/// One text on its way.
private struct ArithmeticReader {
  let notation: ArithmeticNotation
  var text: [Character]
  var checker: Checker
  var names: [String] = []
  private var place = 0
  private var depth = 0
  private var numbers: NumeralProof

  init(_ notation: ArithmeticNotation, _ text: String, _ theory: Theory) {
    (self.notation, self.text, checker) = (notation, Array(text), Checker(theory))
    numbers = NumeralProof(notation.ring, nil, nil, notation.language)
    skip()
  }

  /// Goes on with another text about the same variables.
  mutating func start(_ other: String) {
    (text, place) = (Array(other), 0)
    skip()
  }

  // MARK: characters

  private mutating func skip() { while place < text.count, text[place].isWhitespace { place += 1 } }

  private mutating func take(_ character: Character) -> Bool {
    guard place < text.count, text[place] == character else { return false }
    place += 1
    skip()
    return true
  }

  private mutating func word(_ isPart: (Character) -> Bool) -> String {
    let start = place
    while place < text.count, isPart(text[place]) { place += 1 }
    let word = String(text[start..<place])
    skip()
    return word
  }

  private func fault(_ message: String) -> NotationFault {
    NotationFault(message: message, column: place + 1, text: String(text))
  }

  func end() throws(NotationFault) {
    if place < text.count { throw fault("'\(text[place])' is not expected here") }
  }

  // MARK: terms

  private mutating func apply(_ role: ArithmeticNotation.Role, _ parts: [TermID])
    throws(NotationFault) -> TermID
  {
    if let operation = notation.operation(role) { return try apply(operation, parts) }
    switch role {
    case .minus: return try apply(.plus, [parts[0], try apply(.negative, [parts[1]])])
    case .over: throw fault("the theory has no division")
    default: throw fault("the theory lacks an operator")
    }
  }

  private mutating func apply(_ operation: OperatorID, _ parts: [TermID]) throws(NotationFault)
    -> TermID
  {
    do throws(CheckError) { return try checker.intern(.apply(operation, sorts: [], parts)) } catch {
      throw fault("too large: \(error)")
    }
  }

  private mutating func numeral(_ number: Integer) throws(NotationFault) -> TermID {
    do throws(CheckError) { return try numbers.numeral(number, &checker) } catch {
      throw fault("too large: \(error)")
    }
  }

  private mutating func variable(_ name: String) throws(NotationFault) -> TermID {
    let level = names.firstIndex(of: name) ?? names.count
    if level == names.count { names.append(name) }
    do throws(CheckError) {
      return try checker.intern(.variable(level: level, notation.sort))
    } catch { throw fault("too large: \(error)") }
  }

  /// `positive x` for each variable that is not the value of an unknown function.
  mutating func positiveVariables() -> [TermID] {
    let operators = checker.theory.store.operators
    guard
      let operation = operators.firstIndex(where: {
        $0.name == "positive" && $0.arguments == [notation.sort]
      }),
      let truth = operators.firstIndex(where: { $0.name == "true" && $0.arguments.isEmpty })
    else { return [] }
    var found: [TermID] = []
    for (level, name) in names.enumerated() where !name.contains("(") {
      guard let variable = try? checker.intern(.variable(level: level, notation.sort)),
        let claim = try? checker.intern(
          .apply(OperatorID(UInt32(operation)), sorts: [], [variable])),
        let yes = try? checker.intern(.apply(OperatorID(UInt32(truth)), sorts: [], [])),
        let formula = try? checker.intern(.connective(.equal, [claim, yes]))
      else { continue }
      found.append(formula)
    }
    return found
  }

  // MARK: formulas

  /// An equation, an inequality, or a predicate of one argument.
  mutating func formula() throws(NotationFault) -> TermID {
    let start = place
    let name = word { $0.isLetter || $0.isNumber || $0 == "_" }
    if let (operation, truth) = predicate(name) {
      let claim = try apply(operation, [try atom()])
      guard let truth else { return claim }
      return try connect(.equal, [claim, try apply(truth, [])])
    }
    place = start
    let left = try expression(0)
    let isNegated =
      place < text.count && (text[place] == "≠" || text[place] == "/" || text[place] == "!")
    if isNegated, text[place] != "≠" { place += 1 }
    guard take("=") || take("≠") else { throw fault("'=', '/=' or a predicate is expected here") }
    let equation = try connect(.equal, [left, try expression(0)])
    return isNegated ? try connect(.not, [equation]) : equation
  }

  /// An operator that makes a formula, or a truth value, of an element of the ring; and the value that says that it holds.
  private func predicate(_ name: String) -> (OperatorID, truth: OperatorID?)? {
    let operators = checker.theory.store.operators
    guard
      let found = operators.firstIndex(where: {
        $0.name == name && $0.arguments == [notation.sort] && $0.result != notation.sort
      })
    else { return nil }
    let operation = OperatorID(UInt32(found))
    if operators[found].result == .formula { return (operation, nil) }
    guard
      let truth = operators.firstIndex(where: {
        $0.name == "true" && $0.arguments.isEmpty && $0.result == operators[found].result
      })
    else { return nil }
    return (operation, OperatorID(UInt32(truth)))
  }

  private mutating func connect(_ connective: Connective, _ parts: [TermID]) throws(NotationFault)
    -> TermID
  {
    do throws(CheckError) { return try checker.intern(.connective(connective, parts)) } catch {
      throw fault("too large: \(error)")
    }
  }

  // MARK: grammar

  /// Sums at 0, products at 1, signs at 2.
  mutating func expression(_ level: Int) throws(NotationFault) -> TermID {
    if level == 2 { return try signed() }
    var left = try expression(level + 1)
    while true {
      if level == 0, take("+") {
        left = try apply(.plus, [left, try expression(1)])
      } else if level == 0, take("-") {
        left = try apply(.minus, [left, try expression(1)])
      } else if level == 1, take("*") {
        left = try apply(.times, [left, try expression(2)])
      } else if level == 1, !isInequality, take("/") {
        left = try apply(.over, [left, try expression(2)])
      } else {
        return left
      }
    }
  }

  /// Whether `/=` stands here.
  private var isInequality: Bool {
    place + 1 < text.count && text[place] == "/" && text[place + 1] == "="
  }

  private mutating func signed() throws(NotationFault) -> TermID {
    depth += 1
    defer { depth -= 1 }
    if depth > ArithmeticNotation.deepest { throw fault("brackets are too deep") }
    if take("-") { return try apply(.negative, [try signed()]) }
    if take("+") { return try signed() }
    let start = place
    let base = try atom()
    guard take("^") else { return base }
    let before = place
    let exponent = try signed()
    let written = text[before..<place].filter { !$0.isWhitespace && $0 != "(" && $0 != ")" }
    if let number = Rational(String(written)) { return try power(base, number, exponent) }
    // e to a power is the function.
    if text[start] == "E", before == start + 2, let exp = notation.operators["exp"]?[1] {
      return try apply(exp, [exponent])
    }
    return try power(base, exponent)
  }

  private mutating func power(_ base: TermID, _ exponent: TermID) throws(NotationFault) -> TermID {
    guard let exp = notation.operators["exp"]?[1], let log = notation.operators["log"]?[1] else {
      throw fault("the theory has no such powers")
    }
    return try apply(exp, [try apply(.times, [exponent, try apply(log, [base])])])
  }

  private mutating func power(_ base: TermID, _ number: Rational, _ exponent: TermID)
    throws(NotationFault) -> TermID
  {
    guard let count = number.numerator.magnitude.small, count <= ArithmeticNotation.largestExponent
    else {
      if notation.operators["exp"]?[1] == nil || notation.operators["log"]?[1] == nil {
        throw fault("powers above \(ArithmeticNotation.largestExponent) are not written out")
      }
      return try power(base, exponent)
    }
    var factor = base
    if number.denominator == Integer(2), let sqrt = notation.operators["sqrt"]?[1] {
      factor = try apply(sqrt, [base])
    } else if number.denominator != Integer(1) {
      return try power(base, exponent)
    }
    var result = try numeral(Integer(1))
    for i in 0..<count { result = i == 0 ? factor : try apply(.times, [factor, result]) }
    return number.numerator.sign < 0 ? try apply(.over, [try numeral(Integer(1)), result]) : result
  }

  private mutating func atom() throws(NotationFault) -> TermID {
    guard place < text.count else { throw fault("an expression is missing here") }
    if take("(") {
      let inner = try expression(0)
      if !take(")") { throw fault("')' is missing here") }
      return inner
    }
    if text[place].isASCII, text[place].isNumber { return try number() }
    let start = place
    let name = word { $0.isLetter || $0.isNumber || $0 == "_" }
    if name.isEmpty { throw fault("'\(text[place])' is not expected here") }
    if ["zoo", "oo", "nan"].contains(name) { throw fault("'\(name)' is no number") }
    guard take("(") else {
      if let constant = notation.operators[name]?[0] { return try apply(constant, []) }
      if name == "E", let exp = notation.operators["exp"]?[1] {
        return try apply(exp, [try numeral(Integer(1))])
      }
      return try variable(name)
    }
    var parts: [TermID] = []
    repeat { parts.append(try expression(0)) } while take(",")
    if !take(")") { throw fault("')' is missing here") }
    if let function = notation.operators[name]?[parts.count] { return try apply(function, parts) }
    return try variable(
      String(text[start..<place].filter { !$0.isWhitespace }))
  }

  private mutating func number() throws(NotationFault) -> TermID {
    var digits = word { $0.isASCII && $0.isNumber || $0 == "." }
    if digits.hasSuffix(".") { digits += "0" }
    guard let value = Rational(digits) else { throw fault("'\(digits)' is no number") }
    var (above, below) = (value.numerator, value.denominator)
    if place < text.count, text[place] == "e" || text[place] == "E" {
      // Scientific notation: only where digits follow.
      let next = place + 1
      let isSigned = next < text.count && (text[next] == "-" || text[next] == "+")
      let first = isSigned ? next + 1 : next
      if first < text.count, text[first].isNumber {
        let isNegative = text[next] == "-"
        place = first
        guard let scale = Int(word { $0.isNumber }), scale < 400,
          let factor = Rational(10).raised(to: scale)
        else { throw fault("the exponent is too large: numbers end at 10^399") }
        if isNegative { below = below * factor.numerator } else { above = above * factor.numerator }
      }
    }
    guard let fraction = Rational(above, below) else { throw fault("too large") }
    let top = try numeral(fraction.numerator)
    if fraction.denominator == Integer(1) { return top }
    return try apply(.over, [top, try numeral(fraction.denominator)])
  }
}
