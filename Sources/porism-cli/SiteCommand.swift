// `porism site CERT... -o DIR`: checks certificates as `porism check` does, and writes pages to read
// them. Nothing is written unless all were accepted; the work is done by `SiteGenerator`.

import ArgumentParser
import Porism

/// `porism site`.
struct SiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site", abstract: "Write a proof site of certificates.")

  @Argument(help: "Certificates, as `porism derive` writes them.") var certificates: [String]
  @Option(name: [.short, .customLong("output")], help: "The folder of the site.") var output: String
  @Option(help: "The folder of the axiom files. Default: beside the certificate.")
  var against: String?

  func run() throws {
    let files = certificates.map { checkCertificate($0, against: against) }
    for file in files { for line in file.complaints { complain(line) } }
    try CheckedFile.requireAll(files)
    for file in files { if let check = file.check { print(file.summary(check)) } }
    print(CheckedFile.tally(files))
    try writeSite(files.compactMap(\.check?.checked), to: output)
  }
}

/// Writes a site and says where it is. Throws exit code 2 if it cannot be written.
func writeSite(_ certificates: [CheckedCertificate], to folder: String) throws {
  do throws(SiteError) { try SiteGenerator(certificates).write(to: folder) } catch {
    complain("error: no site was written to '\(folder)': \(error)")
    throw Outcome.badInput
  }
  print("site: \(folder)/index.html")
}
