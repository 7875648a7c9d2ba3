// How the page of a theory arranges what it lists: theorems by the operator that they are about,
// defining equations by the operator that they define, sorts and undefined operators as a signature.
// Start at `theoremGroups`. Order is that of the axiom files, within a group that of the ranks.

import AxiomLanguage
import ProofKernel

/// Theorems about one operator.
struct TheoremGroup {
  /// The operator, as pages call it; nil for theorems about none.
  let subject: String?
  /// The place on the page of the theory.
  let anchor: String
  /// Places in the certificate, by rank.
  let members: [Int]
}

/// An axiom, or all equations that define one operator.
struct FactGroup {
  /// The axiom's or the operator's name.
  let title: String
  /// The operator's sort; nil for an axiom.
  let sort: String?
  /// Places in the theory.
  let facts: [Int]
}

/// A sort or an operator without definition.
struct SignatureLine {
  /// The declaration, in Unicode.
  let text: String
  let position: SourcePosition
}

extension SiteTheory {
  private var store: TermStore { layout.store }

  /// The theorems that people see, by what they are about: the operator declared last of those that
  /// they mention. So laws of · that mention + are laws of ·.
  func theoremGroups() -> [TheoremGroup] {
    var members: [UInt32: [Int]] = [:]
    for place in order.prefix(rankedCount) {
      members[subject(of: theorems[place].formula.term)?.index ?? 0, default: []].append(place)
    }
    // The theory's own operators come first, then those of the files that it uses; number 0, the
    // built-in application, stands for none.
    let subjects = members.keys.sorted { a, b in
      let (first, second) = (distance(of: a), distance(of: b))
      return first == second ? a < b : first < second
    }
    return subjects.map { number in
      guard number > 0 else {
        return TheoremGroup(subject: nil, anchor: "laws", members: members[number] ?? [])
      }
      let name = store.operators[Int(number)].name
      return TheoremGroup(
        subject: name == "if" ? "if … then … else" : LiftedTerm.title(of: name),
        anchor: "laws-\(pageName(of: name))", members: members[number] ?? [])
    }
  }

  /// The file that the theory is named after is read last.
  private var ownFile: String? { checked.certificate.files.last?.path }

  private func distance(of subject: UInt32) -> Int {
    let document = checked.certificate.document
    guard subject > 0 else { return 2 }
    return document.operatorNotes[Int(subject)].position.file == ownFile ? 0 : 1
  }

  /// The operator declared last of those that a formula mentions, but for constructors and what was
  /// lifted. *Complexity*: linear in the shared size.
  private func subject(of formula: TermID) -> OperatorID? {
    var seen: Set<TermID> = [formula]
    var pending = [formula]
    var last: OperatorID?
    while let term = pending.popLast() {
      switch store.shape(of: term) {
      case .variable, .bound, .numeral: break
      case .quantifier(_, _, let body): if seen.insert(body).inserted { pending.append(body) }
      case .connective(_, let parts):
        for part in parts where seen.insert(part).inserted { pending.append(part) }
      case .apply(let symbol, _, let parts):
        for part in parts where seen.insert(part).inserted { pending.append(part) }
        let declared = store.operators[Int(symbol.index)]
        guard symbol != .apply, declared.role != .constructor, !declared.name.hasPrefix("\\") else {
          continue
        }
        if last.map({ $0 < symbol }) ?? true { last = symbol }
      }
    }
    return last
  }

  /// The facts of a kind; equations of one operator together.
  func factGroups(_ kind: Fact.Kind) -> [FactGroup] {
    let known = checked.checker.theory.facts
    var groups: [FactGroup] = []
    var place = 0
    while place < known.count {
      var end = place + 1
      guard known[place].kind == kind else {
        place = end
        continue
      }
      if kind == .definition {
        while end < known.count, known[end].kind == kind, known[end].name == known[place].name {
          end += 1
        }
      }
      groups.append(
        FactGroup(
          title: kind == .axiom ? facts[place].title : LiftedTerm.title(of: known[place].name),
          sort: kind == .axiom ? nil : sort(ofOperator: known[place].name),
          facts: Array(place..<end)))
      place = end
    }
    return groups
  }

  /// The sorts, then the operators of which axioms alone say something, as they were declared.
  func signature() -> [SignatureLine] {
    let document = checked.certificate.document
    var lines: [SignatureLine] = []
    for (number, symbol) in store.sortSymbols.enumerated().dropFirst() {
      lines.append(
        SignatureLine(text: text(of: symbol), position: document.sortPositions[number]))
    }
    for (number, declared) in store.operators.enumerated().dropFirst()
    where declared.role == .abstract && !declared.name.hasPrefix("\\") {
      let name = FormulaSpelling.unicode.symbol(declared.name)
      lines.append(
        SignatureLine(
          text: "op \(name) : \(sort(of: declared))",
          position: document.operatorNotes[number].position))
    }
    return lines
  }

  private func text(of symbol: SortSymbol) -> String {
    guard let first = symbol.constructors.first else {
      let letters = "abcdefghijklmnopqrstuvwxyz".prefix(symbol.parameterCount).map(String.init)
      return (["sort", symbol.name] + letters).joined(separator: " ")
    }
    let forms = symbol.constructors.map { constructor -> String in
      let declared = store.operators[Int(constructor.index)]
      let arguments = declared.arguments.map { argument($0) }
      if layout.fixities[Int(constructor.index)] != nil, arguments.count == 2 {
        return "\(arguments[0]) \(declared.name) \(arguments[1])"
      }
      return ([declared.name] + arguments).joined(separator: " ")
    }
    let result = printer.text(of: store.operators[Int(first.index)].result, in: store)
    return "sort \(result) = " + forms.joined(separator: " | ")
  }

  private func sort(ofOperator name: String) -> String? {
    store.operators.first { $0.name == name }.map { sort(of: $0) }
  }

  private func sort(of declared: Operator) -> String {
    let result =
      declared.result == .formula ? "formula" : printer.text(of: declared.result, in: store)
    guard !declared.arguments.isEmpty else { return result }
    return declared.arguments.map { argument($0) }.joined(separator: " ") + " → " + result
  }

  /// A sort where another may follow.
  private func argument(_ sort: SortID) -> String {
    let text = printer.text(of: sort, in: store)
    return text.contains(" ") ? "(\(text))" : text
  }
}
