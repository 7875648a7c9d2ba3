// Declarations, a line each. What a line says is made again in the kernel through the same door that
// the elaborator uses, `TheoryDocument.add`, so that the kernel's checks on declarations are those of
// an axiom file. The fields are those that `Record+Declarations` writes.

import AxiomLanguage
import ProofKernel

extension CertificateReader {
  /// Reads the declaration of this line, behind its kind, and makes it in the kernel.
  mutating func readDeclaration() throws(CertificateError) {
    switch try scanner.text() {
    case "sort": try readSort()
    case "inductive": try readInductive()
    case "operation": try readOperation()
    case "functions": try readFunctions()
    case "definition":
      try scanner.field("operator")
      let symbol = OperatorID(UInt32(try scanner.count()))
      let (equation, note) = try equation(number: document.theory.facts.count)
      try add(.definition(symbol, equation), facts: [note])
    case "axiom": try readAxiom()
    case let kind: throw scanner.error(.unknownKind("declare \(kind)"))
    }
  }

  private mutating func add(
    _ declaration: Declaration, sorts: [SourcePosition] = [], operators: [OperatorNote] = [],
    facts: [FactNote] = []
  ) throws(CertificateError) {
    do throws(CheckError) {
      try document.add(declaration, sorts: sorts, operators: operators, facts: facts)
    } catch { throw scanner.error(.refused(error)) }
  }

  // MARK: kinds

  private mutating func readSort() throws(CertificateError) {
    try scanner.field("symbol")
    try number(document.theory.store.sortSymbols.count)
    try scanner.field("name")
    let name = try scanner.text()
    try scanner.field("parameters")
    let count = try scanner.count()
    try add(.sort(name: name, parameterCount: count), sorts: [try place()])
  }

  private mutating func readInductive() throws(CertificateError) {
    var operators: [OperatorNote] = []
    var next = document.theory.store.operators.count
    try scanner.field("group")
    let group = try list { reader throws(CertificateError) in
      try reader.scanner.open("symbol")
      let symbol = SortSymbolID(UInt32(try reader.scanner.count()))
      try reader.scanner.field("constructors")
      let constructors = try reader.list {
        reader throws(CertificateError) -> (name: String, arguments: [SortID]) in
        try reader.scanner.open("operator")
        try reader.number(next)
        next += 1
        try reader.scanner.field("name")
        let name = try reader.scanner.text()
        try reader.scanner.field("arguments")
        let arguments = try reader.sortList()
        operators.append(try reader.operatorNote())
        try reader.scanner.expect("}")
        return (name, arguments)
      }
      try reader.scanner.expect("}")
      return InductiveSort(symbol, constructors)
    }
    try add(.inductive(group), operators: operators)
  }

  private mutating func readOperation() throws(CertificateError) {
    try scanner.field("operator")
    try number(document.theory.store.operators.count)
    try scanner.field("name")
    let name = try scanner.text()
    try scanner.field("sortParameters")
    let count = try scanner.count()
    try scanner.field("arguments")
    let arguments = try sortList()
    try scanner.field("result")
    let result = try sort()
    let note = try operatorNote()
    try add(
      .operation(name: name, sortParameterCount: count, arguments: arguments, result: result),
      operators: [note])
  }

  private mutating func readFunctions() throws(CertificateError) {
    var facts: [FactNote] = []
    let first = document.theory.facts.count
    try scanner.field("truth")
    let truth = scanner.passes("null") ? nil : try term()
    try scanner.field("group")
    let group = try list { reader throws(CertificateError) in
      try reader.scanner.open("operator")
      let symbol = OperatorID(UInt32(try reader.scanner.count()))
      try reader.scanner.field("decreasing")
      let decreasing = try reader.countList()
      try reader.scanner.field("equations")
      let equations = try reader.list { reader throws(CertificateError) -> Equation in
        // An equation is an object of its own: its first field opens it.
        let (equation, note) = try reader.equation(number: first + facts.count, opens: true)
        facts.append(note)
        try reader.scanner.expect("}")
        return equation
      }
      try reader.scanner.expect("}")
      return FunctionDefinition(symbol, equations, decreasing)
    }
    try add(.functions(group, truth: truth), facts: facts)
  }

  private mutating func readAxiom() throws(CertificateError) {
    try scanner.field("fact")
    try number(document.theory.facts.count)
    try scanner.field("name")
    let name = try scanner.text()
    let (statement, variableNames) = try statement()
    let note = FactNote(try place(), variableNames: variableNames)
    try add(.axiom(name: name, statement), facts: [note])
  }

  // MARK: parts

  private mutating func equation(number: Int, opens: Bool = false) throws(CertificateError) -> (
    Equation, FactNote
  ) {
    if opens { try scanner.open("fact") } else { try scanner.field("fact") }
    try self.number(number)
    let (parameters, names) = try variables()
    try scanner.field("left")
    let left = try term()
    try scanner.field("right")
    let right = try term()
    return ((parameters, left, right), FactNote(try place(), variableNames: names))
  }

  /// How an operator is written, and where it is declared.
  private mutating func operatorNote() throws(CertificateError) -> OperatorNote {
    try scanner.field("fixity")
    let fixity = scanner.passes("null") ? nil : try fixity()
    return OperatorNote(try place(), fixity: fixity)
  }

  private mutating func fixity() throws(CertificateError) -> Fixity {
    try scanner.expect("[")
    let word = try scanner.text()
    guard let placement = Fixity.Placement(rawValue: word) else {
      throw scanner.unexpected("how an operator is placed before")
    }
    try scanner.expect(",")
    let precedence = try scanner.count()
    try scanner.expect("]")
    return Fixity(placement, precedence)
  }

  /// The field of a place in an axiom file.
  private mutating func place() throws(CertificateError) -> SourcePosition {
    try scanner.field("at")
    try scanner.expect("[")
    let file = try scanner.text()
    // What is declared on demand stands in no file: in `prelude`, or in the goal that needed it.
    let isFile = file != "prelude" && !(file.hasPrefix("<") && file.hasSuffix(">"))
    guard !isFile || paths.contains(file) else { throw scanner.error(.unknownFile(file)) }
    try scanner.expect(",")
    let line = try scanner.count()
    try scanner.expect(",")
    let column = try scanner.count()
    try scanner.expect("]")
    return SourcePosition(file: file, line: line, column: column)
  }
}
