// Certificates against axiom files: what the files do not say, say otherwise or say in other bytes is an
// error; what is found nowhere is taken as stated, and said so. Start at `check`.

import Foundation
import Porism
import TestSupport
import Testing

@Suite struct ComparisonTests {
  private let search = AxiomSearch(shipped: ShippedTheories.bytes)

  /// The codes of the faults of a certificate of the small theory, beside an axiom file of that text.
  private func codes(beside text: String?) throws -> [String] {
    try withFolder { folder in
      try CertificateFile.write(SmallTheory.certificate(), to: folder + "/small.proof")
      if let text { try put(Array(text.utf8), folder + "/small.axiom") }
      return codes(folder + "/small.proof", search)
    }
  }

  private func codes(_ path: String, _ search: AxiomSearch) -> [String] {
    faults(path, search).map(\.code)
  }

  private func faults(_ path: String, _ search: AxiomSearch) -> [CertificateFault] {
    do throws(CertificateFaults) { _ = try CertificateCheck.run(path, axioms: search) } catch {
      return error.faults
    }
    return []
  }

  @Test func theFileBesideIsUsed() throws {
    #expect(try codes(beside: SmallTheory.text) == [])
    #expect(try codes(beside: nil) == [])
  }

  @Test func whereTheAxiomsComeFrom() throws {
    try withFolder { folder in
      let path = folder + "/small.proof"
      try CertificateFile.write(SmallTheory.certificate(), to: path)
      #expect(try CertificateCheck.run(path, axioms: search).axiomFile == nil)
      try put(Array(SmallTheory.text.utf8), folder + "/small.axiom")
      let check = try CertificateCheck.run(path, axioms: search)
      #expect(check.axiomFile == folder + "/small.axiom")
      #expect(check.theoremCount == 4)
      #expect(check.stepCount > 14)
    }
  }

  /// Attack 14: made from another file.
  @Test func otherBytes() throws {
    #expect(try codes(beside: SmallTheory.text + "-- a comment\n") == ["other-axiom-file"])
    let weaker = SmallTheory.text.replacing("2 <= c", with: "1 <= c")
    #expect(try codes(beside: weaker) == ["other-axiom-file", "other-declaration"])
    let renamed = SmallTheory.text.replacing("large:", with: "big:")
    #expect(try codes(beside: renamed) == ["other-axiom-file", "other-declaration"])
    let respelt = SmallTheory.text.replacing("infixl 60", with: "infixl 61")
    #expect(try codes(beside: respelt) == ["other-axiom-file", "other-declaration"])
    let longer = SmallTheory.text + "op d : Nat\n"
    #expect(try codes(beside: longer) == ["other-axiom-file", "missing-declaration"])
    #expect(try codes(beside: "axiom nonsense\n") == ["faulty-axiom-file"])
  }

  /// Attack 22: an axiom that the file does not state, though the certificate has the file's hash.
  @Test func axiomThatNoFileStates() throws {
    let lines = SmallTheory.text.split(separator: "\n")
    let honest = lines.dropLast().joined(separator: "\n") + "\n"
    for (path, isFound) in [("small.axiom", true), ("elsewhere.axiom", false)] {
      try withFolder { folder in
        var certificate = try SmallTheory.certificate()
        let bytes = Array(honest.utf8)
        let hash = ContentHash(of: bytes).description
        certificate.files = [AxiomFileStamp(path: "small.axiom", hash: hash)]
        try CertificateFile.write(certificate, to: folder + "/small.proof")
        try put(bytes, folder + "/" + path)
        #expect(codes(folder + "/small.proof", search) == (isFound ? ["undeclared"] : []))
      }
    }
  }

