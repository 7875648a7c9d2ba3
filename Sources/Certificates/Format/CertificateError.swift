// Why a certificate was not accepted, and on which line. Nothing is kept for the message while reading
// goes well. A refusal of a declaration by the kernel comes through here; a refusal of a proof is a
// `RefusedProof`, since proofs are checked after reading.

import ProofKernel

/// The first fault of a certificate.
public struct CertificateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong. Each case names one fault.
  public enum Cause: Hashable, Sendable {
    /// The file system refused.
    case file(FileError)
    /// A line has more bytes, a file more bytes, or a list more items than are read.
    case limit(String)
    /// The bytes are not in the canonical form: what was expected, and what was found.
    case syntax(expected: String, found: String)
    /// A text is not UTF-8.
    case invalidUTF8
    /// The last line has no end: the file was cut.
    case missingNewline
    /// The file ends before its footer: it was cut.
    case truncated
    /// Something follows the footer.
    case trailingBytes
    /// A line of that kind may not stand here, or no such kind is known.
    case unknownKind(String)
    /// A line of that kind does not have that field, or not here.
    case unknownField(String)
    /// No rule of that name is known.
    case unknownRule(String)
    /// The format's version is not one that is read.
    case unknownVersion(UInt64)
    /// A number is too large for what it counts.
    case overflow
    /// A number is given twice.
    case duplicateIdentifier(Int)
    /// A number is given before the one below it.
    case skippedIdentifier(Int)
    /// Something is used before its line.
    case forwardReference(String)
    /// A shared sort or term is given twice, is not used by the next line that uses any, or is not in
    /// the order in which that line uses them.
    case notInOrderOfUse
    /// There are not as many names as variables, or steps as announced.
    case wrongCount(String)
    /// An axiom file is listed twice.
    case duplicateFile(String)
    /// A place is in an axiom file that is not listed.
    case unknownFile(String)
    /// The last axiom file is not the one that gives the theory its name.
    case wrongMainFile(theory: String)
    /// The kernel does not accept a sort, term or declaration.
    case refused(CheckError)
    /// A hash is not that of what it is the hash of.
    case wrongHash(String)
    /// The axioms and definitions that a theorem rests on are not those that are listed.
    case wrongFacts(theorem: String)
    /// There is no theorem. A certificate without one is no success.
    case noTheorem
  }
  /// What is wrong.
  public let cause: Cause
  /// The line (count from 1); nil where the file as a whole is at fault.
  public let line: Int?

  /// Collects the parts; never fails.
  public init(_ cause: Cause, line: Int?) { (self.cause, self.line) = (cause, line) }

  /// One line: where, and what is wrong.
  public var description: String { (line.map { "line \($0): " } ?? "") + cause.words }
}

extension CertificateError.Cause {
  /// What is wrong, in lower case and without a full stop.
  public var words: String {
    switch self {
    case .file(let error): error.description
    case .limit(let what): "too large: \(what)"
    case .syntax(let expected, let found): "expected \(expected), found \(found)"
    case .invalidUTF8: "a text is not UTF-8"
    case .missingNewline: "the last line has no end: the file was cut"
    case .truncated: "the file ends before its footer: it was cut"
    case .trailingBytes: "there are bytes after the footer"
    case .unknownKind(let kind): "a line of kind '\(kind)' may not stand here"
    case .unknownField(let field): "unexpected field '\(field)'"
    case .unknownRule(let rule): "unknown rule '\(rule)'"
    case .unknownVersion(let version): "version \(version) of the format is not known"
    case .overflow: "a number is too large"
    case .duplicateIdentifier(let number): "number \(number) is given twice"
    case .skippedIdentifier(let number): "number \(number) comes too early"
    case .forwardReference(let what): "\(what) is used before its line"
    case .notInOrderOfUse: "shared sorts and terms are not in the order of their first use"
    case .wrongCount(let what): "the number of \(what) is not as stated"
    case .duplicateFile(let path): "axiom file '\(path)' is listed twice"
    case .unknownFile(let path): "axiom file '\(path)' is not listed"
    case .wrongMainFile(let theory): "the last axiom file is not that of theory '\(theory)'"
    case .refused(let error): "the kernel refuses this: \(error.words)"
    case .wrongHash(let what): "the hash of \(what) is not as stated"
    case .wrongFacts(let theorem): "'\(theorem)' does not rest on just what it lists"
    case .noTheorem: "there is no theorem"
    }
  }
}

extension CertificateError.Cause {
  /// The name of the case, in lower case with hyphens; of a refusal of the kernel, its cause.
  var code: String {
    switch self {
    case .file: "unreadable-file"
    case .invalidUTF8: "invalid-utf8"
    case .refused(let error): error.cause.rawValue.hyphenated
    case .limit: "limit"
    case .syntax: "syntax"
    case .unknownKind: "unknown-kind"
    case .unknownField: "unknown-field"
    case .unknownRule: "unknown-rule"
    case .unknownVersion: "unknown-version"
    case .duplicateIdentifier: "duplicate-identifier"
    case .skippedIdentifier: "skipped-identifier"
    case .forwardReference: "forward-reference"
    case .wrongCount: "wrong-count"
    case .wrongHash: "wrong-hash"
    case .wrongFacts: "wrong-facts"
    case .duplicateFile: "duplicate-file"
    case .unknownFile: "unknown-file"
    case .wrongMainFile: "wrong-main-file"
    case .missingNewline, .truncated, .trailingBytes, .overflow, .notInOrderOfUse, .noTheorem:
      "\(self)".hyphenated
    }
  }
}
