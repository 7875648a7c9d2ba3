// One checked certificate as a site shows it: theorems with what they cite and what cites them,
// axioms and definitions with places to link to, everything spelled once. Start at `init`. Pages are
// written from this by `TheoremPage` and `TheoryPage`; the proofs themselves by `ProofOutline`.

import AxiomLanguage
import Certificates
import ProofKernel

/// An axiom or a definition.
struct SiteFact {
  /// How pages call it: `left_unit`, `definition of +`.
  let title: String
  /// The place on the page of the theory.
  let anchor: String
  let kind: Fact.Kind
  let formula: Formula
  /// What it says, in Unicode.
  let text: String
  let position: SourcePosition
}

/// A theorem.
struct SiteTheorem {
  let name: String
  /// The file of its page.
  let page: String
  let note: TheoremNote
  let formula: Formula
  /// What it says, in Unicode.
  let text: String
  /// The variables over which it is universal, those of one sort together, and what the sorts are called.
  let variables: [(names: [String], sort: String)]
  /// What it says as a statement of the axiom language, which reads it back.
  let source: String
  /// The hash of what it says, whatever it is called: 64 hexadecimal digits.
  let statementID: String
  let stepCount: Int
  /// Theorems that its own proof cites, ascending.
  let citedTheorems: [Int]
  /// Facts that its own proof cites, ascending.
  let citedFacts: [Int]
  /// Facts that it rests on, through the theorems that it cites as well; the kernel counted them.
  let facts: [Int]
  /// Theorems whose proofs cite it, ascending.
  var usedBy: [Int] = []
}

/// A theory with its theorems, ready to be shown.
struct SiteTheory {
  let name: String
  /// The folder of its pages.
  let folder: String
  let checked: CheckedCertificate
  var layout: FormulaLayout
  /// For sorts on pages.
  let printer: Printer
  /// For text that the axiom language reads back.
  private let sourcePrinter: Printer
  private var identity: ContentIdentity
  private(set) var facts: [SiteFact] = []
  private(set) var theorems: [SiteTheorem] = []
  /// Theorems in the order in which pages list them: by rank, then lemmas as they were proved.
  private(set) var order: [Int] = []
  /// Where each theorem is in that order.
  private(set) var placeInOrder: [Int] = []

  /// The theory of a certificate. *Complexity*: linear in its size.
  init(_ checked: CheckedCertificate) {
    let document = checked.certificate.document
    (name, folder) = (document.name, pageName(of: document.name))
    self.checked = checked
    layout = FormulaLayout(document, checked.checker.theory.store)
    printer = Printer(document, style: .unicode)
    sourcePrinter = Printer(document)
    identity = ContentIdentity(document)
    addFacts()
    for number in checked.certificate.proofs.indices { addTheorem(number) }
    for (number, theorem) in theorems.enumerated() {
      for cited in theorem.citedTheorems { theorems[cited].usedBy.append(number) }
    }
    order = theorems.indices.sorted { a, b in
      let (first, second) = (theorems[a].note.rank ?? .max, theorems[b].note.rank ?? .max)
      return first == second ? a < b : first < second
    }
    placeInOrder = Array(repeating: 0, count: order.count)
    for (place, number) in order.enumerated() { placeInOrder[number] = place }
  }

  /// How many theorems have a rank.
  var rankedCount: Int { theorems.filter { $0.note.rank != nil }.count }

  private mutating func addFacts() {
    let document = checked.certificate.document
    var counts: [String: Int] = [:]
    let definitions = checked.checker.theory.facts.filter { $0.kind == .definition }.map(\.name)
    let repeated = Dictionary(definitions.map { ($0, 1) }, uniquingKeysWith: +)
    for (fact, note) in zip(checked.checker.theory.facts, document.factNotes) {
      let isAxiom = fact.kind == .axiom
      let base = (isAxiom ? "axiom-" : "definition-") + pageName(of: fact.name)
      counts[base, default: 0] += 1
      let count = counts[base] ?? 1
      let formula = Formula(
        fact.statement.formula, names: note.variableNames,
        style: isAxiom ? .statement : .definition)
      facts.append(
        SiteFact(
          title: isAxiom ? fact.name : title(fact.name, repeated[fact.name] == 1 ? nil : count),
          anchor: count == 1 ? base : "\(base).\(count)", kind: fact.kind, formula: formula,
          text: layout.text(formula), position: note.position))
    }
  }

