// The attacks of the list of false proofs, as files: lines are edited, the hash of the file made right
// again, and the fault must be named. What needs a proof that hangs together is made in memory and
// written, so that all hashes are right and only the kernel is left. Start at `EditedFile`.

import Porism
import TestSupport
import Testing

/// The small certificate as lines that can be edited.
private struct EditedFile {
  var lines: [String]

  init() throws {
    let bytes = CertificateWriter.bytes(of: try SmallTheory.certificate())
    lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// The number of the line that starts so.
  func line(_ start: String) throws -> Int {
    try #require(lines.firstIndex { $0.hasPrefix(start) }, "\(start)")
  }

  /// Replaces a text that occurs in the line that starts so.
  mutating func edit(_ start: String, _ old: String, _ new: String) throws {
    let place = try line(start)
    try #require(lines[place].contains(old), "\(lines[place])")
    lines[place] = lines[place].replacing(old, with: new)
  }

  /// The bytes, the hash of the lines before the footer made right again.
  var bytes: [UInt8] {
    let body = lines.dropLast().map { $0 + "\n" }.joined()
    let hash = ContentHash(of: Array(body.utf8)).description
    guard let footer = lines.last, footer.hasPrefix(#"{"end""#), footer.count > 66 else {
      return Array((body + (lines.last ?? "") + "\n").utf8)
    }
    return Array((body + footer.dropLast(66) + hash + "\"}\n").utf8)
  }

  var cause: CertificateError.Cause? { (refusal(bytes) as? CertificateError)?.cause }
}

/// What the kernel says of proofs in the small theory; nil if it accepts them.
private func kernelRefusal(
  _ proofs: (inout SmallTheory) throws -> [Proof]
) throws -> CheckError.Cause? {
  var small = try SmallTheory()
  let made = try proofs(&small)
  return (refusal(CertificateWriter.bytes(of: small.certificate(of: made))) as? RefusedProof)?
    .error.cause
}

@Suite struct AttackFileTests {
  /// The edits themselves do no harm: an untouched file is accepted.
  @Test func untouched() throws { #expect(refusal(try EditedFile().bytes) == nil) }

  @Test func attack1CircleInsideAProof() throws {
    var file = try EditedFile()
    try file.edit(#"{"step":1,"rule":"witness""#, #""proved":0"#, #""proved":1"#)
    #expect(file.cause == .forwardReference("step 1"))
    file = try EditedFile()
    try file.edit(#"{"step":1,"rule":"witness""#, #""proved":0"#, #""proved":2"#)
    #expect(file.cause == .forwardReference("step 2"))
  }

  @Test func attack2CircleBetweenTheorems() throws {
    for cited in [1, 2] {
      var file = try EditedFile()
      let swapped = try file.line(#"{"theorem":1"#)
      let step = try #require(
        file.lines[swapped...].firstIndex { $0.hasPrefix(#"{"step":0,"rule":"chain""#) })
      file.lines[step] = file.lines[step]
        .replacing(#"{"theorem":0}"#, with: #"{"theorem":\#(cited)}"#)
      #expect(file.cause == .forwardReference("theorem \(cited)"))
    }
  }

  @Test func attack3TheoremWithoutAProof() throws {
    #expect(
      try kernelRefusal { small in
        [Proof(name: "empty", try small.zeroPlus().statement, [])]
      } == .noProof)
    // Its steps taken out of the file: the line after the theorem is not a step.
    var file = try EditedFile()
    let start = try file.line(#"{"theorem":1"#)
    let end = try file.line(#"{"theorem":2"#)
    file.lines.removeSubrange(start + 1..<end)
    #expect(file.cause == .unknownKind("theorem"))
  }

  @Test func attack4NoProofsAtAll() throws {
    let small = try SmallTheory()
    let bytes = CertificateWriter.bytes(of: small.certificate(of: []))
    #expect((refusal(bytes) as? CertificateError)?.cause == .noTheorem)
    #expect((refusal([]) as? CertificateError)?.cause == .truncated)
  }

  @Test func attack7HypothesisKept() throws {
    #expect(
      try kernelRefusal { small in
        let zero = try small.apply("0")
        let absurd = try small.equal(zero, small.apply("S", zero))
        return [Proof(name: "absurd", Statement(parameters: [], absurd), [.assume(absurd)])]
      } == .openSubproof)
    // A goal from itself through the definition that it abbreviates.
    #expect(
      try kernelRefusal { small in
        let (zero, c) = (try small.apply("0"), try small.apply("c"))
        let goal = try small.apply("<=", c, zero)
        let definition = Instance(.fact(SmallTheory.Facts.atMost), terms: [c, zero])
        return [
          Proof(
            name: "circle", Statement(parameters: [], goal),
            [
              .assume(goal), .rewrite(0, [Rewrite(.instance(definition))]),
              .rewrite(1, [Rewrite(reversed: true, .instance(definition))]),
            ])
        ]
      } == .openSubproof)
  }

  @Test func attack12SortAndArityErrors() throws {
    var file = try EditedFile()
    let formula = try #require(file.lines.firstIndex { $0.contains(#","equal":["#) })
    let term = file.lines[formula].prefix { $0 != "," }
    file.lines[formula] = term + #","equal":[0]}"#
    #expect(file.cause == .refused(CheckError(.arity, "connective")))
  }

  @Test func attack13Identifiers() throws {
    var file = try EditedFile()
    try file.edit(#"{"term":3,"#, #"{"term":3,"#, #"{"term":2,"#)
    #expect(file.cause == .duplicateIdentifier(2))
    file = try EditedFile()
    try file.edit(#"{"term":3,"#, #"{"term":3,"#, #"{"term":9,"#)
    #expect(file.cause == .skippedIdentifier(9))
    for large in ["4294967296", "18446744073709551616", String(repeating: "9", count: 400)] {
      file = try EditedFile()
      try file.edit(#"{"term":3,"#, #"{"term":3,"#, #"{"term":\#(large),"#)
      #expect(file.cause == .overflow)
    }
    file = try EditedFile()
    try file.edit(#"{"term":3,"#, #"{"term":3,"#, #"{"term":03,"#)
    let found = #"'03,"variable":1,"sort":1'"#
    #expect(file.cause == .syntax(expected: "a number without leading zeros", found: found))
    file = try EditedFile()
    try file.edit(#"{"step":1,"#, #"{"step":1,"#, #"{"step":0,"#)
    #expect(file.cause == .duplicateIdentifier(0))
    // The same term twice, under two numbers.
    file = try EditedFile()
    let first = try file.line(#"{"term":0,"#)
    let again = file.lines[first].replacing(#"{"term":0,"#, with: #"{"term":1,"#)
    file.lines.insert(again, at: first + 1)
    #expect(file.cause == .duplicateIdentifier(1))
  }

  @Test func attack13BadBytes() throws {
    let bytes = CertificateWriter.bytes(of: try SmallTheory.certificate())
    let name = Array("zero_plus".utf8)
    let place = try #require(
      bytes.indices.first { bytes[$0...].starts(with: name) })
    for bad in [[0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]]
      as [[UInt8]]
    {
      var changed = bytes
      changed.replaceSubrange(place..<place + 1, with: bad)
      #expect((refusal(changed) as? CertificateError)?.cause == .invalidUTF8)
    }
    var long = bytes
    long.insert(contentsOf: repeatElement(UInt8(ascii: "a"), count: 1_000_000), at: place)
    #expect((refusal(long) as? CertificateError)?.cause == .wrongHash("the file"))
    // Beyond the limit, whether or not the line ever ends.
    let endless = [UInt8](repeating: UInt8(ascii: "a"), count: (1 << 24) + 2)
    #expect((refusal(endless) as? CertificateError)?.cause == .limit("line"))
    #expect((refusal(endless + [10]) as? CertificateError)?.cause == .limit("line"))
  }

  @Test func attack14UnknownThings() throws {
    let edits: [(start: String, old: String, new: String, cause: CertificateError.Cause)] = [
      (#"{"porism""#, #""porism":1"#, #""porism":2"#, .unknownVersion(2)),
      (#"{"porism""#, #""files""#, #""trust":true,"files""#, .unknownField("trust")),
      (#"{"theorem":0"#, #""method""#, #""trusted":1,"method""#, .unknownField("trusted")),
      (#"{"step":2,"#, #""formula""#, #""hint":1,"formula""#, .unknownField("hint")),
      (#"{"step":0,"#, #""chain""#, #""sorry""#, .unknownRule("sorry")),
      (#"{"theorem":0"#, #"{"theorem""#, #"{"lemma""#, .unknownKind("lemma")),
      (#"{"declare":"axiom""#, #""axiom""#, #""postulate""#, .unknownKind("declare postulate")),
      (#"{"theorem":0"#, #""axioms":[]"#, #""axioms":[3]"#, .wrongFacts(theorem: "zero_plus")),
      (
        #"{"theorem":3"#, #""axioms":[3]"#, #""axioms":[]"#, .wrongFacts(theorem: "both")
      ),
      (
        #"{"theorem":1"#, #""definitions":[0,1]"#, #""definitions":[0]"#,
        .wrongFacts(theorem: "swapped")
      ),
      (#"{"end""#, #""theorems":4"#, #""theorems":5"#, .wrongCount("theorems")),
      (#"{"theory":"#, #""facts":4"#, #""facts":3"#, .wrongCount("facts")),
      (#"{"declare":"axiom""#, "small.axiom", "other.axiom", .unknownFile("other.axiom")),
      (#"{"porism""#, "small.axiom", "other.axiom", .wrongMainFile(theory: "small")),
      (#"{"porism""#, #""small""#, #""other""#, .wrongMainFile(theory: "other")),
    ]
    for (start, old, new, cause) in edits {
      var file = try EditedFile()
      try file.edit(start, old, new)
      #expect(file.cause == cause, "\(new)")
    }
  }

  /// A proof or statement of another theorem under its name.
  @Test func attack14OtherHashes() throws {
    for field in [#""statement":""#, #""proof":""#] {
      var file = try EditedFile()
      let place = try file.line(#"{"theorem":2"#)
      let parts = file.lines[place].components(separatedBy: field)
      let digit = parts[1].first == "0" ? "1" : "0"
      file.lines[place] = parts[0] + field + digit + parts[1].dropFirst()
      let what = field.contains("proof") ? "the proof of 'le_refl'" : "the statement of 'le_refl'"
      #expect(file.cause == .wrongHash(what))
    }
    var file = try EditedFile()
    let place = try file.line(#"{"theory":"#)
    let line = file.lines[place]
    file.lines[place] =
      line.prefix(11) + (line.dropFirst(11).first == "0" ? "1" : "0")
      + line.dropFirst(12)
    #expect(file.cause == .wrongHash("the theory"))
  }

  @Test func attack17Definitions() throws {
    // + defined by itself: x + 0 = x + 0.
    var file = try EditedFile()
    let functions = try file.line(#"{"declare":"functions""#)
    let pattern =
      #"\{"fact":0,"parameters":\[1\],"variables":\["x"\],"left":([0-9]+),"right":[0-9]+"#
    let regex = try Regex(pattern)
    let found = try #require(file.lines[functions].firstMatch(of: regex))
    let left = try #require(found.output[1].substring)
    let text = #"{"fact":0,"parameters":[1],"variables":["x"],"left":\#(left),"right":\#(left)"#
    file.lines[functions].replaceSubrange(found.range, with: text)
    #expect(file.cause == .refused(CheckError(.nonTerminating, "+")))
    // A definition of what is defined already.
    file = try EditedFile()
    try file.edit(#"{"declare":"definition""#, #""operator":4"#, #""operator":3"#)
    guard case .refused = file.cause else {
      Issue.record("\(String(describing: file.cause))")
      return
    }
    // An operator declared twice.
    file = try EditedFile()
    try file.edit(#"{"declare":"operation","operator":5"#, #""name":"c""#, #""name":"+""#)
    #expect(file.cause == .refused(CheckError(.duplicateName, "+")))
  }

  @Test func attack19ClosedSubproofs() throws {
    #expect(
      try kernelRefusal { small in
        let zero = try small.apply("0")
        let absurd = try small.equal(zero, small.apply("S", zero))
        let steps: [Step] = [.assume(absurd), .discharge(0), .rewrite(0, [])]
        return [Proof(name: "closed", Statement(parameters: [], absurd), steps)]
      } == .closedSubproof)
    // The variable of a subproof in the statement.
    #expect(
      try kernelRefusal { small in
        let y = try small.variable(0)
        let same = try small.equal(y, y)
        return [Proof(name: "escapes", Statement(parameters: [], same), [.fix(small.nat)])]
      } == .undeclaredVariable)
    // And in what is concluded from a witness.
    #expect(
      try kernelRefusal { small in
        let y = try small.variable(0)
        let steps: [Step] = [.fix(small.nat), .generalize(0), .specialize(1, y)]
        return [Proof(name: "outside", Statement(parameters: [], try small.equal(y, y)), steps)]
      } == .undeclaredVariable)
  }

  @Test func sameNameTwice() throws {
    #expect(
      try kernelRefusal { small in [try small.zeroPlus(), try small.zeroPlus()] } == .duplicateName)
  }
}
