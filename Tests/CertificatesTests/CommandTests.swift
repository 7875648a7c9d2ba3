// The command line as scripts see it: what `derive`, `check` and `site` print about certificates, on which
// stream, with which exit code. The program is the one that was built beside these tests; without it
// they are skipped, and say so. Start at `porism`.

import Foundation
import Porism
import TestSupport
import Testing

@Suite struct CommandTests {
  private struct Run {
    var code: Int32
    var output: String
    var complaints: String
    /// The lines of the output.
    var lines: [Substring] { output.split(separator: "\n") }
  }

  /// Runs the program in a folder; nil if it has not been built.
  private func porism(_ arguments: String..., in folder: String) throws -> Run? {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0])
    let program = tests.deletingLastPathComponent().appendingPathComponent("porism")
    guard FileManager.default.isExecutableFile(atPath: program.path) else {
      print("SKIPPED: there is no \(program.path)")
      return nil
    }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    // Into files: a pipe that nobody reads would stop the program.
    let (output, complaints) = (folder + "/.output", folder + "/.complaints")
    try put([], output)
    try put([], complaints)
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: complaints)
    try process.run()
    process.waitUntilExit()
    return Run(
      code: process.terminationStatus,
      output: String(decoding: try contents(output), as: UTF8.self),
      complaints: String(decoding: try contents(complaints), as: UTF8.self))
  }

  @Test func proofsOfTPTPProblemsAreCertificates() throws {
    try withFolder { folder in
      let files = [
        "unit.p": """
        include('Axioms/group.ax').
        cnf(goal, negated_conjecture, m(a,e) != a).
        """,
        "horn.p": """
        fof(less, axiom, ! [X,Y,Z] : ((le(X,Y) & le(Y,Z)) => le(X,Z))).
        fof(start, axiom, le(a,f(a)) & ! [X] : (le(a,X) => le(X,f(X)))).
        fof(goal, conjecture, ? [Y] : le(a,f(f(Y)))).
        """,
      ]
      let group = """
        cnf(assoc, axiom, m(m(X,Y),Z) = m(X,m(Y,Z))).
        cnf(unit, axiom, m(e,X) = X).
        cnf(inverse, axiom, m(i(X),X) = e).
        """
      try FileManager.default.createDirectory(
        atPath: folder + "/Axioms", withIntermediateDirectories: true)
      try put(Array(group.utf8), folder + "/Axioms/group.ax")
      for (file, text) in files.sorted(by: { $0.key < $1.key }) {
        try put(Array(text.utf8), folder + "/" + file)
        guard let run = try porism("prove", file, "-o", "found.proof", in: folder) else { return }
        #expect(run.code == 0, "\(run.complaints)")
        let check = try porism("check", "found.proof", in: folder)
        #expect(check?.code == 0, "\(check?.complaints ?? "")")
        #expect(check?.lines.first?.hasSuffix("axioms as in \(file)") == true)
        #expect(try porism("explain", "found.proof", "goal", in: folder)?.code == 0)
        // Another goal in the file is another file; so are other axioms, though included ones.
        try put(Array(text.replacing("goal", with: "gaol").utf8), folder + "/" + file)
        let other = try porism("check", "found.proof", in: folder)
        #expect(other?.code == 1)
        #expect(other?.complaints.contains("error[other-axiom-file]") == true)
        try put(Array(text.utf8), folder + "/" + file)
      }
      _ = try porism("prove", "unit.p", "-o", "found.proof", in: folder)
      try put(
        Array(group.replacing("m(e,X) = X", with: "m(X,e) = X").utf8), folder + "/Axioms/group.ax")
      #expect(try porism("check", "found.proof", in: folder)?.code == 1)
    }
  }

  @Test func checkSaysWhatItChecked() throws {
    try withFolder { folder in
      try CertificateFile.write(SmallTheory.certificate(), to: folder + "/small.proof")
      guard let run = try porism("check", "small.proof", in: folder) else { return }
      #expect(run.code == 0)
      #expect(run.complaints == "")
      #expect(run.lines.first?.hasSuffix("axioms as stated in the certificate") == true)
      #expect(run.lines.last?.wholeMatch(of: /4 theorems, [0-9]+ steps checked/) != nil)
      try put(Array(SmallTheory.text.utf8), folder + "/small.axiom")
      let compared = try porism("check", "small.proof", in: folder)
      #expect(compared?.lines.first?.hasSuffix("axioms as in small.axiom") == true)
      let json = try porism("check", "--json", "small.proof", in: folder)
      #expect(
        json?.output.hasPrefix(#"{"certificate":"small.proof","theory":"small","theorems":4,"#)
          == true)
    }
  }

  @Test func checkRefuses() throws {
    try withFolder { folder in
      var bytes = CertificateWriter.bytes(of: try SmallTheory.certificate())
      try put(bytes, folder + "/good.proof")
      bytes.removeLast()
      try put(bytes, folder + "/cut.proof")
      guard let run = try porism("check", "good.proof", "cut.proof", in: folder) else { return }
      #expect(run.code == 1)
      #expect(
        run.complaints.wholeMatch(of: /cut.proof:[0-9]+: error\[missing-newline\]: [^\n]*\n/) != nil
      )
      // No tally: a script that looks at the last line alone must not be fooled.
      #expect(!run.output.contains("checked"))
      #expect(try porism("check", "none.proof", in: folder)?.code == 2)
      #expect(try porism("check", in: folder)?.code == 2)
      #expect(try porism("check", "good.proof", "--agianst", ".", in: folder)?.code == 2)
      let nowhere = try porism("check", "good.proof", "--against", ".", in: folder)
      #expect(nowhere?.code == 1)
      #expect(nowhere?.complaints.contains("error[missing-axiom-file]") == true)
    }
  }

  @Test func deriveCheckSite() throws {
    try withFolder { folder in
      let axioms = repositoryRoot() + "/Axioms"
      let file = axioms + "/monoid.axiom"
      guard let run = try porism("derive", file, "--site", "one", in: folder) else { return }
      #expect(run.code == 0)
      #expect(run.lines.contains("certificate: monoid.proof"))
      let first = try contents(folder + "/monoid.proof")
      let check = try porism("check", "monoid.proof", "--against", axioms, in: folder)
      #expect(check?.lines.last?.hasSuffix("steps checked") == true)
      #expect(try porism("derive", file, "-o", "again.proof", in: folder)?.code == 0)
      #expect(try contents(folder + "/again.proof") == first)
      #expect(try porism("site", "again.proof", "-o", "two", in: folder)?.code == 0)
      let page = "/monoid/index.html"
      #expect(try contents(folder + "/one" + page) == (try contents(folder + "/two" + page)))
      let refused = try porism("derive", file, "-o", "none/a.proof", in: folder)
      #expect(refused?.code == 2)
      #expect(refused?.output == "")
      // What was there stays, whatever cannot be written.
      #expect(try porism("derive", file, "-o", ".", in: folder)?.code == 2)
      #expect(try contents(folder + "/monoid.proof") == first)
    }
  }
}
