// The files in Tests/Fixtures: accepted without a word, rejected for the stated reason, survived.
//
// A file of Reject opens with `-- expect: CODES`, the codes of its errors in order. A failing
// random run is added here as a file, named after the fault.

import Testing

@testable import AxiomLanguage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The files of a folder of fixtures, sorted by name.
func fixtures(_ folder: String) -> [String] {
  var names: [String] = []
  guard let directory = opendir(repository + "/Tests/Fixtures/" + folder) else { return [] }
  defer { closedir(directory) }
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name.hasSuffix(".axiom") { names.append(name) }
  }
  return names.sorted()
}

@Suite("Fixtures")
struct FixtureTests {
  private func elaborate(_ folder: String, _ name: String) -> ElaborationResult {
    ElaboratedTheory.elaborate(
      path: repository + "/Tests/Fixtures/\(folder)/\(name)", loader: shippedLibrary)
  }

  @Test func foldersAreThere() {
    #expect(fixtures("Accept").count >= 10)
    #expect(fixtures("Reject").count >= 30)
    #expect(fixtures("Survive").count >= 10)
  }

  @Test(arguments: fixtures("Accept")) func accepts(name: String) throws {
    let result = elaborate("Accept", name)
    #expect(result.rendered == "")
    var theory = try #require(result.theory)
    for goal in theory.goals {
      try expectRoundTrip(goal.statement, names: goal.variableNames, in: &theory)
    }
    for (fact, note) in zip(theory.document.theory.facts, theory.document.factNotes) {
      try expectRoundTrip(fact.statement, names: note.variableNames, in: &theory)
    }
    let bytes = try SourceFile.readBytes(path: repository + "/Tests/Fixtures/Accept/\(name)")
    let text = String(decoding: bytes, as: UTF8.self)
    expectFormats(text, as: name == "unicode.axiom" ? nil : text)
  }

  @Test(arguments: fixtures("Reject")) func rejects(name: String) throws {
    let path = repository + "/Tests/Fixtures/Reject/\(name)"
    let text = String(decoding: try SourceFile.readBytes(path: path), as: UTF8.self)
    let line = text.prefix { $0 != "\n" }
    let codes = line.replacing("-- expect: ", with: "").split(separator: " ").map(String.init)
    let result = elaborate("Reject", name)
    #expect(result.diagnostics.map(\.code) == codes, "\(result.rendered)")
    #expect(result.theory == nil)
  }

  @Test(arguments: fixtures("Survive")) func survives(name: String) {
    let result = elaborate("Survive", name)
    #expect(result.theory == nil)
    #expect(!result.rendered.isEmpty)
    #expect(result.rendered.utf8.count < 20_000)
  }
}
