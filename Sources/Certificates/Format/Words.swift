// The words of the format for the kernel's enumerations: exactly the names of their cases, so that
// what a line says can be looked up in the kernel. Made once, since describing a case is slow.
// `Record+Steps` writes them, `CertificateReader` looks them up.

import ProofKernel

extension Connective {
  static let words = allCases.map { "\($0)" }
  static let named = Dictionary(uniqueKeysWithValues: zip(words, allCases))
  var word: String { Self.words[Int(rawValue)] }
}

extension Quantifier {
  static let words = allCases.map { "\($0)" }
  var word: String { Self.words[Int(rawValue)] }
}

extension Schema {
  static let words = Dictionary(uniqueKeysWithValues: allCases.map { ($0, "\($0)") })
  static let named = Dictionary(uniqueKeysWithValues: words.map { ($1, $0) })
  var word: String { Self.words[self]! }
}
