// A theorem and its proof as text for a terminal: what `porism explain` prints. Start at `text`. It
// shows what the page of the theorem shows, from the same outline; `SiteTheory` knows the names.

import AxiomLanguage
import Certificates
import ProofKernel

/// Explains the theorems of a checked certificate.
///
///     let explanation = ProofExplanation(checked)
///     for number in explanation.theorems(matching: "add_comm") {
///       print(explanation.text(of: number))
///     }
public struct ProofExplanation: Sendable {
  private let theory: SiteTheory

  /// Prepares explanations. *Complexity*: linear in the size of the certificate.
  public init(_ checked: CheckedCertificate) { theory = SiteTheory(checked) }

  /// The theorems (places in the certificate) with that name.
  public func theorems(matching name: String) -> [Int] {
    theory.theorems.indices.filter { theory.theorems[$0].name == name }
  }

  /// The names of theorems that resemble one, for a hint: the one that is spelled most alike, then
  /// those of which it is a part, or that are part of it. At most five.
  public func names(like name: String) -> [String] {
    let names = theory.theorems.map(\.name)
    let wanted = name.lowercased()
    let first = nearest(to: name, among: names)
    let others = names.filter { candidate in
      let known = candidate.lowercased()
      return candidate != first && (known.contains(wanted) || wanted.contains(known))
    }
    return Array(((first.map { [$0] } ?? []) + others).prefix(5))
  }

  /// What a theorem says, its proof, and what it rests on; lines end in a newline.
  ///
  /// *Shape*: `number` is the theorem's place in the certificate. `isColored` writes the escape
  /// sequences of terminals for marked subterms, instead of brackets.
  public func text(of number: Int, isColored: Bool = false) -> String {
    let theorem = theory.theorems[number]
    let kind = theorem.note.rank.map { "theorem \($0)" } ?? "lemma"
    var lines = ["\(theorem.name)   \(kind) of \(theory.name)", "", "  \(theorem.text)", ""]
    if !theorem.variables.isEmpty {
      let groups = theorem.variables.map { "\($0.names.joined(separator: ", ")) : \($0.sort)" }
      lines.insert("    for all \(groups.joined(separator: "; "))", at: lines.count - 1)
    }
    let count = theorem.stepCount == 1 ? "1 step" : "\(theorem.stepCount) steps"
    lines.append("Proved by \(theorem.note.method), in \(count) that the kernel checked.")
    lines.append("")
    let outline = ProofOutline(of: number, in: theory.checked)
    var layout = theory.layout
    layout.store = outline.store
    let writer = OutlineText(layout: layout, isColored: isColored) { [theory] citation in
      theory.target(of: citation).title
    }
    lines += writer.lines(outline).map {
      $0.isEmpty ? $0 : "  " + $0
    }
    lines += ["", "  ∎", ""]
    lines += foundations(theorem)
    lines += names("Cites", theorem.citedTheorems) + names("Used by", theorem.usedBy)
    return lines.joined(separator: "\n") + "\n"
  }

  private func foundations(_ theorem: SiteTheorem) -> [String] {
    let axioms = theorem.facts.filter { theory.facts[$0].kind == .axiom }
    let definitions = theorem.facts.filter { theory.facts[$0].kind == .definition }
    var lines = axioms.isEmpty ? ["Rests on no axiom."] : ["Rests on the axioms"] + table(axioms)
    if !definitions.isEmpty { lines += ["By definition"] + table(definitions) }
    return lines
  }

  private func table(_ facts: [Int]) -> [String] {
    let rows = facts.map { number in
      let fact = theory.facts[number]
      return [fact.title, fact.text, place(of: fact.position)]
    }
    let widths = [0, 1].map { column in rows.map { min($0[column].count, 60) }.max() ?? 0 }
    return rows.map { row in
      var line = "  "
      for (cell, width) in zip(row, widths) {
        line += cell + String(repeating: " ", count: max(width - cell.count, 0) + 3)
      }
      return line + row[2]
    }
  }

  /// Longer lines of names go on below (characters).
  private static let longestLine = 96

  private func names(_ title: String, _ theorems: [Int]) -> [String] {
    guard !theorems.isEmpty else { return [] }
    var lines = [title]
    for (place, number) in theorems.enumerated() {
      let name = theory.theorems[number].name + (place == theorems.count - 1 ? "" : ",")
      if lines[lines.count - 1].count + 1 + name.count > Self.longestLine { lines.append(" ") }
      lines[lines.count - 1] += " " + name
    }
    return lines
  }
}
