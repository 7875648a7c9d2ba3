// Changes a certificate in memory, where hashes do not protect it: one random change to what a proof
// says, with terms of the store in places where they make some sense and where they make none. The
// writer computes the hashes anew, so that only the reader's checks of form and the kernel are left.
// Start at `mutated`. `MutationTests` judges what is accepted.

import Porism
import TestSupport

/// A maker of random changes.
struct Mutator {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// The certificate up to some proof, in which one thing has been changed; and what.
  mutating func mutated(_ certificate: Certificate) -> (Certificate, change: String) {
    var changed = certificate
    let number = generator.below(certificate.proofs.count)
    changed.proofs = Array(certificate.proofs[...number])
    changed.notes = Array(certificate.notes[...number])
    let proof = certificate.proofs[number]
    let (statement, steps) = (proof.statement, proof.steps)
    let place = generator.below(max(steps.count, 1))
    var (newStatement, newSteps) = (statement, steps)
    var change = "step \(place) of '\(proof.name)'"
    switch generator.below(12) {
    case 0:
      newStatement = self.statement(statement, &changed)
      change = "the statement of '\(proof.name)'"
    case 1: newSteps.remove(at: place)
    case 2: newSteps.insert(steps[place], at: generator.below(steps.count + 1))
    case 3: newSteps.swapAt(place, generator.below(steps.count))
    case 4 where number > 0:
      change = "the order of theorems"
      changed.proofs.swapAt(number, generator.below(number))
    default: newSteps[place] = step(steps[place], changed, steps.count)
    }
    if change != "the order of theorems" {
      changed.proofs[number] = Proof(name: proof.name, newStatement, newSteps)
      if newStatement.parameters.count != statement.parameters.count {
        changed.notes[number].variableNames = newStatement.parameters.indices.map { "y\($0)" }
      }
    }
    return (changed, change)
  }

  // MARK: statements

  private mutating func statement(_ statement: Statement, _ certificate: inout Certificate)
    -> Statement
  {
    var (count, parameters) = (statement.sortParameterCount, statement.parameters)
    var formula = statement.formula
    switch generator.below(5) {
    case 0: count = generator.below(3)
    case 1: if !parameters.isEmpty { parameters.removeLast() }
    case 2: parameters.append(sort(certificate))
    case 3: formula = anyFormula(certificate)
    default: formula = neighbour(formula, &certificate)
    }
    return Statement(sortParameterCount: count, parameters: parameters, formula)
  }

  /// A formula that differs in one place.
  private mutating func neighbour(_ term: TermID, _ certificate: inout Certificate) -> TermID {
    let shape = certificate.document.theory.store.shape(of: term)
    var changed = shape
    switch shape {
    case .numeral(let number, let sort): changed = .numeral(number &+ 1, sort)
    case .variable(let level, let sort): changed = .variable(level: max(level - 1, 0), sort)
    case .bound: break
    case .connective(let connective, var parts):
      guard !parts.isEmpty else { break }
      if generator.below(4) == 0 {
        parts.reverse()
      } else {
        let place = generator.below(parts.count)
        parts[place] = neighbour(parts[place], &certificate)
      }
      changed = .connective(connective, parts)
    case .apply(let symbol, let sorts, var parts):
      if parts.isEmpty || generator.below(4) == 0 { return anyTerm(certificate) }
      let place = generator.below(parts.count)
      parts[place] = neighbour(parts[place], &certificate)
      changed = .apply(symbol, sorts: sorts, parts)
    case .quantifier(let quantifier, let sort, let body):
      let other: Quantifier = quantifier == .forall ? .exists : .forall
      changed = .quantifier(generator.below(3) == 0 ? other : quantifier, sort, body)
    }
    // What is not well sorted cannot be made; then nothing has changed.
    return (try? certificate.document.theory.intern(changed)) ?? term
  }

  // MARK: steps

