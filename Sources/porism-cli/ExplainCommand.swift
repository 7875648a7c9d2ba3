// `porism explain CERT NAME|HASH`: a theorem and its proof as text, as its page shows them. Without a name:
// the list of theorems.

import ArgumentParser
import Foundation
import Porism

/// `porism explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Print a theorem with its proof, step by step.",
    discussion: "Without a name: the theorems of the certificate, best first.")

  @Argument(help: "A certificate (.proof file).") var certificate: String
  @Argument(help: "A theorem's name, or the first digits of its statement's hash.") var theorem:
    String?

  func run() throws {
    let checked = try readCertificate(certificate)
    guard let theorem else {
      let axioms = { (place: Int) -> [Int] in
        checked.checker.theorems[place].facts.filter {
          checked.certificate.document.theory.facts[$0].kind == .axiom
        }
      }
      return print(TheoremTable(checked.certificate, axioms: axioms).text())
    }
    let explanation = ProofExplanation(checked)
    var found = explanation.theorems(matching: theorem)
    if found.isEmpty { found = theorems(withHash: theorem, checked) }
    guard !found.isEmpty else {
      let near = explanation.names(like: theorem)
      let hint = near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))?"
      complain("error: '\(certificate)' has no theorem '\(theorem)'\(hint)")
      throw Outcome.badInput
    }
    let isColored = isatty(STDOUT_FILENO) == 1
    for number in found { print(explanation.text(of: number, isColored: isColored)) }
  }

  /// The theorems whose statement's hash begins so; at least four digits are wanted.
  private func theorems(withHash start: String, _ checked: CheckedCertificate) -> [Int] {
    guard start.count >= 4 else { return [] }
    var identity = ContentIdentity(checked.certificate.document)
    let store = checked.certificate.document.theory.store
    return checked.certificate.proofs.indices.filter {
      identity.statement(checked.certificate.proofs[$0].statement, in: store).description
        .hasPrefix(start)
    }
  }
}
