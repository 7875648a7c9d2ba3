// The lines around the proofs: the header, one line a declaration, and the head of a theorem. What a
// declaration adds gets the next number of its kind, which is its number in the kernel's theory, so
// that a reader can find what a line means. `CertificateReader+Declarations` reads them back.

import AxiomLanguage
import ProofKernel

extension Record {
  /// The version of the format that this room writes, and the only one that it reads.
  static let version = 1

  /// The first line.
  init(header document: TheoryDocument, _ files: [AxiomFileStamp]) {
    self.init([
      ("porism", .count(Self.version)), ("theory", .text(document.name)),
      (
        "files",
        .records(files.map { Record([("path", .text($0.path)), ("sha256", .text($0.hash))]) })
      ),
    ])
  }

  /// The line between the declarations and the theorems.
  init(theory: Theory, _ hash: ContentHash) {
    self.init([
      ("theory", .hash(hash)), ("symbols", .count(theory.store.sortSymbols.count)),
      ("operators", .count(theory.store.operators.count)), ("facts", .count(theory.facts.count)),
    ])
  }
}

/// Makes the lines of the declarations of a document, one after the other.
struct DeclarationRecords {
  private var (sorts, operators, facts) = (1, 1, 0)
  private(set) var position = 0

  /// The line of the next declaration; nil after the last. The document may have grown meanwhile.
  mutating func next(in document: TheoryDocument) -> Record? {
    guard position < document.declarations.count else { return nil }
    defer { position += 1 }
    switch document.declarations[position] {
    case .sort(let name, let count):
      let place = document.sortPositions[sorts]
      defer { sorts += 1 }
      return Record([
        ("declare", .text("sort")), ("symbol", .count(sorts)), ("name", .text(name)),
        ("parameters", .count(count)), ("at", .place(place)),
      ])
    case .inductive(let group):
      var members: [Record] = []
      for member in group {
        let constructors = member.constructors.map { constructor in
          let fields = [
            operatorNumber(), ("name", .text(constructor.name)),
            ("arguments", .sorts(constructor.arguments)),
          ]
          return Record(fields + note(document))
        }
        members.append(
          Record([
            ("symbol", .count(Int(member.symbol.index))), ("constructors", .records(constructors)),
          ]))
      }
      return Record([("declare", .text("inductive")), ("group", .records(members))])
    case .operation(let name, let count, let arguments, let result):
      let fields: [(name: String, value: Record.Value)] = [
        ("declare", .text("operation")), operatorNumber(), ("name", .text(name)),
        ("sortParameters", .count(count)), ("arguments", .sorts(arguments)),
        ("result", .sort(result)),
      ]
      return Record(fields + note(document))
    case .functions(let group, let truth):
      let members = group.map { function in
        Record([
          ("operator", .count(Int(function.symbol.index))),
          ("decreasing", .numbers(function.decreasing)),
          ("equations", .records(function.equations.map { Record(equation($0, document)) })),
        ])
      }
      return Record([
        ("declare", .text("functions")), ("truth", truth.map { .term($0) } ?? .null),
        ("group", .records(members)),
      ])
    case .definition(let symbol, let equation):
      return Record(
        [("declare", .text("definition")), ("operator", .count(Int(symbol.index)))]
          + self.equation(equation, document))
    case .axiom(let name, let statement):
      let note = document.factNotes[facts]
      defer { facts += 1 }
      return Record([
        ("declare", .text("axiom")), ("fact", .count(facts)), ("name", .text(name)),
        ("sortParameters", .count(statement.sortParameterCount)),
        ("parameters", .sorts(statement.parameters)), ("variables", .texts(note.variableNames)),
        ("formula", .term(statement.formula)), ("at", .place(note.position)),
      ])
    }
  }

  private func operatorNumber() -> (name: String, value: Record.Value) {
    ("operator", .count(operators))
  }

  /// How the next operator is written, and where it is declared.
  private mutating func note(_ document: TheoryDocument) -> [(name: String, value: Record.Value)] {
    let note = document.operatorNotes[operators]
    operators += 1
    return [("fixity", note.fixity.map { .fixity($0) } ?? .null), ("at", .place(note.position))]
  }

  private mutating func equation(_ equation: Equation, _ document: TheoryDocument) -> [(
    name: String, value: Record.Value
  )] {
    let note = document.factNotes[facts]
    defer { facts += 1 }
    return [
      ("fact", .count(facts)), ("parameters", .sorts(equation.parameters)),
      ("variables", .texts(note.variableNames)), ("left", .term(equation.left)),
      ("right", .term(equation.right)), ("at", .place(note.position)),
    ]
  }
}
