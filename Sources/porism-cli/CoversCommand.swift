// `porism covers CERT LAWS`: for each law of a file whether the certificate lists it, whether it follows
// from what is listed, with the chain, or whether it is missing. Exit code 1 if any is missing.

import ArgumentParser
import Porism

/// `porism covers`.
struct CoversCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "covers",
    abstract: "Say which laws a certificate lists, which follow from it, and which are missing.")

  @Argument(help: "A certificate (.proof file).") var certificate: String
  @Argument(help: "An .axiom file that uses the theory and states laws as theorems.") var laws:
    String
  @Flag(help: "Print one JSON object a law.") var json = false

  func run() throws {
    let checked = try readCertificate(certificate)
    let stated = try readTheory(laws)
    guard !stated.goals.isEmpty else {
      complain("error: '\(laws)' states no theorem")
      throw Outcome.badInput
    }
    let own = checked.certificate
    if let difference = Comparison.difference(of: stated.document, from: own.document) {
      complain("error: '\(laws)' is about another theory: \(difference)")
      throw Outcome.badInput
    }
    let proofs = zip(own.proofs, own.notes).map { (proof: $0, isListed: $1.rank != nil) }
    let printer = Printer(stated.document)
    let laws = stated.goals.map { law in
      let text = printer.text(
        of: law.statement, in: stated.document.theory.store, variableNames: law.variableNames)
      return (name: law.name, text: text)
    }
    // Functions as values have other numbers there: what is printed is read back.
    var document = own.document
    let goals = laws.map { document.elaborate(formula: $0.text).goal }
    let coverage = try Coverage(document, proofs, laws: goals.compactMap { $0?.statement })
    var isComplete = true
    let width = laws.map(\.name.count).max() ?? 0
    for (law, goal) in zip(laws, goals) {
      let verdict =
        goal.map {
          coverage.judge(
            $0.statement, in: document.theory.store, variableNames: $0.variableNames)
        } ?? .missing
      if case .missing = verdict { isComplete = false }
      show(law.name, law.text, verdict, width)
    }
    if !isComplete { throw Outcome.failed }
  }

  private func show(_ name: String, _ text: String, _ verdict: LawVerdict, _ width: Int) {
    let (word, lines): (String, [String]) =
      switch verdict {
      case .listed(let theorem): ("listed", [theorem])
      case .follows(let lines): ("follows", lines)
      case .missing: ("missing", [])
      }
    if json {
      print(
        JSONText.object([
          ("law", .text(name)), ("statement", .text(text)), ("verdict", .text(word)),
          ("because", .texts(lines)),
        ]))
      return
    }
    let padding = String(repeating: " ", count: width - name.count)
    let state = word + String(repeating: " ", count: 7 - word.count)
    print("\(state)  \(name)\(padding)  \(text)" + (word == "listed" ? "  (\(lines[0]))" : ""))
    if word == "follows" { for line in lines { print("           \(line)") } }
  }
}
