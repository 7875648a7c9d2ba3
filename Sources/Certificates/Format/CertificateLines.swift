// On which line of its file a certificate says what, so that a fault that shows only later, when the
// kernel checks the proofs or the axiom files are compared, is reported with its line. Kept beside
// the certificate: a certificate in memory has no lines. `CertificateReader` fills it in.

/// The lines of declarations, theorems and steps (count from 1).
public struct CertificateLines: Sendable {
  /// By declaration.
  public internal(set) var declarations: [Int] = []
  /// By theorem.
  public private(set) var theorems: [Int] = []
  // All steps of a file, four bytes each: a file has fewer than 2³² lines (`largestFile`).
  private var steps: [UInt32] = []
  private var firstSteps: [Int] = []  // by theorem: how many steps stand before it

  mutating func addTheorem(_ line: Int) {
    theorems.append(line)
    firstSteps.append(steps.count)
  }

  mutating func addStep(_ line: Int) { steps.append(UInt32(line)) }

  /// The line of the step that the kernel refused, or of its theorem.
  public func line(of refusal: RefusedProof) -> Int {
    guard let step = refusal.error.step else { return theorems[refusal.number] }
    return Int(steps[firstSteps[refusal.number] + step])
  }
}
