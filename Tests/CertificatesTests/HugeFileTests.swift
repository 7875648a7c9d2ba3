// What is merely huge is survived: checked, or refused by a stated limit. A term a million levels deep,
// terms that share their parts so that their trees are astronomic, a million lines. Nothing here may
// recurse on depth: these tests run on the small stacks of the test runner's threads.

import Porism
import Testing

@Suite struct HugeFileTests {
  /// A certificate that states t = t for a term t of that many levels, of which `wrap` makes the next.
  private func reflexivity(
    levels: Int, _ wrap: (inout SmallTheory, TermID) throws -> TermID
  ) throws -> Certificate {
    var small = try SmallTheory()
    var term = try small.apply("c")
    for _ in 0..<levels { term = try wrap(&small, term) }
    let statement = Statement(parameters: [], try small.equal(term, term))
    return small.certificate(of: [Proof(name: "same", statement, [.chain(term, [])])])
  }

  private func survive(_ certificate: Certificate) throws {
    let bytes = CertificateWriter.bytes(of: certificate)
    let checked = try readAndCheck(bytes)
    #expect(checked.checker.theorems.count == 1)
    #expect(CertificateWriter.bytes(of: checked.certificate) == bytes)
  }

  @Test func deepTerm() throws {
    try survive(try reflexivity(levels: 100_000) { try $0.apply("S", $1) })
  }

  /// A tree of 2^20000 leaves in 20 000 lines.
  @Test func sharedTerm() throws {
    try survive(try reflexivity(levels: 20_000) { try $0.apply("+", $1, $1) })
  }

  /// The same inside a substitution and a rewrite: each distinct part is visited once.
  @Test func sharedTermInSteps() throws {
    var small = try SmallTheory()
    let zero = try small.apply("0")
    var (term, pattern) = (try small.apply("c"), try small.variable(0))
    for _ in 0..<2_000 {
      term = try small.apply("+", term, term)
      pattern = try small.apply("+", pattern, pattern)
    }
    let sum = try small.apply("+", term, zero)
    let general = Statement(parameters: [small.nat], try small.equal(pattern, pattern))
    let plusZero = Instance(.fact(SmallTheory.Facts.plusZero), terms: [term])
    let proofs = [
      Proof(name: "general", general, [.chain(pattern, [])]),
      Proof(
        name: "special", Statement(parameters: [], try small.equal(sum, term)),
        [
          .instance(Instance(.theorem(0), terms: [sum])),
          .chain(sum, [Rewrite(.instance(plusZero))]),
        ]),
    ]
    let bytes = CertificateWriter.bytes(of: small.certificate(of: proofs))
    #expect(try readAndCheck(bytes).checker.theorems.count == 2)
  }

  @Test func manySteps() throws {
    var small = try SmallTheory()
    let proof = try small.swapped()
    var steps: [Step] = []
    for _ in 0..<20_000 { steps += proof.steps }
    let proofs = [try small.zeroPlus(), Proof(name: proof.name, proof.statement, steps)]
    let bytes = CertificateWriter.bytes(of: small.certificate(of: proofs))
    #expect(try readAndCheck(bytes).checker.theorems.count == 2)
  }

  /// A sort whose tree is too large is refused by its limit.
  @Test func hugeSort() throws {
    var lines = [
      #"{"porism":1,"theory":"t","files":[{"path":"t.axiom","sha256":"\#(String(repeating: "0", count: 64))"}]}"#,
      #"{"declare":"sort","symbol":1,"name":"A","parameters":0,"at":["t.axiom",1,1]}"#,
      #"{"declare":"sort","symbol":2,"name":"P","parameters":2,"at":["t.axiom",1,1]}"#,
      #"{"sort":1,"symbol":1,"arguments":[]}"#,
    ]
    for number in 2..<40 {
      lines.append(#"{"sort":\#(number),"symbol":2,"arguments":[\#(number - 1),\#(number - 1)]}"#)
    }
    let error = refusal(Array(lines.map { $0 + "\n" }.joined().utf8)) as? CertificateError
    #expect(error?.cause == .refused(CheckError(.limit, "sort size")))
  }

  @Test func tooManyDeclarations() throws {
    var text =
      #"{"porism":1,"theory":"t","files":[{"path":"t.axiom","sha256":"\#(String(repeating: "0", count: 64))"}]}"#
      + "\n"
    for number in 1...16_385 {
      text += #"{"declare":"sort","symbol":\#(number),"name":"A\#(number)","parameters":0,"#
      text += #""at":["t.axiom",1,1]}"# + "\n"
    }
    let error = refusal(Array(text.utf8)) as? CertificateError
    #expect(error?.cause == .limit("theory"))
    #expect(error?.line == 16_386)
  }
}
