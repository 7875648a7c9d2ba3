// Reads TPTP files: CNF and FOF formulas, `include`, comments, quoted names. Entry:
// `TPTPProblem.read`. Words come from `TPTPScanner`; what is read goes through `TPTPClausifier`.
// Anything else that TPTP has (types, higher order, arithmetic) is refused as inappropriate, with
// its place.

extension TPTPProblem {
  /// The problem of a file and of what it includes. `include` is looked for beside the file, then
  /// in the folders above it and in `library`. Throws the first fault.
  public static func read(path: String, library: String? = nil) throws(TPTPError) -> TPTPProblem {
    var reader = TPTPReader(library: library)
    try reader.read(path: path, from: nil)
    return reader.problem
  }

  /// The problem of a text. Throws the first fault.
  public static func read(text: String, path: String = "input") throws(TPTPError) -> TPTPProblem {
    var reader = TPTPReader(library: nil)
    try reader.read(TPTPScanner(path: path, bytes: Array(text.utf8)), only: nil)
    return reader.problem
  }
}

/// The parser.
struct TPTPReader {
  /// The largest nesting of terms and of formulas (count): walks over them recurse.
  static let largestDepth = 1000

  let library: String?
  var problem = TPTPProblem()
  private var symbolNumbers: [Symbol: Int32] = [:]
  private var openFiles: [String] = []
  private var variables: [(name: String, number: Int32)] = []  // the innermost last
  private var variableNames: [String] = []
  private var depth = 0

  private struct Symbol: Hashable {
    var name: String
    var arity: Int
    var isPredicate: Bool
  }

  init(library: String?) { self.library = library }

  // MARK: files