  /// What a defining equation is called: the n-th of several has a number.
  private func title(_ name: String, _ number: Int?) -> String {
    let shown = LiftedTerm.title(of: name)
    return number.map { "definition \($0) of \(shown)" } ?? "definition of \(shown)"
  }

  private mutating func addTheorem(_ number: Int) {
    let (proof, note) = (
      checked.certificate.proofs[number], checked.certificate.notes[number]
    )
    let document = checked.certificate.document
    let proved = checked.checker.theorems[number]
    var (citedTheorems, citedFacts): (Set<Int>, Set<Int>) = ([], [])
    for citation in proof.steps.flatMap(\.citations) {
      switch citation {
      case .fact(let place): citedFacts.insert(place)
      case .theorem(let place): citedTheorems.insert(place)
      }
    }
    let formula = Formula(
      proof.statement.formula, names: note.variableNames, style: .statement)
    theorems.append(
      SiteTheorem(
        name: proof.name, page: pageName(of: proof.name) + ".html", note: note, formula: formula,
        text: layout.text(formula), variables: variables(proof.statement, note),
        source: source(proof, note),
        statementID: identity.statement(proof.statement, in: document.theory.store).description,
        stepCount: proved.stepCount, citedTheorems: citedTheorems.sorted(),
        citedFacts: citedFacts.sorted(), facts: proved.facts))
  }

  private func variables(_ statement: Statement, _ note: TheoremNote)
    -> [(names: [String], sort: String)]
  {
    var sorts: [SortID] = []
    var names: [[String]] = []
    for (sort, name) in zip(statement.parameters, note.variableNames) {
      if let place = sorts.firstIndex(of: sort) {
        names[place].append(name)
      } else {
        sorts.append(sort)
        names.append([name])
      }
    }
    return zip(names, sorts).map { ($0, printer.text(of: $1, in: layout.store)) }
  }

  private func source(_ proof: Proof, _ note: TheoremNote) -> String {
    let text = sourcePrinter.text(
      of: proof.statement, in: layout.store, variableNames: note.variableNames)
    return "theorem \(proof.name): \(text)"
  }

  /// How a theorem was proved, in HTML: the variable of an induction is slanted like any other.
  func method(of theorem: SiteTheorem) -> String {
    let method = theorem.note.method
    guard let space = method.lastIndex(of: " ") else { return escaped(method) }
    let last = String(method[method.index(after: space)...])
    guard theorem.note.variableNames.contains(last) else { return escaped(method) }
    return "\(escaped(String(method[...space])))<i class=\"fm\">\(escaped(last))</i>"
  }

  /// A link to an axiom, definition or theorem; what it says appears when the pointer rests on it.
  /// In a proof the script adds that, from the lists beside the proof: long proofs are long enough.
  func link(_ citation: Citation, hasTitle: Bool = true) -> String {
    let (href, name, text) = target(of: citation)
    let title = hasTitle ? " title=\"\(escaped(text))\"" : ""
    return "<a href=\"\(escaped(href))\"\(title)>\(escaped(name))</a>"
  }

  /// What a citation links to, from a page in the folder of the theory.
  func target(of citation: Citation) -> (href: String, title: String, text: String) {
    switch citation {
    case .fact(let place):
      let fact = facts[place]
      return ("index.html#\(fact.anchor)", fact.title, fact.text)
    case .theorem(let place):
      let theorem = theorems[place]
      return (theorem.page, theorem.name, theorem.text)
    }
  }
}
