// Certificates to test with: a small one, made by hand so that nearly every kind of line occurs in few
// bytes, and those that `Derivation` finds in the shipped theories. Start at `SmallTheory.certificate`.
// Neighbours: every suite here.

import Foundation
import Porism
import TestSupport
import Testing

/// A fault of a test's own input.
struct TestFault: Error, CustomStringConvertible {
  var description: String
}

/// The theory `small` with terms of it.
struct SmallTheory {
  static let text = """
    sort Nat = 0 | S Nat
    fun (+) : Nat Nat -> Nat  [infixl 60]
      x + 0   = x
      x + S y = S (x + y)
    define x <= y := exists k. x + k = y  [infix 40]
    op c : Nat
    axiom large: 2 <= c

    """
  /// Its facts, in order.
  enum Facts { static let (plusZero, plusSuccessor, atMost, large) = (0, 1, 2, 3) }

  let elaborated: ElaboratedTheory
  var document: TheoryDocument
  let nat: SortID

  init(_ text: String = Self.text) throws {
    let result = ElaboratedTheory.elaborate(
      text: text, path: "small.axiom", library: ShippedTheories.loader)
    guard let theory = result.theory else { throw TestFault(description: result.rendered) }
    (elaborated, document) = (theory, theory.document)
    nat = try document.theory.intern(.application(SortSymbolID(1), []))
  }

  // MARK: terms

  mutating func term(_ shape: TermShape) throws -> TermID { try document.theory.intern(shape) }

  mutating func variable(_ level: Int) throws -> TermID {
    try term(.variable(level: level, nat))
  }