  @Test func theFaultHasItsLine() throws {
    try withFolder { folder in
      let path = folder + "/small.proof"
      try CertificateFile.write(SmallTheory.certificate(), to: path)
      let weaker = SmallTheory.text.replacing("2 <= c", with: "1 <= c")
      try put(Array(weaker.utf8), folder + "/small.axiom")
      let fault = try #require(faults(path, search).last)
      let text = String(decoding: try contents(path), as: UTF8.self)
      let lines = text.split(separator: "\n")
      let line = try #require(fault.line)
      #expect(lines[line - 1].hasPrefix(#"{"declare":"axiom""#))
      #expect(
        fault.rendered("small.proof")
          == "small.proof:\(line): error[other-declaration]: axiom 'large' (small.axiom:7:7) "
          + "is not as the axiom file declares it")
    }
  }

  @Test func againstAFolder() throws {
    try withFolder { folder in
      try CertificateFile.write(SmallTheory.certificate(), to: folder + "/small.proof")
      let named = AxiomSearch(folder: folder + "/axioms", shipped: ShippedTheories.bytes)
      #expect(codes(folder + "/small.proof", named) == ["missing-axiom-file"])
      try FileManager.default.createDirectory(
        atPath: folder + "/axioms", withIntermediateDirectories: true)
      try put(Array(SmallTheory.text.utf8), folder + "/axioms/small.axiom")
      #expect(codes(folder + "/small.proof", named) == [])
      // The named folder counts, not the certificate's own.
      try put(Array("sort A\n".utf8), folder + "/small.axiom")
      #expect(codes(folder + "/small.proof", named) == [])
      #expect(codes(folder + "/small.proof", search).first == "other-axiom-file")
    }
  }

  /// A goal may bring declarations with it, after those of the files; an axiom it may not.
  @Test func declarationsOfAGoal() throws {
    let folder = repositoryRoot() + "/Axioms"
    let theory = try #require(
      ElaboratedTheory.elaborate(path: folder + "/list.axiom", loader: ShippedTheories.loader)
        .theory)
    var document = theory.document
    let text = #"map (\x. x) xs = map (\x. x) xs"#
    let goal = try #require(document.elaborate(formula: text).goal)
    #expect(document.declarations.count > theory.document.declarations.count)
    guard
      case .connective(.equal, let sides) = document.theory.store.shape(of: goal.statement.formula)
    else { throw TestFault(description: "no equation") }
    var certificate = Certificate(
      document: document, files: theory.files.map { AxiomFileStamp($0) },
      proofs: [Proof(name: "same", goal.statement, [.chain(sides[0], [])])],
      notes: [TheoremNote(variableNames: goal.variableNames, method: "by hand", rank: 1)])
    let named = AxiomSearch(folder: folder, shipped: ShippedTheories.bytes)
    try withFolder { root in
      try CertificateFile.write(certificate, to: root + "/list.proof")
      #expect(codes(root + "/list.proof", named) == [])
      let place = SourcePosition(file: "<goal>", line: 1, column: 1)
      let note = FactNote(place, variableNames: goal.variableNames)
      try document.add(.axiom(name: "extra", goal.statement), facts: [note])
      certificate.document = document
      try CertificateFile.write(certificate, to: root + "/list.proof")
      #expect(codes(root + "/list.proof", named) == ["undeclared"])
    }
  }

  /// Shipped files are found without being there, and a file of the same name beside is not mixed in.
  @Test func shippedFiles() throws {
    try withFolder { folder in
      try CertificateFile.write(try derived("group", size: 4), to: folder + "/group.proof")
      let check = try CertificateCheck.run(folder + "/group.proof", axioms: search)
      #expect(check.axiomFile == "shipped group.axiom")
      try CertificateFile.write(try derived("sums", size: 2), to: folder + "/sums.proof")
      #expect(codes(folder + "/sums.proof", search) == [])
      let sums = try #require(ShippedTheories.bytes("sums.axiom"))
      try put(sums, folder + "/sums.axiom")
      #expect(codes(folder + "/sums.proof", search) == [])
      try put(Array("sort A\n".utf8), folder + "/peano.axiom")
      #expect(!codes(folder + "/sums.proof", search).isEmpty)
    }
  }

  @Test func unreadable() throws {
    try withFolder { folder in
      for path in [folder + "/none.proof", folder] {
        let found = faults(path, search)
        #expect(found.count == 1)
        #expect(found.first?.isUnreadable == true)
      }
    }
  }

  /// What a file says must not command a terminal.
  @Test func controlCharactersAreShown() throws {
    var small = try SmallTheory()
    let proof = try small.zeroPlus()
    let certificate = small.certificate(of: [
      Proof(name: "a\u{1B}[2J\nb", proof.statement, [])
    ])
    try withFolder { folder in
      let path = folder + "/small.proof"
      try CertificateFile.write(certificate, to: path)
      let text = faults(path, search).first?.rendered("p") ?? ""
      let shown = #"a\u001b[2J\u000ab"#
      #expect(text.hasSuffix("the kernel refuses '\(shown)': no proof (\(shown))"))
    }
  }
}
