// `porism derive FILE`: finds theorems of a theory, prints them as a table, and writes a certificate
// of all proofs. The work is done by `Derivation.run`; every proof has passed the kernel before a line
// is printed.

import ArgumentParser
import Porism

/// `porism derive`.
struct DeriveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "derive", abstract: "Find theorems of an axiom file, proved and ranked.")

  @Argument(help: "An .axiom file.") var file: String
  @Option(help: "The largest number of symbols in a term.") var size: Int?
  @Option(
    name: [.short, .customLong("output")],
    help: "Where the certificate goes. Default: THEORY.proof in the current folder.")
  var output: String?
  @Option(help: "Write a proof site into this folder.") var site: String?

  func run() throws {
    let theory = try readTheory(file)
    let path = output ?? theory.document.name + ".proof"
    try requireWritable(path)
    var limits = ExplorationLimits()
    if let size { limits.size = size }
    let derivation = Derivation.run(theory.document, limits: limits)
    let listed = derivation.theorems.filter { $0.rank != nil }.sorted {
      ($0.rank ?? 0) < ($1.rank ?? 0)
    }
    print(table(listed, derivation))
    let lemmas = derivation.theorems.count - listed.count
    print("\(listed.count) theorems, and \(lemmas) lemmas that they imply; all proofs checked")
    if derivation.isLimited { complain("the search ended at its limits; there may be more") }
    try write(certificate(derivation, theory), to: path)
  }

  /// The partial file is made and removed again: whoever asked for a file that cannot be written
  /// learns it before the search.
  private func requireWritable(_ path: String) throws {
    do throws(FileError) { _ = try AtomicFile(path: path) } catch { throw refused(error) }
  }

  private func refused(_ error: FileError) -> ExitCode {
    complain("error: no certificate was written: \(error)")
    return Outcome.badInput
  }

  /// Writes the certificate, and the site if one was asked for.
  private func write(_ certificate: Certificate, to path: String) throws {
    if certificate.proofs.isEmpty {
      complain("nothing was found, so no certificate was written")
    } else {
      do throws(FileError) { try CertificateFile.write(certificate, to: path) } catch {
        throw refused(error)
      }
      print("certificate: \(path)")
    }
    if let site { try writeSite([CheckedCertificate(certificate)], to: site) }
  }

  /// What was found, as a certificate in memory.
  private func certificate(_ derivation: Derivation, _ theory: ElaboratedTheory) -> Certificate {
    Certificate(
      document: derivation.document,
      files: theory.files.map(AxiomFileStamp.init),
      proofs: derivation.theorems.map(\.proof),
      notes: derivation.theorems.map {
        TheoremNote(variableNames: $0.variableNames, method: $0.method, rank: $0.rank)
      })
  }

  /// The theorems in aligned columns: rank, name, statement, how proved, steps, axioms.
  private func table(_ theorems: [DerivedTheorem], _ derivation: Derivation) -> String {
    let printer = Printer(derivation.document)
    let store = derivation.document.theory.store
    var rows = [["rank", "name", "statement", "proved by", "steps", "from axioms"]]
    for theorem in theorems {
      let statement = printer.text(
        of: theorem.proof.statement, in: store, variableNames: theorem.variableNames)
      let axioms = theorem.axioms.map { derivation.document.theory.facts[$0].name }
      rows.append([
        "\(theorem.rank ?? 0)", theorem.proof.name, statement, theorem.method,
        "\(theorem.proof.steps.count)", axioms.isEmpty ? "none" : axioms.joined(separator: " "),
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (cell, width) in zip(row, widths) {
        line += cell + String(repeating: " ", count: width - cell.count + 2)
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
