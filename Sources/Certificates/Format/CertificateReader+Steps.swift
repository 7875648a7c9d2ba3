// Theorems and their steps, a line each. What a step cites must have stood before; everything else
// about a step is for the kernel to judge. The fields are those that `Record+Steps` writes.

import ProofKernel

extension CertificateReader {
  /// The line that opens a theorem, behind its kind. Its hashes and facts are as stated.
  mutating func theoremHead(number: Int) throws(CertificateError) -> TheoremHead {
    try self.number(number)
    try scanner.field("name")
    let name = try scanner.text()
    try scanner.field("statement")
    let statementHash = try scanner.hash()
    try scanner.field("proof")
    let proofHash = try scanner.hash()
    let (statement, variableNames) = try self.statement()
    try scanner.field("method")
    let method = try scanner.text()
    try scanner.field("rank")
    let rank = scanner.passes("null") ? nil : try scanner.count()
    try scanner.field("axioms")
    let axioms = try countList()
    try scanner.field("definitions")
    let definitions = try countList()
    try scanner.field("steps")
    return TheoremHead(
      number: number, name: name, statementHash: statementHash, proofHash: proofHash,
      statement: statement,
      note: TheoremNote(variableNames: variableNames, method: method, rank: rank), axioms: axioms,
      definitions: definitions, stepCount: try scanner.count())
  }

  /// The fields of a statement: sort parameters, parameters with their names, formula.
  mutating func statement() throws(CertificateError) -> (Statement, variableNames: [String]) {
    try scanner.field("sortParameters")
    let sortParameterCount = try scanner.count()
    let (parameters, names) = try variables()
    try scanner.field("formula")
    let statement = Statement(
      sortParameterCount: sortParameterCount, parameters: parameters, try term())
    return (statement, names)
  }

  /// The fields of variables: their sorts, and as many names.
  mutating func variables() throws(CertificateError) -> (sorts: [SortID], names: [String]) {
    try scanner.field("parameters")
    let sorts = try sortList()
    try scanner.field("variables")
    let names = try list { reader throws(CertificateError) in try reader.scanner.text() }
    guard names.count == sorts.count else { throw scanner.error(.wrongCount("variable names")) }
    return (sorts, names)
  }

  /// The step of this line, behind its number. `theorem` is the number of the theorem.
  mutating func step(number: Int, theorem: Int) throws(CertificateError) -> Step {
    try scanner.field("rule")
    let rule = try scanner.text()
    switch rule {
    case "assume": return .assume(try formula())
    case "fix":
      try scanner.field("sort")
      return .fix(try sort())
    case "discharge": return .discharge(try earlier("last", number))
    case "generalize": return .generalize(try earlier("last", number))
    case "instance":
      try scanner.field("cites")
      return .instance(try instance(theorem))
    case "chain": return .chain(try value(), try rewrites(number, theorem))
    case "rewrite": return .rewrite(try earlier("from", number), try rewrites(number, theorem))
    case "specialize": return .specialize(try earlier("universal", number), try value())
    case "witness": return .witness(try formula(), try value(), try earlier("proved", number))
    case "choose":
      return .choose(try earlier("existential", number), try earlier("universal", number))
    case "induction":
      let conclusion = try formula()
      try scanner.field("cases")
      return .induction(conclusion, try earlierList(number))
    case "injectivity":
      let equation = try earlier("equation", number)
      try scanner.field("argument")
      return .injectivity(equation, try scanner.count())
    case "disjointness": return .disjointness(try earlier("equation", number))
    default:
      guard let schema = Schema.named[rule] else { throw scanner.error(.unknownRule(rule)) }
      try scanner.field("from")
      let cited = try earlierList(number)
      try scanner.field("formulas")
      return .infer(schema, cited, try termList())
    }
  }

  private mutating func formula() throws(CertificateError) -> TermID {
    try scanner.field("formula")
    return try term()
  }

  private mutating func value() throws(CertificateError) -> TermID {
    try scanner.field("term")
    return try term()
  }

  // MARK: what is cited

  private mutating func earlier(_ field: StaticString, _ number: Int) throws(CertificateError)
    -> Int
  {
    try scanner.field(field)
    return try earlier(number)
  }

  private mutating func earlier(_ number: Int) throws(CertificateError) -> Int {
    let cited = try scanner.count()
    guard cited < number else { throw scanner.error(.forwardReference("step \(cited)")) }
    return cited
  }

  private mutating func earlierList(_ number: Int) throws(CertificateError) -> [Int] {
    try list { reader throws(CertificateError) in try reader.earlier(number) }
  }

  /// A fact or an earlier theorem.
  private mutating func citation(_ theorem: Int) throws(CertificateError) -> Citation {
    let isFact = scanner.passes("{\"fact\":")
    if !isFact { try scanner.open("theorem") }
    let place = try scanner.count()
    let known = isFact ? document.theory.facts.count : theorem
    guard place < known else {
      throw scanner.error(.forwardReference("\(isFact ? "fact" : "theorem") \(place)"))
    }
    try scanner.expect("}")
    return isFact ? .fact(place) : .theorem(place)
  }

  /// The fields of an instance, behind the name of the first.
  private mutating func instance(_ theorem: Int) throws(CertificateError) -> Instance {
    let citation = try citation(theorem)
    try scanner.field("sorts")
    let sorts = try sortList()
    try scanner.field("terms")
    return Instance(citation, sorts: sorts, terms: try termList())
  }

  private mutating func instanceObject(_ theorem: Int) throws(CertificateError) -> Instance {
    try scanner.open("cites")
    let instance = try instance(theorem)
    try scanner.expect("}")
    return instance
  }

  // MARK: rewrites

  private mutating func rewrites(_ number: Int, _ theorem: Int) throws(CertificateError)
    -> [Rewrite]
  {
    try scanner.field("rewrites")
    return try list { reader throws(CertificateError) in try reader.rewrite(number, theorem) }
  }

  private mutating func rewrite(_ number: Int, _ theorem: Int) throws(CertificateError) -> Rewrite {
    try scanner.open("position")
    let position = try countList().map { UInt32($0) }
    try scanner.field("reversed")
    let reversed = try scanner.flag()
    let reason: Rewrite.Reason
    try scanner.expect(",\"")
    switch try scanner.word() {
    case "instance":
      try scanner.expect(":")
      reason = .instance(try instanceObject(theorem))
    case "step":
      try scanner.expect(":")
      reason = .step(try earlier(number))
    case "rearrangement":
      try scanner.expect(":")
      try scanner.open("commutativity")
      let commutativity = try instanceObject(theorem)
      try scanner.field("associativity")
      let associativity = try instanceObject(theorem)
      reason = .rearrangement(
        commutativity: commutativity, associativity: associativity, try value())
      try scanner.expect("}")
    case "evaluation":
      try scanner.expect(":")
      reason = .evaluation(
        try list { reader throws(CertificateError) in try reader.citation(theorem) })
    case let field: throw scanner.error(.unknownField(field))
    }
    try scanner.expect("}")
    return Rewrite(position: position, reversed: reversed, reason)
  }
}
