// Shared sorts and terms: one line each, made again by the kernel, which refuses what is not well
// sorted. A line refers to lines before it only, so that a file of n lines makes at most n sorts and
// terms, however large the trees are that they stand for, and however deep.

import ProofKernel

extension CertificateReader {
  /// The sort of this line, behind its number.
  mutating func sharedSort() throws(CertificateError) -> SortID {
    try scanner.expect(",\"")
    let shape: SortShape
    switch try scanner.word() {
    case "variable":
      try scanner.expect(":")
      shape = .variable(try scanner.count())
    case "symbol":
      try scanner.expect(":")
      let symbol = SortSymbolID(UInt32(try scanner.count()))
      try scanner.field("arguments")
      shape = .application(symbol, try sortList())
    case let field: throw scanner.error(.unknownField(field))
    }
    try scanner.expect("}")
    do throws(CheckError) { return try document.theory.intern(shape) } catch {
      throw scanner.error(.refused(error))
    }
  }

  /// The term of this line, behind its number.
  mutating func sharedTerm() throws(CertificateError) -> TermID {
    try scanner.expect(",\"")
    let field = try scanner.word()
    try scanner.expect(":")
    let shape = try shape(field)
    try scanner.expect("}")
    let term: TermID
    do throws(CheckError) { term = try document.theory.intern(shape) } catch {
      throw scanner.error(.refused(error))
    }
    // The kernel stores S 1 as 2, and that is how it is written.
    if case .apply = shape, case .numeral = document.theory.store.shape(of: term) {
      throw scanner.unexpected("a numeral")
    }
    return term
  }

  private mutating func shape(_ field: String) throws(CertificateError) -> TermShape {
    switch field {
    case "variable":
      let level = try scanner.count()
      return .variable(level: level, try sortField())
    case "bound":
      let index = try scanner.count()
      return .bound(index: index, try sortField())
    case "numeral":
      let number = try scanner.number()
      return .numeral(number, try sortField())
    case "apply":
      let symbol = OperatorID(UInt32(try scanner.count()))
      try scanner.field("sorts")
      let sorts = try sortList()
      try scanner.field("arguments")
      return .apply(symbol, sorts: sorts, try termList())
    case "forall", "exists":
      let sort = try sort()
      try scanner.field("body")
      return .quantifier(field == "forall" ? .forall : .exists, sort, try term())
    default:
      guard let connective = Connective.named[field] else {
        throw scanner.error(.unknownField(field))
      }
      return .connective(connective, try termList())
    }
  }

  private mutating func sortField() throws(CertificateError) -> SortID {
    try scanner.field("sort")
    return try sort()
  }

  // MARK: references

  /// A sort of an earlier line.
  mutating func sort() throws(CertificateError) -> SortID {
    let number = try scanner.count()
    guard number < sorts.count else { throw scanner.error(.forwardReference("sort \(number)")) }
    return sorts[number]
  }

  /// A term of an earlier line.
  mutating func term() throws(CertificateError) -> TermID {
    let number = try scanner.count()
    guard number < terms.count else { throw scanner.error(.forwardReference("term \(number)")) }
    return terms[number]
  }

  // MARK: lists

  /// A list in brackets.
  mutating func list<Item>(
    _ item: (inout Self) throws(CertificateError) -> Item
  ) throws(CertificateError) -> [Item] {
    try scanner.expect("[")
    if scanner.passes("]") { return [] }
    var items: [Item] = []
    repeat { items.append(try item(&self)) } while scanner.passes(",")
    try scanner.expect("]")
    return items
  }

  /// Sorts of earlier lines.
  mutating func sortList() throws(CertificateError) -> [SortID] {
    try list { reader throws(CertificateError) in try reader.sort() }
  }

  /// Terms of earlier lines.
  mutating func termList() throws(CertificateError) -> [TermID] {
    try list { reader throws(CertificateError) in try reader.term() }
  }

  /// Numbers.
  mutating func countList() throws(CertificateError) -> [Int] {
    try list { reader throws(CertificateError) in try reader.scanner.count() }
  }
}
