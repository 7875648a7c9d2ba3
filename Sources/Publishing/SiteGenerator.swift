// A proof site from checked certificates: the door of this room. Start at `files`, which makes the
// pages one after the other, or at `write(to:)`, which puts them into a folder, whole or not at all.
// The bytes depend on the certificates alone: no date, no absolute path, no order of hashing. Only
// what the kernel has accepted gets in; how it looks is untrusted. Pages are in `Pages/`.

import Certificates
import ProofKernel

/// Why no site was written.
public enum SiteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Two certificates are of theories with this name.
  case duplicateTheory(String)
  /// The folder holds something that is no site, which is left alone.
  case notASite(path: String)
  /// The system refused: what was to be done, with what, and why.
  case system(action: String, path: String, reason: String)

  /// One line, in lower case and without a full stop.
  public var description: String {
    switch self {
    case .duplicateTheory(let name): "two certificates are of a theory '\(name)'"
    case .notASite(let path): "'\(path)' holds something that is no site; it is left alone"
    case .system(let action, let path, let reason): "cannot \(action) '\(path)': \(reason)"
    }
  }
}

/// A file of a site.
public struct SiteFile: Hashable, Sendable {
  /// The path relative to the top of the site.
  public let path: String
  /// Its bytes.
  public let bytes: [UInt8]

  init(_ path: String, _ text: String) { (self.path, bytes) = (path, Array(text.utf8)) }
  init(_ path: String, _ bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
}

/// Makes a static site.
///
///     try SiteGenerator([checked]).write(to: "Site/out")
public struct SiteGenerator: Sendable {
  private let theories: [SiteTheory]

  /// Prepares a site that shows these certificates, in this order.
  ///
  /// *Throws*: `duplicateTheory`. *Complexity*: linear in the size of the certificates.
  public init(_ certificates: [CheckedCertificate]) throws(SiteError) {
    var folders: Set<String> = []
    for checked in certificates {
      let name = checked.certificate.document.name
      guard folders.insert(pageName(of: name)).inserted else {
        throw SiteError.duplicateTheory(name)
      }
    }
    theories = certificates.map { SiteTheory($0) }
  }

  /// Hands over each file of the site, in a fixed order; at most one page is in memory at a time.
  ///
  /// *Throws*: what `body` throws. *Complexity*: linear in the text of the proofs.
  public func files<Failure: Error>(_ body: (SiteFile) throws(Failure) -> Void) throws(Failure) {
    let frame = PageFrame(template: SiteAssets.template)
    let lists = TheoryPage(frame: frame)
    try body(SiteFile("style.css", SiteAssets.style))
    try body(SiteFile("script.js", SiteAssets.script))
    try body(SiteFile("search.js", SearchData().script(theories)))
    for theory in theories {
      let pages = TheoremPage(theory: theory, frame: frame)
      var workshop = TermWorkshop(theory.checked.checker)
      for (number, theorem) in theory.theorems.enumerated() {
        let outline = ProofOutline(of: number, in: theory.checked, &workshop)
        try body(SiteFile("\(theory.folder)/\(theorem.page)", pages.html(number, outline)))
      }
      try body(SiteFile("\(theory.folder)/graph.html", lists.graph(theory)))
      try body(SiteFile("\(theory.folder)/index.html", lists.html(theory)))
    }
    try body(SiteFile("index.html", lists.index(theories)))
  }
}

extension ProofOutline {
  /// The outline of a proof of a checked certificate. Terms that it needs are added to `workshop`.
  init(of number: Int, in checked: CheckedCertificate, _ workshop: inout TermWorkshop) {
    let certificate = checked.certificate
    do throws(CheckError) {
      self = try OutlineBuilder.outline(
        certificate.proofs[number], certificate.notes[number], &workshop)
    } catch {
      preconditionFailure(
        "the kernel accepted '\(certificate.proofs[number].name)', its replay did not: \(error)")
    }
  }

  /// The outline of the proof at that place in a checked certificate.
  public init(of number: Int, in checked: CheckedCertificate) {
    var workshop = TermWorkshop(checked.checker)
    self.init(of: number, in: checked, &workshop)
  }
}
