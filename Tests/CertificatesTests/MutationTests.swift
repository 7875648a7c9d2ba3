// Certificates with something changed in them and all hashes made anew: the reader has nothing to
// object to, so the kernel must refuse, or what it accepts must be true. Truth is looked up on ground
// values. The seed is printed with each failure.

import AxiomLanguage
import Certificates
import ProofKernel
import Testing

@Suite struct MutationTests {
  /// What became of a changed certificate.
  private func accepted(_ certificate: Certificate) -> CheckedCertificate? {
    do {
      let read = try CertificateReader.read(CertificateWriter.bytes(of: certificate))
      return try CheckedCertificate(read)
    } catch { return nil }
  }

  @Test(arguments: 0..<120)
  func changedProofsAreRefusedOrTrue(_ seed: Int) throws {
    var numbers = Numbers(state: UInt64(seed))
    var certificate = try Self.peano.get()
    let place = Int.random(in: certificate.proofs.indices, using: &numbers)
    let proof = certificate.proofs[place]
    var steps = proof.steps
    var statement = proof.statement
    switch Int.random(in: 0..<5, using: &numbers) {
    case 0:
      steps.remove(at: Int.random(in: steps.indices, using: &numbers))
    case 1:
      let (a, b) = (
        Int.random(in: steps.indices, using: &numbers),
        Int.random(in: steps.indices, using: &numbers)
      )
      steps.swapAt(a, b)
    case 2:
      let other = certificate.proofs.randomElement(using: &numbers)?.statement ?? statement
      statement = Statement(
        sortParameterCount: statement.sortParameterCount, parameters: other.parameters,
        other.formula)
    default:
      let number = Int.random(in: steps.indices, using: &numbers)
      steps[number] = changed(steps[number], certificate, &numbers)
    }
    certificate.proofs[place] = Proof(name: proof.name, statement, steps)
    guard let checked = accepted(certificate) else { return }
    for theorem in checked.checker.theorems {
      let isTrue = GroundTruth(checked.checker.theory.store).holds(theorem.statement)
      #expect(isTrue, "seed \(seed): \(theorem.name)")
    }
  }

  /// The certificate that is changed, derived once.
  private static let peano = Result { try Derived.shipped("peano", size: 4) }

  /// A step with one thing in it changed.
  private func changed(_ step: Step, _ certificate: Certificate, _ numbers: inout Numbers) -> Step {
    let count = certificate.document.theory.store.count
    let term = TermID(UInt32.random(in: 0..<UInt32(count), using: &numbers))
    let earlier = Int.random(in: 0..<8, using: &numbers)
    func instance(_ old: Instance) -> Instance {
      var new = old
      if Bool.random(using: &numbers), !new.terms.isEmpty {
        new.terms[Int.random(in: new.terms.indices, using: &numbers)] = term
      } else {
        new.citation = Bool.random(using: &numbers) ? .fact(earlier % 4) : .theorem(earlier)
      }
      return new
    }
    func rewrites(_ old: [Rewrite]) -> [Rewrite] {
      guard !old.isEmpty else { return [Rewrite(.step(earlier))] }
      var new = old
      let place = Int.random(in: new.indices, using: &numbers)
      switch Int.random(in: 0..<4, using: &numbers) {
      case 0: new[place].reversed.toggle()
      case 1: new[place].position.append(UInt32(earlier % 2))
      case 2: new.remove(at: place)
      default:
        switch new[place].reason {
        case .instance(let old): new[place].reason = .instance(instance(old))
        default: new[place].reason = .step(earlier)
        }
      }
      return new
    }
    switch step {
    case .assume: return .assume(term)
    case .fix: return .fix(.formula)
    case .discharge: return .discharge(earlier)
    case .generalize: return .generalize(earlier)
    case .instance(let old): return .instance(instance(old))
    case .chain(let start, let old):
      return Bool.random(using: &numbers) ? .chain(term, old) : .chain(start, rewrites(old))
    case .rewrite(let from, let old):
      return Bool.random(using: &numbers) ? .rewrite(earlier, old) : .rewrite(from, rewrites(old))
    case .infer(let schema, let cited, let given):
      let other = Schema.allCases.randomElement(using: &numbers) ?? schema
      return .infer(other, cited, given)
    case .specialize(let universal, _): return .specialize(universal, term)
    case .witness(let formula, _, let proved): return .witness(formula, term, proved)
    case .choose(let existential, _): return .choose(existential, earlier)
    case .induction(let formula, let cases): return .induction(formula, cases.reversed())
    case .injectivity(let equation, let argument): return .injectivity(equation, argument + 1)
    case .disjointness: return .disjointness(earlier)
    }
  }
}

/// What statements about numbers say for small values, by the meaning that the file's + and · have.
private struct GroundTruth {
  private let store: TermStore

  init(_ store: TermStore) { self.store = store }

  /// Whether a statement holds for all values up to three.
  func holds(_ statement: Statement) -> Bool {
    var assignments: [[UInt64]] = [[]]
    for _ in statement.parameters {
      assignments = assignments.flatMap { start in (0...3).map { start + [$0] } }
    }
    return assignments.allSatisfy { isTrue(statement.formula, $0) }
  }

  private func isTrue(_ formula: TermID, _ values: [UInt64]) -> Bool {
    guard case .connective(let connective, let parts) = store.shape(of: formula) else {
      return false
    }
    switch connective {
    case .equal: return value(parts[0], values) == value(parts[1], values)
    case .falsum: return false
    case .not: return !isTrue(parts[0], values)
    case .and: return isTrue(parts[0], values) && isTrue(parts[1], values)
    case .or: return isTrue(parts[0], values) || isTrue(parts[1], values)
    case .implies: return !isTrue(parts[0], values) || isTrue(parts[1], values)
    case .iff: return isTrue(parts[0], values) == isTrue(parts[1], values)
    }
  }

  private func value(_ term: TermID, _ values: [UInt64]) -> UInt64? {
    switch store.shape(of: term) {
    case .variable(let level, _): return values.indices.contains(level) ? values[level] : nil
    case .numeral(let number, _): return number
    case .apply(let symbol, _, let parts):
      let arguments = parts.compactMap { value($0, values) }
      guard arguments.count == parts.count else { return nil }
      switch store.operators[Int(symbol.index)].name {
      case "S": return arguments[0] + 1
      case "+": return arguments[0] + arguments[1]
      case "*": return arguments[0] * arguments[1]
      default: return nil
      }
    case .bound, .connective, .quantifier: return nil
    }
  }
}