  mutating func read(path: String, from scanner: TPTPScanner?, only: Set<String>? = nil)
    throws(TPTPError)
  {
    var tried = [path]
    if let scanner, !path.hasPrefix("/") {
      var folder = scanner.path[...]
      tried = []
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        tried.append(folder + "/" + path)
      }
      if tried.isEmpty || !scanner.path.hasPrefix("/") { tried.append(path) }
      if let library { tried.append(library + "/" + path) }
    }
    for candidate in tried {
      let bytes: [UInt8]
      do {
        bytes = try SourceFile.readBytes(path: candidate)
      } catch {
        if error == .missing && candidate != tried.last { continue }
        let reason =
          switch error {
          case .missing: "no such file"
          case .directory: "it is a directory"
          case .tooLarge: "it is too large"
          case .refused(let number): "the system refuses to read it (errno \(number))"
          }
        guard let scanner else {
          throw TPTPError(
            kind: .unreadable, message: reason, path: path, line: 0, column: 0, text: "")
        }
        throw scanner.fault("cannot include '\(path)': \(reason)", .unreadable)
      }
      if openFiles.contains(candidate), let scanner {
        throw scanner.fault("'\(path)' includes itself")
      }
      openFiles.append(candidate)
      try read(TPTPScanner(path: candidate, bytes: bytes), only: only)
      openFiles.removeLast()
      if !problem.files.contains(where: { $0.place == candidate }) {
        let plain = candidate.lastIndex(of: "/").map { candidate[candidate.index(after: $0)...] }
        let shown = scanner == nil ? plain.map { String($0) } ?? candidate : path
        problem.files.append(TPTPProblem.File(path: shown, place: candidate, bytes: bytes))
      }
      return
    }
  }

  mutating func read(_ start: TPTPScanner, only: Set<String>?) throws(TPTPError) {
    var scanner = start
    while scanner.word != .end {
      guard case .lower(let kind) = scanner.word else {
        throw scanner.fault("expected 'cnf', 'fof' or 'include', found \(scanner.shown)")
      }
      switch kind {
      case "include": try include(&scanner)
      case "cnf", "fof": try statement(&scanner, isClause: kind == "cnf", only: only)
      case "thf", "tff", "tcf", "tpi":
        throw scanner.fault("'\(kind)' formulas are not solved here", .inappropriate)
      default: throw scanner.fault("expected 'cnf', 'fof' or 'include', found \(scanner.shown)")
      }
    }
  }

  private mutating func include(_ scanner: inout TPTPScanner) throws(TPTPError) {
    let place = scanner
    try scanner.next()
    try expect("(", &scanner)
    let path = try name(&scanner)
    var only: Set<String>?
    if try accept(",", &scanner) {
      try expect("[", &scanner)
      only = []
      repeat { only?.insert(try name(&scanner)) } while try accept(",", &scanner)
      try expect("]", &scanner)
    }
    try expect(")", &scanner)
    try expect(".", &scanner)
    try read(path: path, from: place, only: only)
  }

  private static let givenRoles: Set<String> = [
    "axiom", "hypothesis", "definition", "assumption", "lemma", "theorem", "corollary", "plain",
  ]

  private mutating func statement(
    _ scanner: inout TPTPScanner, isClause: Bool, only: Set<String>?
  ) throws(TPTPError) {
    let line = scanner.line
    try scanner.next()
    try expect("(", &scanner)
    let name = try name(&scanner)
    try expect(",", &scanner)
    let place = scanner
    let role = try self.name(&scanner)
    try expect(",", &scanner)
    (variables, variableNames, depth) = ([], [], 0)
    let isConjecture = role == "conjecture"
    let formula = try isClause ? disjunction(&scanner) : self.formula(&scanner)
    while try accept(",", &scanner) { try skipAnnotation(&scanner) }
    try expect(")", &scanner)
    try expect(".", &scanner)
    if let only, !only.contains(name) { return }
    guard isConjecture || role == "negated_conjecture" || Self.givenRoles.contains(role) else {
      throw place.fault("unknown role '\(role)'")
    }
    if isConjecture && isClause { throw place.fault("a clause cannot be a conjecture") }
    problem.hasConjecture = problem.hasConjecture || isConjecture
    var clausifier = TPTPClausifier(
      symbols: problem.symbols, variableNames: variableNames, isFOF: !isClause)
    guard let clauses = clausifier.clauses(of: isConjecture ? .not(formula) : formula) else {
      throw place.fault("this formula has too many clauses", .inappropriate)
    }
    problem.symbols = clausifier.symbols
    for clause in clauses {
      problem.clauses.append(
        TPTPProblem.Clause(
          name: name, line: line, path: scanner.path,
          isFromConjecture: isConjecture || role == "negated_conjecture",
          literals: clause.literals, variableCount: clause.names.count,
          variableNames: clause.names))
    }
  }

  /// Skips a source or a list of useful things: anything with balanced brackets.
  private func skipAnnotation(_ scanner: inout TPTPScanner) throws(TPTPError) {
    var open = 0
    while true {
      switch scanner.word {
      case .mark("("), .mark("["): open += 1
      case .mark(")"), .mark("]"), .mark(","):
        if open == 0 { return }
        if scanner.word != .mark(",") { open -= 1 }
      case .end: throw scanner.fault("unexpected end of the file")
      default: break
      }
      try scanner.next()
    }
  }

  // MARK: formulas

  private mutating func disjunction(_ scanner: inout TPTPScanner) throws(TPTPError) -> TPTPFormula {
    let isBracketed = scanner.word == .mark("(")
    if isBracketed { try scanner.next() }
    var parts: [TPTPFormula] = []
    repeat {
      let isNegated = try accept("~", &scanner)
      let atom = try atom(&scanner, isFree: true)
      parts.append(isNegated ? .not(atom) : atom)
    } while try accept("|", &scanner)
    if isBracketed { try expect(")", &scanner) }
    return .or(parts)
  }

  private mutating func formula(_ scanner: inout TPTPScanner) throws(TPTPError) -> TPTPFormula {
    let left = try unary(&scanner)
    guard case .mark(let mark) = scanner.word else { return left }
    switch mark {
    case "&", "|":
      var parts = [left]
      while try accept(mark, &scanner) { parts.append(try unary(&scanner)) }
      if case .mark(let other) = scanner.word, other == "&" || other == "|" {
        throw scanner.fault("'\(mark)' and '\(other)' need brackets")
      }
      return mark == "&" ? .and(parts) : .or(parts)
    case "=>", "<=", "<=>", "<~>", "~|", "~&":
      try scanner.next()
      let right = try unary(&scanner)
      switch mark {
      case "=>": return .or([.not(left), right])
      case "<=": return .or([left, .not(right)])
      case "<=>": return .iff(left, right)
      case "<~>": return .not(.iff(left, right))
      case "~|": return .not(.or([left, right]))
      default: return .not(.and([left, right]))
      }
    default: return left
    }
  }

  private mutating func unary(_ scanner: inout TPTPScanner) throws(TPTPError) -> TPTPFormula {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.largestDepth else { throw scanner.fault("brackets are nested too deeply") }
    switch scanner.word {
    case .mark("~"):
      try scanner.next()
      return .not(try unary(&scanner))
    case .mark("("):
      try scanner.next()
      let inside = try formula(&scanner)
      try expect(")", &scanner)
      return inside
    case .mark("!"), .mark("?"):
      let isUniversal = scanner.word == .mark("!")
      try scanner.next()
      try expect("[", &scanner)
      let outer = variables.count
      var bound: [Int32] = []
      repeat {
        guard case .upper(let name) = scanner.word else {
          throw scanner.fault("expected a variable, found \(scanner.shown)")
        }
        try scanner.next()
        if scanner.word == .mark(":") {
          throw scanner.fault("typed variables are not solved here", .inappropriate)
        }
        bound.append(newVariable(name))
      } while try accept(",", &scanner)
      try expect("]", &scanner)
      try expect(":", &scanner)
      let body = try unary(&scanner)
      variables.removeLast(variables.count - outer)
      return isUniversal ? .forall(bound, body) : .exists(bound, body)
    default: return try atom(&scanner, isFree: false)
    }
  }

  private mutating func newVariable(_ name: String) -> Int32 {
    let number = Int32(variableNames.count)
    variables.append((name, number))
    variableNames.append(name)
    return number
  }

  private mutating func atom(_ scanner: inout TPTPScanner, isFree: Bool) throws(TPTPError)
    -> TPTPFormula
  {
    if scanner.word == .lower("$true") || scanner.word == .lower("$false") {
      let value = scanner.word == .lower("$true")
      try scanner.next()
      return .truth(value)
    }
    var left: [RawSymbol] = []
    try term(&scanner, isFree, &left)
    let isEqual = scanner.word == .mark("=")
    guard isEqual || scanner.word == .mark("!=") else {
      guard case .application(let name, let arity) = left[0] else {
        throw scanner.fault("expected '=' or '!=', found \(scanner.shown)")
      }
      let predicate = number(Symbol(name: name, arity: arity, isPredicate: true))
      let atom = [predicate] + resolved(Array(left.dropFirst()))
      return .atom(.init(isPositive: true, left: atom, right: nil))
    }
    try scanner.next()
    var right: [RawSymbol] = []
    try term(&scanner, isFree, &right)
    let equation = TPTPProblem.Literal(
      isPositive: true, left: resolved(left), right: resolved(right))
    return isEqual ? .atom(equation) : .not(.atom(equation))
  }

  private enum RawSymbol {
    case variable(Int32)
    case application(String, Int)
  }

  private mutating func term(
    _ scanner: inout TPTPScanner, _ isFree: Bool, _ result: inout [RawSymbol]
  ) throws(TPTPError) {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.largestDepth else { throw scanner.fault("terms are nested too deeply") }
    switch scanner.word {
    case .upper(let name):
      var known = variables.last { $0.name == name }?.number
      if known == nil && isFree { known = newVariable(name) }
      guard let known else { throw scanner.fault("the variable '\(name)' is not quantified") }
      result.append(.variable(known))
      try scanner.next()
    case .lower(let name):
      if name.hasPrefix("$") {
        throw scanner.fault("'\(name)' is not solved here", .inappropriate)
      }
      let place = result.count
      try scanner.next()
      result.append(.application(name, 0))
      guard try accept("(", &scanner) else { return }
      var arity = 0
      repeat {
        try term(&scanner, isFree, &result)
        arity += 1
      } while try accept(",", &scanner)
      try expect(")", &scanner)
      result[place] = .application(name, arity)
    default: throw scanner.fault("expected a term, found \(scanner.shown)")
    }
  }

  private mutating func resolved(_ raw: [RawSymbol]) -> TPTPProblem.Term {
    var term: TPTPProblem.Term = []
    for symbol in raw {
      switch symbol {
      case .variable(let number): term.append(-1 - number)
      case .application(let name, let arity):
        term.append(number(Symbol(name: name, arity: arity, isPredicate: false)))
      }
    }
    return term
  }

  private mutating func number(_ symbol: Symbol) -> Int32 {
    if let known = symbolNumbers[symbol] { return known }
    let number = Int32(problem.symbols.count)
    problem.symbols.append(
      .init(
        name: symbol.name, arity: symbol.arity, isPredicate: symbol.isPredicate, isSkolem: false))
    symbolNumbers[symbol] = number
    return number
  }

  // MARK: words

  private func expect(_ mark: String, _ scanner: inout TPTPScanner) throws(TPTPError) {
    guard try accept(mark, &scanner) else {
      throw scanner.fault("expected '\(mark)', found \(scanner.shown)")
    }
  }

  private func accept(_ mark: String, _ scanner: inout TPTPScanner) throws(TPTPError) -> Bool {
    guard scanner.word == .mark(mark) else { return false }
    try scanner.next()
    return true
  }

  private func name(_ scanner: inout TPTPScanner) throws(TPTPError) -> String {
    guard case .lower(let name) = scanner.word else {
      throw scanner.fault("expected a name, found \(scanner.shown)")
    }
    try scanner.next()
    return name
  }
}
