// The examples of the manual's page `Library.md`, in its order. The page shows parts of this file, word
// for word; `ManualTests.swift` compares. Start at `fromAxiomsToAnExplanation`.

import Foundation
import Porism
import Testing

/// A mistake in an example.
struct ManualFault: Error {
  let text: String
  init(_ text: String) { self.text = text }
}

@Suite struct ManualExamples {
  @Test func fromAxiomsToAnExplanation() throws {
    let text = """
      use "peano"

      fun double : Nat -> Nat
        double 0     = 0
        double (S n) = S (S (double n))

      theorem double_is_sum: double x = x + x
      """
    let result = ElaboratedTheory.elaborate(
      text: text, path: "double.axiom", library: ShippedTheories.loader)
    guard let theory = result.theory else { throw ManualFault(result.rendered) }

    var limits = ExplorationLimits()
    limits.size = 5
    let goals = theory.goals.map { ($0.name, $0.statement) }
    let (proved, derivation) = Derivation.prove(goals, in: theory.document, limits: limits)
    let printer = Printer(derivation.document)
    for theorem in derivation.theorems where theorem.rank != nil {
      let statement = printer.text(
        of: theorem.proof.statement, in: derivation.document.theory.store,
        variableNames: theorem.variableNames)
      print(theorem.proof.name, statement)
    }
    #expect(proved == [true])

    let path = FileManager.default.temporaryDirectory.path + "/manual-\(UUID()).proof"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let certificate = Certificate(
      document: derivation.document, files: theory.files.map { AxiomFileStamp($0) },
      proofs: derivation.theorems.map(\.proof),
      notes: derivation.theorems.map {
        TheoremNote(variableNames: $0.variableNames, method: $0.method, rank: $0.rank)
      })
    try CertificateFile.write(certificate, to: path)
    let checked = try CheckedCertificate(CertificateFile.read(path))
    #expect(checked.checker.theorems.count == derivation.theorems.count)

    let explanation = ProofExplanation(checked)
    for place in explanation.theorems(matching: "double_is_sum") {
      print(explanation.text(of: place))
    }
    #expect(explanation.theorems(matching: "double_is_sum").count == 1)
  }
}
