// The log of a search, `DIR/attempts.jsonl`: a line that says what was searched, then a line for each
// proof attempt, written as they are made. From it `--resume` takes a search up again. Start at
// `SearchLog.init`. `AttemptJournal` decides what a record means; a torn last line, as a killed run
// leaves it, is dropped.

import Foundation
import Porism
import Synchronization

/// What a log is about. A log of something else is not gone on from.
struct SearchLogHeader: Codable, Equatable {
  var format = "porism-log 1"
  let porism: String
  let theory: String
  /// The axiom files with their hashes.
  let files: [[String]]
  /// The limits that decide what is tried.
  let size: Int

  init(_ theory: ElaboratedTheory, _ limits: ExplorationLimits) {
    porism = PorismCommand.configuration.version
    self.theory = theory.document.name
    files = theory.files.map { AxiomFileStamp($0) }.map { [$0.path, $0.hash] }
    size = limits.size
  }
}

/// A log that is being written.
final class SearchLog: Sendable {
  let path: String
  private let file: FileHandle

  /// Starts a log in a folder, which is made if it is missing; or goes on with the one that is there.
  ///
  /// Returns the log and the records that it had. Throws exit code 2, with the reason on standard
  /// error, if the folder cannot be written or the log is of another search.
  static func open(_ folder: String, _ header: SearchLogHeader, resuming: Bool) throws
    -> (log: SearchLog, records: [AttemptRecord])
  {
    let path = folder + "/attempts.jsonl"
    do {
      var records: [AttemptRecord] = []
      var text = try line(header)
      if resuming {
        let old = try Data(contentsOf: URL(fileURLWithPath: path))
        (text, records) = try read(old, header, path)
      } else {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      }
      do throws(FileError) { try AtomicFile.write(Array(text), to: path) } catch {
        complain("error: \(error)")
        throw Outcome.badInput
      }
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try file.seekToEnd()
      return (SearchLog(path: path, file), records)
    } catch let error as CocoaError {
      complain("error: \(error.reason(for: path))")
      throw Outcome.badInput
    }
  }

  private init(path: String, _ file: FileHandle) { (self.path, self.file) = (path, file) }

  /// Appends records. What cannot be written is lost: a full disk must not stop a search.
  func append(_ records: [AttemptRecord]) {
    var text = Data()
    for record in records { if let line = try? Self.line(record) { text += line } }
    try? file.write(contentsOf: text)
  }

  /// The whole lines of a log, and what they say.
  private static func read(_ old: Data, _ header: SearchLogHeader, _ path: String) throws -> (
    text: Data, records: [AttemptRecord]
  ) {
    var lines = old.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    lines.removeLast()  // nothing, or a torn line
    guard let first = lines.first,
      let found = try? JSONDecoder().decode(SearchLogHeader.self, from: first)
    else {
      complain("error: '\(path)' is not the log of a search")
      throw Outcome.badInput
    }
    guard found == header else {
      complain("error: '\(path)' is of \(difference(found, header)); start anew with --log")
      throw Outcome.badInput
    }
    var records: [AttemptRecord] = []
    for (number, line) in lines.enumerated().dropFirst() {
      guard let record = try? JSONDecoder().decode(AttemptRecord.self, from: line) else {
        complain("error: \(path):\(number + 1): this line is not a record of an attempt")
        throw Outcome.badInput
      }
      records.append(record)
    }
    return (lines.reduce(into: Data()) { $0 += $1 + [UInt8(ascii: "\n")] }, records)
  }

  private static func difference(_ found: SearchLogHeader, _ asked: SearchLogHeader) -> String {
    if found.theory != asked.theory { return "the theory '\(found.theory)'" }
    if found.files != asked.files { return "other axioms: a file has changed since" }
    if found.size != asked.size { return "a search with --size \(found.size)" }
    return "another version of porism"
  }

  private static func line(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value) + [UInt8(ascii: "\n")]
  }
}

/// The records of one search: in a log if there is one, else in memory until they are wanted.
final class SearchRecords: Sendable {
  /// What the search is to be given.
  let journal: AttemptJournal
  /// The folder of the log, if there is one.
  let folder: String?
  private let header: SearchLogHeader
  private let unwritten: UnwrittenRecords

  private final class UnwrittenRecords: Sendable {
    let records = Mutex<[AttemptRecord]>([])
  }

  /// Records for a search, in a log in that folder. Throws as `SearchLog.open`.
  init(
    _ theory: ElaboratedTheory, _ limits: ExplorationLimits, folder: String?, resuming: Bool
  ) throws {
    self.folder = folder
    let unwritten = UnwrittenRecords()
    self.unwritten = unwritten
    header = SearchLogHeader(theory, limits)
    guard let folder else {
      journal = AttemptJournal { new in unwritten.records.withLock { $0 += new } }
      return
    }
    let (log, records) = try SearchLog.open(folder, header, resuming: resuming)
    journal = AttemptJournal(resuming: records, statementsOf: theory.document) { log.append($0) }
  }

  /// Makes sure that the search can be taken up: writes a log beside the output if there is none.
  /// Returns its folder; nil if it could not be written.
  func save(to output: String) -> String? {
    if let folder { return folder }
    let name = output.hasSuffix(".proof") ? String(output.dropLast(6)) : output
    guard let log = try? SearchLog.open(name + ".log", header, resuming: false).log else {
      return nil
    }
    log.append(unwritten.records.withLock { $0 })
    return name + ".log"
  }
}

extension CocoaError {
  /// What the system says about a file, in few words.
  fileprivate func reason(for path: String) -> String {
    let code = (underlying as? POSIXError)?.code.rawValue
    let words = code.map { String(cString: strerror($0)) } ?? localizedDescription
    return "'\(path)': \(words)"
  }
}
