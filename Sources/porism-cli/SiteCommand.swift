// `porism site CERT... -o DIR`: a proof site from certificates, which are checked first.

import ArgumentParser
import Porism

/// `porism site`.
struct SiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site", abstract: "Write a proof site that opens from a folder.")

  @Argument(help: "Certificates (.proof files).") var certificates: [String]
  @Option(name: [.customShort("o"), .long], help: "The folder to write into.") var output: String

  func run() throws {
    try writeSite(certificates.map(readCertificate), to: output)
  }
}

/// Writes a site and says where. Throws exit code 2 if the folder cannot be written.
func writeSite(_ certificates: [CheckedCertificate], to folder: String) throws {
  do throws(SiteError) { try SiteGenerator(certificates).write(to: folder) } catch {
    complain("error: no site was written to '\(folder)': \(error)")
    throw Outcome.badInput
  }
  print("site: \(folder)/index.html")
}
