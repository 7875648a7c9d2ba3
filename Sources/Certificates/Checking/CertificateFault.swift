// What is wrong with a certificate, in one form for people and machines, whatever found it: the reader,
// the comparison with axiom files, or the kernel. A fault has a line of the certificate, a code that
// scripts may rely on, and words. Codes are the names of the causes, in lower case with hyphens.

import ProofKernel

/// One fault of a certificate file.
public struct CertificateFault: Error, Hashable, Sendable {
  /// The line of the certificate (count from 1); nil where the file as a whole is at fault.
  public let line: Int?
  /// Which kind of fault, as `wrong-hash`.
  public let code: String
  /// What is wrong, in lower case and without a full stop.
  public let message: String
  /// Whether the file could not be read at all.
  public let isUnreadable: Bool

  /// One line: `peano.proof:12: error[wrong-hash]: …`.
  public func rendered(_ path: String) -> String {
    "\(path)\(line.map { ":\($0)" } ?? ""): error[\(code)]: \(message)".printable
  }

  init(_ error: CertificateError) {
    (line, message) = (error.line, error.cause.words)
    if case .file = error.cause { isUnreadable = true } else { isUnreadable = false }
    code = error.cause.code
  }

  init(_ refusal: RefusedProof, _ lines: CertificateLines) {
    let error = refusal.error
    line = lines.line(of: refusal)
    code = error.cause.rawValue.hyphenated
    let place = error.step.map { "step \($0) of " } ?? ""
    message = "the kernel refuses \(place)'\(refusal.name)': \(error.words)"
    isUnreadable = false
  }

  init(_ difference: Difference, _ lines: CertificateLines) {
    line = difference.declaration.map { $0 < 0 ? 1 : lines.declarations[$0] } ?? 1
    (code, message) = difference.kind.codeAndWords
    isUnreadable = false
  }
}

/// The faults of a certificate file, at least one.
public struct CertificateFaults: Error, Hashable, Sendable {
  /// In the order in which they are to be shown.
  public let faults: [CertificateFault]
}

extension Difference.Kind {
  var codeAndWords: (code: String, words: String) {
    switch self {
    case .theoryName(let stated, let found):
      ("other-theory", "the theory is called '\(stated)', its axiom file '\(found)'")
    case .files(let stated, let found):
      (
        "other-axiom-files",
        "the axiom files are \(found.joined(separator: ", ")), "
          + "but the certificate was made from \(stated.joined(separator: ", "))"
      )
    case .fileHash(let path):
      ("other-axiom-file", "axiom file '\(path)' is not the one from which this was made")
    case .declaration(let stated?, let found?) where stated == found:
      ("other-declaration", "\(stated) is not as the axiom file declares it")
    case .declaration(let stated?, let found?):
      ("other-declaration", "\(stated) stands where the axiom files declare \(found)")
    case .declaration(let stated?, nil):
      ("undeclared", "\(stated) is in no axiom file")
    case .declaration(nil, let found):
      ("missing-declaration", "\(found ?? "a declaration") is not in the certificate")
    case .elaboration(let message):
      ("faulty-axiom-file", "the axiom file is no theory: \(message)")
    case .missingFile(let path): ("missing-axiom-file", "there is no axiom file '\(path)'")
    }
  }
}

extension CheckError {
  /// The cause in words, with what it is about.
  var words: String {
    let words = cause.rawValue.hyphenated.split(separator: "-").joined(separator: " ")
    return detail.isEmpty ? words : "\(words) (\(detail))"
  }
}

extension String {
  /// `wrongHash` as `wrong-hash`.
  var hyphenated: String {
    var text = ""
    for (place, letter) in enumerated() {
      if letter.isUppercase, place > 0 { text += "-" }
      text += letter.lowercased()
    }
    return text
  }

  /// Control characters as `\u001b`: what a file says must not command a terminal or end a line.
  var printable: String {
    var text = ""
    for scalar in unicodeScalars {
      guard scalar.properties.generalCategory == .control else {
        text.unicodeScalars.append(scalar)
        continue
      }
      let digits = String(scalar.value, radix: 16)
      text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    return text
  }
}
