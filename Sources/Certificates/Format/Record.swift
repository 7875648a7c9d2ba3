// One line of a certificate between memory and text: named fields in their fixed order. Whatever must
// look at all parts of a line works on records: the writer (`LineBuffer`), the numbering of shared
// sorts and terms (`Numbering`), hashes (`ContentIdentity`), and `Comparison`. `Record+Steps` and
// `Record+Declarations` make them; the reader, which must trust nothing, reads each kind by itself.

import AxiomLanguage
import ProofKernel

/// What a field of a line holds. It stands by itself since the compiler, asked for a type inside
/// `Record` that holds records, may see a circle.
enum FieldValue {
  case null
  case flag(Bool)
  case number(UInt64)
  case numbers([Int])
  case text(String)
  case texts([String])
  case hash(ContentHash)
  case sort(SortID)
  case sorts([SortID])
  case term(TermID)
  case terms([TermID])
  case citation(Citation)
  case citations([Citation])
  case place(SourcePosition)
  case fixity(Fixity)
  case record(Record)
  case records([Record])

  /// A count, or the place of something in a list.
  static func count(_ number: Int) -> Self { .number(UInt64(number)) }
}

/// Named fields, in order.
struct Record {
  typealias Value = FieldValue

  var fields: [(name: String, value: Value)]

  init(_ fields: [(name: String, value: Value)]) { self.fields = fields }

  /// Calls `visit` for each value that is no record, in order. Records are nested three deep at most.
  func forEachValue(_ visit: (Value) -> Void) {
    for (_, value) in fields {
      switch value {
      case .record(let inner): inner.forEachValue(visit)
      case .records(let inner): for record in inner { record.forEachValue(visit) }
      default: visit(value)
      }
    }
  }
}
