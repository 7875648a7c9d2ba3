// The prover's scripts as kernel steps: one step for one, each term translated once. Start at `write`.
// Nothing in this file need be trusted: the kernel checks what comes out. `Vocabulary` knows what the
// symbols of the bank stand for.

import ProofKernel
import Terms

/// Writes proofs for one checker; remembers the kernel's terms for the prover's.
struct ProofWriter {
  private let vocabulary: Vocabulary
  private var known: [Term: TermID] = [:]

  /// A writer of one proof, over the symbols of a vocabulary.
  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// The kernel's steps. Throws what the kernel refuses, which would be our mistake.
  mutating func write(_ script: Script, _ checker: inout Checker) throws(CheckError) -> [Step] {
    var steps: [Step] = []
    for step in script.steps { steps.append(try self.step(step, &checker)) }
    return steps
  }

  private mutating func step(_ step: ScriptStep, _ checker: inout Checker) throws(CheckError)
    -> Step
  {
    switch step {
    case .assume(let formula): .assume(try term(formula, &checker))
    case .fix(let sort): .fix(SortID(sort.index))
    case .discharge(let last): .discharge(last)
    case .generalize(let last): .generalize(last)
    case .instance(let citation, let sorts, let arguments):
      .instance(Instance(citation, sorts: sorts, terms: try terms(arguments, &checker)))
    case .chain(let start, let links):
      .chain(try term(start, &checker), try rewrites(links, &checker))
    case .rewrite(let from, let links): .rewrite(from, try rewrites(links, &checker))
    case .infer(let schema, let cited, let given):
      .infer(schema, cited, try terms(given, &checker))
    case .specialize(let universal, let value): .specialize(universal, try term(value, &checker))
    case .witness(let formula, let value, let proved):
      .witness(try term(formula, &checker), try term(value, &checker), proved)
    case .choose(let existential, let universal): .choose(existential, universal)
    case .induction(let formula, let cases): .induction(try term(formula, &checker), cases)
    case .injectivity(let equation, let argument): .injectivity(equation, argument)
    case .disjointness(let equation): .disjointness(equation)
    }
  }

  private mutating func rewrites(_ links: [Link], _ checker: inout Checker) throws(CheckError)
    -> [Rewrite]
  {
    var result: [Rewrite] = []
    for link in links {
      let reason: Rewrite.Reason
      switch link.source {
      case .cited(let citation, let sorts):
        reason = .instance(Instance(citation, sorts: sorts, terms: try terms(link.terms, &checker)))
      case .local(let step): reason = .step(step)
      }
      result.append(Rewrite(position: link.position, reversed: link.isReversed, reason))
    }
    return result
  }

  private mutating func terms(_ terms: [Term], _ checker: inout Checker) throws(CheckError)
    -> [TermID]
  {
    var result: [TermID] = []
    for term in terms { result.append(try self.term(term, &checker)) }
    return result
  }

  /// The kernel's term or formula.
  mutating func term(_ term: Term, _ checker: inout Checker) throws(CheckError) -> TermID {
    if let done = known[term] { return done }
    guard let symbol = vocabulary.bank.symbol(term) else {
      throw CheckError(.undeclaredVariable, "rule variable")
    }
    let parts = try terms(vocabulary.bank.arguments(term), &checker)
    let shape: TermShape =
      switch vocabulary.origins[Int(symbol.index)] {
      case .variable(let level, let sort): .variable(level: level, sort)
      case .operation(let operation, let sorts): .apply(operation, sorts: sorts, parts)
      case .connective(let connective, _): .connective(connective, parts)
      case .quantifier(let quantifier, let sort): .quantifier(quantifier, sort, parts[0])
      case .bound(let index, let sort): .bound(index: index, sort)
      }
    let result = try checker.intern(shape)
    known[term] = result
    return result
  }
}