  private mutating func step(_ step: Step, _ certificate: Certificate, _ count: Int) -> Step {
    switch step {
    case .assume(let formula):
      return generator.below(4) == 0
        ? .fix(sort(certificate)) : .assume(other(formula, certificate))
    case .fix: return .fix(sort(certificate))
    case .discharge(let last):
      return generator.below(3) == 0 ? .generalize(last) : .discharge(earlier(last, count))
    case .generalize(let last):
      return generator.below(3) == 0 ? .discharge(last) : .generalize(earlier(last, count))
    case .instance(let instance): return .instance(self.instance(instance, certificate))
    case .chain(let term, var rewrites):
      if rewrites.isEmpty || generator.below(6) == 0 {
        return .chain(other(term, certificate), rewrites)
      }
      change(&rewrites, certificate, count)
      return .chain(term, rewrites)
    case .rewrite(let from, var rewrites):
      if rewrites.isEmpty || generator.below(6) == 0 {
        return .rewrite(earlier(from, count), rewrites)
      }
      change(&rewrites, certificate, count)
      return .rewrite(from, rewrites)
    case .infer(let schema, var cited, let given):
      switch generator.below(3) {
      case 0: return .infer(generator.pick(Schema.allCases), cited, given)
      case 1 where !cited.isEmpty:
        let place = generator.below(cited.count)
        cited[place] = earlier(cited[place], count)
        return .infer(schema, cited, given)
      default: return .infer(schema, cited, given.map { other($0, certificate) })
      }
    case .specialize(let universal, let term):
      return generator.below(2) == 0
        ? .specialize(earlier(universal, count), term)
        : .specialize(universal, other(term, certificate))
    case .witness(let formula, let term, let proved):
      switch generator.below(3) {
      case 0: return .witness(other(formula, certificate), term, proved)
      case 1: return .witness(formula, other(term, certificate), proved)
      default: return .witness(formula, term, earlier(proved, count))
      }
    case .choose(let existential, let universal):
      return generator.below(2) == 0
        ? .choose(universal, existential) : .choose(earlier(existential, count), universal)
    case .induction(let formula, var cases):
      switch generator.below(4) {
      case 0: return .induction(other(formula, certificate), cases)
      case 1: cases.reverse()
      case 2: if !cases.isEmpty { cases.removeLast() }
      default: if !cases.isEmpty { cases[cases.count - 1] = cases[0] }
      }
      return .induction(formula, cases)
    case .injectivity(let equation, let argument):
      return generator.below(2) == 0
        ? .injectivity(earlier(equation, count), argument) : .injectivity(equation, argument + 1)
    case .disjointness(let equation): return .disjointness(earlier(equation, count))
    }
  }

  private mutating func change(
    _ rewrites: inout [Rewrite], _ certificate: Certificate, _ count: Int
  ) {
    let place = generator.below(rewrites.count)
    switch generator.below(7) {
    case 0: rewrites.remove(at: place)
    case 1: rewrites.swapAt(place, generator.below(rewrites.count))
    case 2: rewrites[place].reversed.toggle()
    case 3: if !rewrites[place].position.isEmpty { rewrites[place].position.removeLast() }
    case 4: rewrites[place].position.append(UInt32(generator.below(3)))
    default: rewrites[place].reason = reason(rewrites[place].reason, certificate, count)
    }
  }

  private mutating func reason(
    _ reason: Rewrite.Reason, _ certificate: Certificate, _ count: Int
  ) -> Rewrite.Reason {
    switch reason {
    case .instance(let instance): return .instance(self.instance(instance, certificate))
    case .step(let number): return .step(earlier(number, count))
    case .rearrangement(let commutativity, let associativity, let term):
      if generator.below(2) == 0 {
        return .rearrangement(
          commutativity: associativity, associativity: commutativity, term)
      }
      return .rearrangement(
        commutativity: commutativity, associativity: associativity, other(term, certificate))
    case .evaluation(let facts): return .evaluation(facts.reversed())
    }
  }

  private mutating func instance(_ instance: Instance, _ certificate: Certificate) -> Instance {
    var changed = instance
    switch generator.below(4) {
    case 0: changed.citation = .fact(generator.below(certificate.document.theory.facts.count))
    case 1 where certificate.proofs.count > 1:
      changed.citation = .theorem(generator.below(certificate.proofs.count - 1))
    case 2 where !changed.sorts.isEmpty:
      changed.sorts[generator.below(changed.sorts.count)] = sort(certificate)
    default:
      guard !changed.terms.isEmpty else { break }
      let place = generator.below(changed.terms.count)
      changed.terms[place] = other(changed.terms[place], certificate)
    }
    return changed
  }

  // MARK: parts

  /// A step number near another one; not before the first.
  private mutating func earlier(_ number: Int, _ count: Int) -> Int {
    generator.below(3) == 0 ? generator.below(count) : max(number + generator.below(5) - 2, 0)
  }

  /// Another term, mostly of the same sort.
  private mutating func other(_ term: TermID, _ certificate: Certificate) -> TermID {
    let store = certificate.document.theory.store
    for _ in 0..<20 {
      let found = anyTerm(certificate)
      if store.sort(of: found) == store.sort(of: term), found != term { return found }
    }
    return anyTerm(certificate)
  }

  private mutating func anyFormula(_ certificate: Certificate) -> TermID {
    let store = certificate.document.theory.store
    for _ in 0..<50 {
      let found = anyTerm(certificate)
      if store.sort(of: found) == .formula { return found }
    }
    return anyTerm(certificate)
  }

  private mutating func anyTerm(_ certificate: Certificate) -> TermID {
    TermID(UInt32(generator.below(certificate.document.theory.store.count)))
  }

  /// A sort that some term has.
  private mutating func sort(_ certificate: Certificate) -> SortID {
    certificate.document.theory.store.sort(of: anyTerm(certificate))
  }
}