  mutating func apply(_ name: String, _ parts: TermID...) throws -> TermID {
    let place = document.theory.store.operators.firstIndex { $0.name == name }
    return try term(.apply(OperatorID(UInt32(try #require(place))), sorts: [], parts))
  }

  mutating func equal(_ a: TermID, _ b: TermID) throws -> TermID {
    try term(.connective(.equal, [a, b]))
  }

  /// ∀x. 0 + x = x
  mutating func allZeroPlus() throws -> TermID {
    let bound = try term(.bound(index: 0, nat))
    let body = try equal(apply("+", apply("0"), bound), bound)
    return try term(.quantifier(.forall, nat, body))
  }

  /// ∃k. x + k = x, for the variable x of level 0.
  mutating func someSum() throws -> TermID {
    let x = try variable(0)
    let body = try equal(apply("+", x, term(.bound(index: 0, nat))), x)
    return try term(.quantifier(.exists, nat, body))
  }

  // MARK: proofs

  /// 0 + x = x, by induction.
  mutating func zeroPlus() throws -> Proof {
    let (zero, x, y) = (try apply("0"), try variable(0), try variable(1))
    let hypothesis = try equal(apply("+", zero, y), y)
    let successor = Instance(.fact(Facts.plusSuccessor), terms: [zero, y])
    return Proof(
      name: "zero_plus", Statement(parameters: [nat], try equal(apply("+", zero, x), x)),
      [
        .chain(
          try apply("+", zero, zero),
          [Rewrite(.instance(Instance(.fact(Facts.plusZero), terms: [zero])))]),
        .fix(nat),
        .assume(hypothesis),
        .chain(
          try apply("+", zero, apply("S", y)),
          [Rewrite(.instance(successor)), Rewrite(position: [0], .step(2))]),
        .discharge(3),
        .generalize(4),
        .induction(try allZeroPlus(), [0, 5]),
        .specialize(6, x),
      ])
  }

  /// x + 0 = 0 + x, from the theorem before.
  mutating func swapped() throws -> Proof {
    let (zero, x) = (try apply("0"), try variable(0))
    let start = try apply("+", x, zero)
    return Proof(
      name: "swapped", Statement(parameters: [nat], try equal(start, apply("+", zero, x))),
      [
        .chain(
          start,
          [
            Rewrite(.instance(Instance(.fact(Facts.plusZero), terms: [x]))),
            Rewrite(reversed: true, .instance(Instance(.theorem(0), terms: [x]))),
          ])
      ])
  }

  /// x <= x, by a witness.
  mutating func reflexive() throws -> Proof {
    let (zero, x) = (try apply("0"), try variable(0))
    return Proof(
      name: "le_refl", Statement(parameters: [nat], try apply("<=", x, x)),
      [
        .instance(Instance(.fact(Facts.plusZero), terms: [x])),
        .witness(try someSum(), zero, 0),
        .rewrite(
          1,
          [Rewrite(reversed: true, .instance(Instance(.fact(Facts.atMost), terms: [x, x])))]),
      ])
  }

  /// 2 <= c and c + 0 = c, from the axiom.
  mutating func both() throws -> Proof {
    let (zero, c) = (try apply("0"), try apply("c"))
    let large = try apply("<=", apply("S", apply("S", zero)), c)
    let sum = try equal(apply("+", c, zero), c)
    return Proof(
      name: "both", Statement(parameters: [], try term(.connective(.and, [large, sum]))),
      [
        .instance(Instance(.fact(Facts.large))),
        .instance(Instance(.fact(Facts.plusZero), terms: [c])),
        .infer(.both, [0, 1], []),
      ])
  }

  // MARK: certificates

  /// A certificate of these proofs.
  func certificate(of proofs: [Proof]) -> Certificate {
    Certificate(
      document: document, files: elaborated.files.map { AxiomFileStamp($0) }, proofs: proofs,
      notes: proofs.enumerated().map { number, proof in
        let names = proof.statement.parameters.indices.map { "x\($0)" }
        return TheoremNote(variableNames: names, method: "by hand", rank: number + 1)
      })
  }

  /// The certificate of all proofs above.
  static func certificate() throws -> Certificate {
    var small = try SmallTheory()
    let proofs = [
      try small.zeroPlus(), try small.swapped(), try small.reflexive(), try small.both(),
    ]
    return small.certificate(of: proofs)
  }
}

/// What is found in a shipped theory.
func derived(_ name: String, size: Int) throws -> Certificate {
  let path = repositoryRoot() + "/Axioms/\(name).axiom"
  let theory = try #require(
    ElaboratedTheory.elaborate(path: path, loader: ShippedTheories.loader).theory)
  var limits = ExplorationLimits()
  limits.size = size
  let derivation = withLargeStack { [limits] in
    Derivation.run(theory.document, limits: limits)
  }
  return Certificate(
    document: derivation.document, files: theory.files.map { AxiomFileStamp($0) },
    proofs: derivation.theorems.map(\.proof),
    notes: derivation.theorems.map {
      TheoremNote(variableNames: $0.variableNames, method: $0.method, rank: $0.rank)
    })
}

/// Reads bytes and lets the kernel check them.
func readAndCheck(_ bytes: [UInt8]) throws -> CheckedCertificate {
  try CheckedCertificate(CertificateReader.read(bytes))
}

/// Why bytes are no certificate; nil if they are one whose proofs the kernel accepts.
func refusal(_ bytes: [UInt8]) -> (any Error)? {
  do { _ = try readAndCheck(bytes) } catch { return error }
  return nil
}

/// A new folder, which is removed at the end.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.path + "/porism-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try body(folder)
}

/// The bytes of a file.
func contents(_ path: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}

/// Writes bytes to a file by the plainest means.
func put(_ bytes: [UInt8], _ path: String) throws {
  try Data(bytes).write(to: URL(fileURLWithPath: path))
}

/// Runs something where there is room: the search recurses on terms, and the threads of the test runner
/// have half a megabyte.
private func withLargeStack<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> Result {
  let (box, done) = (Box<Result>(), DispatchSemaphore(value: 0))
  let thread = Thread {
    box.result = body()
    done.signal()
  }
  thread.stackSize = 1 << 28
  thread.start()
  done.wait()
  guard let result = box.result else { preconditionFailure("the thread ended without a result") }
  return result
}

/// What one thread leaves for another, which waits for it.
private final class Box<Result>: @unchecked Sendable {
  var result: Result?
}
