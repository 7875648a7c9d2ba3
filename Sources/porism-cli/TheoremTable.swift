// The list of theorems that `derive` ends with and `explain` begins with: rank, name, statement, how it
// was proved, steps, axioms. It is read off a certificate, so both commands show the same.

import Porism

/// The theorems of a certificate that have a rank, best first.
struct TheoremTable {
  /// One theorem of the list.
  struct Row {
    let rank: Int
    let name: String
    let statement: String
    let method: String
    let stepCount: Int
    /// The names of the trusted axioms that it rests on.
    let axioms: [String]
  }

  let rows: [Row]
  /// Theorems without a rank (count).
  let lemmaCount: Int

  /// Reads the list off a certificate; `axioms` says by theorem on which facts it rests.
  init(_ certificate: Certificate, axioms: (Int) -> [Int]) {
    let document = certificate.document
    let printer = Printer(document)
    rows = zip(certificate.proofs, certificate.notes).enumerated().compactMap { place, theorem in
      let (proof, note) = theorem
      guard let rank = note.rank else { return nil }
      let statement = printer.text(
        of: proof.statement, in: document.theory.store, variableNames: note.variableNames)
      return Row(
        rank: rank, name: proof.name, statement: statement, method: note.method,
        stepCount: proof.steps.count, axioms: axioms(place).map { document.theory.facts[$0].name })
    }.sorted { $0.rank < $1.rank }
    lemmaCount = certificate.proofs.count - rows.count
  }

  /// The list in aligned columns, or its beginning (count), and how long it is.
  func text(limit: Int = .max) -> String {
    var table = TextTable([
      ("rank", .right), ("name", .left), ("statement", .left), ("proved by", .left),
      ("steps", .right), ("from axioms", .left),
    ])
    for row in rows.prefix(limit) {
      table.add([
        "\(row.rank)", row.name, row.statement, row.method, "\(row.stepCount)",
        row.axioms.isEmpty ? "none" : row.axioms.joined(separator: " "),
      ])
    }
    let theorems = rows.count == 1 ? "1 theorem" : "\(rows.count) theorems"
    let lemmas = lemmaCount == 1 ? "1 lemma" : "\(lemmaCount) lemmas"
    let shown = rows.count > limit ? ", the best \(limit) shown" : ""
    return "\(table.text)\n\(theorems)\(shown), and \(lemmas) for the proofs; all checked"
  }

  /// The list as JSON, one object a theorem.
  var objects: [String] {
    rows.map { row in
      JSONText.object([
        ("rank", .number(row.rank)), ("name", .text(row.name)),
        ("statement", .text(row.statement)), ("method", .text(row.method)),
        ("steps", .number(row.stepCount)), ("axioms", .texts(row.axioms)),
      ])
    }
  }
}
