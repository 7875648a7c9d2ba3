// Sorts, signatures, constructors and fixities.
//
// A sort is a name, a name applied to sorts, or an arrow in brackets. In signatures and constructors
// the arguments stand side by side, so an applied sort needs brackets there: `(List a) Nat -> Nat`.
// Entries: `parseSort`, `parseSignature`, `parseConstructor`, `parseFixity`.

extension Parser {
  /// Reads a sort: atoms side by side are an application, `->` makes an arrow (to the right).
  mutating func parseSort() throws(ParseAbort) -> NodeID {
    var parts: [(sort: NodeID, start: Int)] = []
    repeat {
      let start = position
      parts.append((try parseSortApplication(), start))
    } while takeIf(.arrow) != nil
    var result = parts[parts.count - 1].sort
    for part in parts.dropLast().reversed() {
      result = tree.add(
        .arrowSort, children: [part.sort, result], range: range(from: part.start))
    }
    return result
  }

  private mutating func parseSortApplication() throws(ParseAbort) -> NodeID {
    let start = position
    return apply(try parseSortAtoms(), from: start)
  }

  /// One sort from atoms that stand side by side.
  private mutating func apply(_ atoms: [NodeID], from start: Int) -> NodeID {
    if atoms.count == 1 { return atoms[0] }
    return tree.add(.application, children: atoms, range: range(from: start))
  }

  private var startsSortAtom: Bool { isAt(.name) || isAt(.leftParenthesis) }

  /// Reads at least one sort atom.
  private mutating func parseSortAtoms() throws(ParseAbort) -> [NodeID] {
    if !startsSortAtom { throw expected([.sort]) }
    var atoms: [NodeID] = []
    while startsSortAtom { atoms.append(try parseSortAtom()) }
    return atoms
  }

  private mutating func parseSortAtom() throws(ParseAbort) -> NodeID {
    if let token = takeIf(.name) {
      return tree.add(.name, name: token.name, range: token.range)
    }
    return try nested { (parser) throws(ParseAbort) in
      let open = parser.take()
      let sort = try parser.parseSort()
      try parser.close(open)
      return sort
    }
  }

  /// Reads `A B -> C` or `C`.
  ///
  /// Ends at the end of its line unless an arrow stands at the break. `lineEnd` is the first token
  /// after the line.
  mutating func parseSignature() throws(ParseAbort) -> SignatureSyntax {
    let start = position
    let atoms = try parseSortAtomsOnLine()
    guard takeIf(.arrow) != nil else {
      let result = apply(atoms, from: start)
      return SignatureSyntax(arguments: [], result: result, range: range(from: start))
    }
    let resultStart = position
    let result = apply(try parseSortAtomsOnLine(), from: resultStart)
    if isAt(.arrow) { throw expected([.fixity, .equation]) }
    return SignatureSyntax(arguments: atoms, result: result, range: range(from: start))
  }

  /// As `parseSortAtoms`, but a line break after the first atom ends the list.
  private mutating func parseSortAtomsOnLine() throws(ParseAbort) -> [NodeID] {
    if !startsSortAtom { throw expected([.sort]) }
    var atoms: [NodeID] = []
    while startsSortAtom && (atoms.isEmpty || !tokens[position].isFirstOnLine) {
      atoms.append(try parseSortAtom())
    }
    return atoms
  }

  /// Reads `S Nat`, `0`, `[]`, `(::) a (List a)` or `a :: (List a)`, and a fixity.
  mutating func parseConstructor() throws(ParseAbort) -> ConstructorDeclaration {
    if isAt(.numeral) || startsWithOperatorName || isListName {
      let name = try parseDeclaredName(.constructor)
      let arguments = startsSortAtom ? try parseSortAtoms() : []
      return ConstructorDeclaration(name: name, arguments: arguments, fixity: try parseFixity())
    }
    let start = position
    if isAt(.symbol) { return try finishOperatorConstructor([]) }
    guard startsSortAtom else { throw expected([.constructor]) }
    let nameToken = current
    let atoms = try parseSortAtoms()
    if isAt(.symbol) { return try finishOperatorConstructor([apply(atoms, from: start)]) }
    guard let nameToken, nameToken.kind == .name else { throw expected([.operatorSymbol]) }
    return ConstructorDeclaration(
      name: NameReference(name: nameToken.name, range: nameToken.range),
      arguments: Array(atoms.dropFirst()), fixity: try parseFixity())
  }

  private mutating func finishOperatorConstructor(_ left: [NodeID]) throws(ParseAbort)
    -> ConstructorDeclaration
  {
    let symbol = take()
    var arguments = left
    if startsSortAtom { arguments.append(try parseSortApplication()) }
    return ConstructorDeclaration(
      name: NameReference(name: symbol.name, range: symbol.range), arguments: arguments,
      fixity: try parseFixity())
  }

  private var startsWithOperatorName: Bool {
    isAt(.leftParenthesis) && isAt(.symbol, offset: 1) && isAt(.rightParenthesis, offset: 2)
  }

  private var isListName: Bool {
    guard let token = current, token.kind == .name else { return false }
    return tree.names[token.name] == "[]"
  }

  /// Reads a name that is being declared: a name, a numeral, `[]`, or an operator in parentheses.
  mutating func parseDeclaredName(_ wanted: Diagnostic.Expectation = .declaredName)
    throws(ParseAbort) -> NameReference
  {
    if startsWithOperatorName {
      position += 3
      let symbol = tokens[position - 2]
      return NameReference(name: symbol.name, range: symbol.range)
    }
    guard isAt(.name) || isAt(.numeral) else { throw expected([wanted]) }
    let token = take()
    return NameReference(name: token.name, range: token.range)
  }

  /// Reads `[infixl 60]` if it stands here.
  mutating func parseFixity() throws(ParseAbort) -> FixityClause? {
    guard isAt(.leftBracket) else { return nil }
    let start = position
    position += 1
    guard let word = takeIf(.name) else { throw expected([.fixity]) }
    let spelling = tree.names[word.name]
    guard let kind = Fixity.Placement(rawValue: spelling) else {
      let choices = Fixity.Placement.allCases.map(\.rawValue)
      throw fail(
        .unknownFixity(spelling), word.range,
        fix: nearest(to: spelling, among: choices).map {
          Diagnostic.Fix(SourceSpan(fileID, word.range), $0)
        })
    }
    guard let number = takeIf(.numeral) else { throw expected([.number]) }
    guard let precedence = Int(tree.names[number.name]), Fixity.range.contains(precedence) else {
      throw fail(
        .fixityOutOfRange(
          tree.names[number.name], low: Fixity.range.lowerBound, high: Fixity.range.upperBound),
        number.range)
    }
    _ = try expect(.rightBracket)
    return FixityClause(
      fixity: Fixity(kind, precedence), range: range(from: start))
  }
}
