// `porism simplify --report`: whether the equations of a theory, used from left to right, end and are confluent.
// Start at `reportSystem`. `SystemReport` finds out.

import Porism

extension SimplifyCommand {
  /// Prints the report on a theory and its theorems.
  func reportSystem(_ known: Certificate) {
    let report = SystemReport(known.document, lemmas: known.proofs)
    let (ends, how): (String, String)
    switch report.termination {
    case .proved(let ordering): (ends, how) = ("proved", "by " + ordering)
    case .refuted(let rule): (ends, how) = ("refuted", rule + " loops")
    case .open(let rules):
      (ends, how) = ("open", "no ordering that was tried fits " + rules.joined(separator: ", "))
    }
    var (joins, pair) = ("proved", "")
    switch report.confluence {
    case .proved: break
    case .refuted(let found):
      joins = "refuted"
      pair =
        "\(found.term) is \(found.left) or \(found.right) by \(found.rules.joined(separator: ", "))"
    case .open: joins = "open"
    }
    if json {
      print(
        JSONText.object([
          ("termination", .text(ends)), ("because", .text(how)), ("confluence", .text(joins)),
          ("normalForms", .text(pair)), ("criticalPairs", .number(report.pairCount)),
          ("leftOut", .texts(report.others)),
        ]))
      return
    }
    print("termination: \(ends), \(how)")
    print("confluence: \(joins)" + (pair.isEmpty ? "" : ", \(pair)"))
    print("critical pairs: \(report.pairCount)")
    if !report.others.isEmpty { print("left out: \(report.others.joined(separator: ", "))") }
  }
}
