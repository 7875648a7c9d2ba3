// Helpers of the language's tests: marked sources, shipped theories, round trips.
//
// `expectDiagnostics` reads a source with markers 1️⃣, 2️⃣, … at the places where diagnostics must
// start, compares cases (not words), and applies the fixes. Neighbours: every suite here.

import ProofKernel
import Testing

@testable import AxiomLanguage

/// The folder of the repository, found from the place of this file.
let repository: String = {
  var parts = #filePath.split(separator: "/").map(String.init)
  parts.removeLast(3)
  return "/" + parts.joined(separator: "/")
}()

/// A fault of a test's own input.
struct TestFault: Error, CustomStringConvertible {
  var description: String
}

/// A shipped theory, which must elaborate without a diagnostic.
func shipped(_ name: String) throws -> ElaboratedTheory {
  let result = ElaboratedTheory.elaborate(path: repository + "/Axioms/\(name).axiom")
  guard result.diagnostics.isEmpty, let theory = result.theory else {
    throw TestFault(description: result.rendered)
  }
  return theory
}

/// The loader that finds the shipped theories.
let shippedLibrary = SourceLoader(libraryDirectories: [repository + "/Axioms"])

/// A theory from text, which must have no error.
func theory(_ text: String) throws -> ElaboratedTheory {
  let result = ElaboratedTheory.elaborate(text: text, library: shippedLibrary)
  guard let theory = result.theory else { throw TestFault(description: result.rendered) }
  return theory
}

/// All facts of a theory as text.
func facts(of theory: ElaboratedTheory, style: Printer.Style = .ascii) -> [String] {
  let printer = Printer(theory.document, style: style)
  return zip(theory.document.theory.facts, theory.document.factNotes).map {
    printer.text(
      of: $0.statement, in: theory.document.theory.store, variableNames: $1.variableNames)
  }
}

/// Prints a statement and elaborates the text: it must be the same statement.
func expectRoundTrip(
  _ statement: Statement, names: [String], in theory: inout ElaboratedTheory,
  style: Printer.Style = .ascii,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let printer = Printer(theory.document, style: style)
  let text = printer.text(
    of: statement, in: theory.document.theory.store, variableNames: names)
  let result = theory.document.elaborate(formula: text, name: "again")
  guard let goal = result.goal else {
    Issue.record("\(text)\n\(result.rendered)", sourceLocation: sourceLocation)
    return
  }
  #expect(
    goal.statement.formula == reordered(statement, as: goal, names, in: &theory)?.formula,
    "\(text)", sourceLocation: sourceLocation)
}

/// The statement with its parameters in the order in which the goal has them, matched by name.
private func reordered(
  _ statement: Statement, as goal: Goal, _ names: [String], in theory: inout ElaboratedTheory
) -> Statement? {
  if goal.variableNames == names || names.isEmpty { return statement }
  var levels: [Int: Int] = [:]
  for (level, name) in names.enumerated() {
    levels[level] = goal.variableNames.firstIndex(of: name) ?? goal.variableNames.count
  }
  guard let formula = renumber(statement.formula, levels, in: &theory.document.theory) else {
    return nil
  }
  return Statement(
    sortParameterCount: statement.sortParameterCount, parameters: goal.statement.parameters, formula
  )
}

/// A term with its levels renumbered.
func renumber(_ term: TermID, _ levels: [Int: Int], in theory: inout Theory) -> TermID? {
  switch theory.store.shape(of: term) {
  case .variable(let level, let sort):
    return try? theory.intern(.variable(level: levels[level] ?? level, sort))
  case .bound, .numeral: return term
  case .apply(let symbol, let sorts, let parts):
    let new = parts.compactMap { renumber($0, levels, in: &theory) }
    return try? theory.intern(.apply(symbol, sorts: sorts, new))
  case .connective(let connective, let parts):
    let new = parts.compactMap { renumber($0, levels, in: &theory) }
    return try? theory.intern(.connective(connective, new))
  case .quantifier(let quantifier, let sort, let body):
    guard let new = renumber(body, levels, in: &theory) else { return nil }
    return try? theory.intern(.quantifier(quantifier, sort, new))
  }
}
