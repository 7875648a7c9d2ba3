// Whether laws are among theorems, or follow from them at once. Start at `judge`: a law's variables
// become constants, its premises facts, and rewriting, the listed theorems and bounded matching for
// witnesses must settle it, or what its premises say in the contexts of theorems, or one round of completion (`Coverage+Completion`), or a short chain that
// goes against the rules (`Coverage+Chains`); there is no induction. Every
// "follows" has passed the kernel. The theorems are those of a certificate; the laws may come from another
// store over the same declarations.

import AxiomLanguage
import ProofKernel
import Terms

/// How a law stands to some theorems.
public enum LawVerdict: Sendable {
  /// It is one of them, up to the names of variables and the direction of an equation.
  case listed(theorem: String)
  /// It follows; the lines say how.
  case follows([String])
  /// It is neither.
  case missing
}

/// Judges laws by the listed theorems of a theory. A class, so that what it holds is laid out in this room
/// only: objects of other rooms outlive a change of the search.
public final class Coverage {
  private var document: TheoryDocument
  var explorer: Explorer
  /// The listed theorems, as what a bounded completion may use.
  private(set) var known: [(Citation, Statement)] = []
  private var listed: [Term: String] = [:]
  private(set) var lawCount = 0

  /// Checks the proofs, and makes the listed theorems known.
  ///
  /// *Shape*: proofs over the document's store, in order, each with whether it is listed; and what is to be
  /// judged, if it has operators at sorts that the theory does not bring together. *Throws*: what the kernel
  /// refuses.
  public init(
    _ document: TheoryDocument, _ proofs: [(proof: Proof, isListed: Bool)],
    laws: [Statement] = []
  ) throws(CheckError) {
    self.document = document
    let stated = proofs.filter(\.isListed).map(\.proof.statement) + laws
    let vocabulary = Vocabulary(theory: &self.document.theory, goals: stated, limit: 512)
    explorer = Derivation.explorer(self.document, vocabulary, ExplorationLimits())
    // What a law leaves open its premises may decide: z ≠ 0 and x · z = y · z ⇒ x = y.
    explorer.list.takesCompounds = true
    // Proofs cite by number, so all come before the further forms of what is listed.
    for (proof, _) in proofs { try explorer.list.check(proof) }
    explorer.names = Set(proofs.map(\.proof.name))
    for (number, (proof, isListed)) in proofs.enumerated() where isListed {
      known.append((.theorem(number), proof.statement))
      guard let formula = explorer.adopt(proof.statement, number) else { continue }
      for form in explorer.forms(of: formula) { listed[form] = proof.name }
    }
    explorer.turnCancellations()
  }

  /// How a law stands.
  ///
  /// *Shape*: a statement of `store`, whose operators and sorts are numbered as the document's, as far
  /// as it mentions them; the names of its variables, by level. *Complexity*: bounded by the limits of a search.
  public func judge(
    _ law: Statement, in store: TermStore, variableNames: [String]
  ) -> LawVerdict {
    guard let statement = explorer.list.imported(law, from: store),
      let conjecture = explorer.conjecture(statement)
    else { return .missing }
    if let name = listed[explorer.canonical(conjecture.formula).formula] {
      return .listed(theorem: name)
    }
    var generous = Effort.evident
    generous.witnesses = 2
    generous.splits = 1
    generous.unfolds = true
    var contextual = generous
    contextual.superpositions = 1
    for effort in [Effort.evident, generous, contextual] {
      if let script = explorer.search(conjecture, effort), accepts(script, of: conjecture) {
        return .follows(explanation(script, variableNames))
      }
    }
    lawCount += 1
    if let reasons = completed(statement) { return .follows(reasons) }
    if let sides = explorer.vocabulary.sides(conjecture.formula),
      let script = explorer.chain(from: sides.left, to: sides.right),
      accepts(script, of: conjecture)
    {
      return .follows(explanation(script, variableNames))
    }
    return .missing
  }

  private func accepts(_ script: Script, of conjecture: Conjecture) -> Bool {
    lawCount += 1
    return explorer.list.check(
      conjecture.formula, parameters: conjecture.parameters, script, named: "law \(lawCount)",
      explorer.vocabulary)
  }

  /// The steps of a chain of equations, each with its reason; of another proof what it cites.
  private func explanation(_ script: Script, _ names: [String]) -> [String] {
    guard script.count == 1, case .chain(let start, let links) = script.steps[0] else {
      return [reasons(script.steps.flatMap(\.citations))]
    }
    var lines = [explorer.text(start, names, document)]
    var term = start
    for link in links {
      term = explorer.result(of: link, on: term)
      var reason = ""
      if case .cited(let citation, _) = link.source { reason = name(citation) }
      lines.append("= " + explorer.text(term, names, document) + "   [\(reason)]")
    }
    return lines
  }

  /// What a proof rests on, in order.
  func reasons(_ citations: [Citation]) -> String {
    var cited: [String] = []
    for name in citations.map(name) where !cited.contains(name) { cited.append(name) }
    return "by " + (cited.isEmpty ? "logic" : cited.joined(separator: ", "))
  }

  private func name(_ citation: Citation) -> String {
    switch citation {
    case .fact(let place): explorer.list.checker.theory.facts[place].name
    case .theorem(let place): explorer.list.checker.theorems[place].name
    }
  }
}

extension Explorer {
  /// Makes the statement of a theorem known, with the forms that it needs as a rule; returns it.
  fileprivate mutating func adopt(_ statement: Statement, _ number: Int) -> Term? {
    guard let conjecture = conjecture(statement) else { return nil }
    list.adopt(statement, number, &vocabulary)
    seen.insert(canonical(conjecture.formula).formula)
    complete()
    return conjecture.formula
  }

  /// A statement of the checker's store as something to search a proof of; nil if it uses operators at
  /// sorts that the search does not know.
  mutating func conjecture(_ statement: Statement) -> Conjecture? {
    let store = list.checker.theory.store
    guard
      let formula = vocabulary.term(
        statement.formula, in: store, asRule: false, substitute: { $0 })
    else { return nil }
    return Conjecture(
      formula: formula, parameters: statement.parameters.map { TermSort($0.index) })
  }

  /// The formula in the forms that count as the same law.
  fileprivate mutating func forms(of formula: Term) -> [Term] {
    var forms = [canonical(formula).formula]
    if let sides = vocabulary.sides(formula) {
      forms.append(canonical(vocabulary.equation(sides.right, sides.left)).formula)
    }
    return forms
  }

  fileprivate mutating func text(_ term: Term, _ names: [String], _ document: TheoryDocument)
    -> String
  {
    list.text(term, vocabulary, names, document)
  }

  /// What a replacement makes of a term.
  fileprivate mutating func result(of link: Link, on term: Term) -> Term {
    guard
      let rule = (list.rules + list.reversedRules).first(where: {
        $0.source == link.source && $0.isReversed == link.isReversed
      })
    else { return term }
    var substitution = Substitution(count: rule.variableCount)
    for (number, value) in link.terms.enumerated() { substitution[number] = value }
    let right = vocabulary.bank.instance(rule.right, substitution)
    return vocabulary.bank.replacing(at: link.position[...], in: term, by: right)
  }
}
