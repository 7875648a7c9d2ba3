// A record of proof attempts, by which a search that was cut short is taken up again: it is run as
// before, but what is known to have failed is not attempted. What was proved is proved again, so a
// journal can hide theorems and never make one. Start at `note`. `SearchGrid` counts the rounds; who
// keeps the records, and where, is the caller's affair.

import AxiomLanguage
import ProofKernel
import Synchronization
import Terms

/// One proof attempt. Its `round` and `ticket` tell it from all others of the same search.
public struct AttemptRecord: Hashable, Sendable, Codable {
  /// Calls of the grid of attempts before this one (count).
  public let round: Int
  /// The place of the statement among all that were given to the grid; nil where it did not wait
  /// there.
  public let ticket: Int?
  /// The number of the statement among the terms of the search: a record of another search is not
  /// mistaken for one of this.
  public let term: UInt32
  /// Whether it was proved.
  public let proved: Bool
  /// Terms that the attempt made, rules it tried and rules it applied (counts).
  public let work: [Int]
  /// The statement in the language of axiom files, if that was wanted.
  public let statement: String?

  /// Collects the parts; never fails.
  public init(
    round: Int, ticket: Int?, term: UInt32, proved: Bool, work: [Int], statement: String?
  ) {
    (self.round, self.ticket, self.term, self.proved) = (round, ticket, term, proved)
    (self.work, self.statement) = (work, statement)
  }
}

/// Remembers the attempts of one search, and of the one that it goes on from.
public final class AttemptJournal: Sendable {
  private struct Key: Hashable {
    let round: Int
    let ticket: Int?
  }

  private let earlier: [Key: AttemptRecord]
  private let keep: @Sendable ([AttemptRecord]) -> Void
  private let scribe: Mutex<StatementScribe?>

  /// A journal that gives the new records of each round to `keep`, in order.
  ///
  /// *Shape*: `earlier` are the records of the search that is taken up; `document` is the theory, if
  /// statements are to be written out. Linear time.
  ///
  ///     limits.journal = AttemptJournal { records in attempts += records.count }
  public init(
    resuming earlier: [AttemptRecord] = [], statementsOf document: TheoryDocument? = nil,
    keep: @escaping @Sendable ([AttemptRecord]) -> Void
  ) {
    self.earlier = Dictionary(
      earlier.map { (Key(round: $0.round, ticket: $0.ticket), $0) }, uniquingKeysWith: { $1 })
    self.keep = keep
    scribe = Mutex(document.map { StatementScribe($0) })
  }

  /// The search begins: its terms are over this theory, which may know more sorts than the document's.
  func begin(_ theory: Theory) { scribe.withLock { $0?.checker = Checker(theory) } }

  /// What became of an attempt that is known to have failed.
  func failure(round: Int, ticket: Int?, _ formula: Term) -> AttemptOutcome? {
    guard let record = earlier[Key(round: round, ticket: ticket)], !record.proved,
      record.term == formula.index, record.work.count == 3
    else { return nil }
    var work = SearchWork()
    (work.terms, work.matches, work.rewrites) = (record.work[0], record.work[1], record.work[2])
    return AttemptOutcome(proof: nil, work: work)
  }

  /// Notes the attempts of a round.
  func note(_ reports: [AttemptReport], round: Int, _ vocabulary: Vocabulary) {
    var records: [AttemptRecord] = []
    for report in reports {
      let (conjecture, work) = (report.conjecture, report.outcome.work)
      guard earlier[Key(round: round, ticket: report.ticket)]?.term != conjecture.formula.index
      else { continue }
      records.append(
        AttemptRecord(
          round: round, ticket: report.ticket, term: conjecture.formula.index,
          proved: report.outcome.proof != nil, work: [work.terms, work.matches, work.rewrites],
          statement: scribe.withLock { $0?.text(conjecture, vocabulary) }))
    }
    if !records.isEmpty { keep(records) }
  }
}

/// Writes statements of a search in the language of axiom files. Its terms are its own: the search
/// goes on as if nobody wrote.
private struct StatementScribe {
  private let printer: Printer
  var checker: Checker

  init(_ document: TheoryDocument) {
    (printer, checker) = (Printer(document), Checker(document.theory))
  }

  mutating func text(_ conjecture: Conjecture, _ vocabulary: Vocabulary) -> String? {
    var writer = ProofWriter(vocabulary)
    guard let formula = try? writer.term(conjecture.formula, &checker) else { return nil }
    let sorts = conjecture.parameters.map { SortID($0.index) }
    return printer.text(
      of: Statement(parameters: sorts, formula), in: checker.theory.store,
      variableNames: Derivation.variableNames(conjecture.parameters, checker.theory.store))
  }
}
