// One line on a terminal that says how far long work is, with its rate and the time that is left; none
// at all where standard error is no terminal. Start at `count` and `reach`. The line is written over
// itself a few times a second and taken away by `end`, so nothing of it stays among the results.

import Foundation
import Porism
import Synchronization

/// How far a run is, for people who watch it.
final class ProgressLine: Sendable {
  private struct State {
    var done = 0
    var shownAt: Double
    var isShown = false
  }

  /// Whether somebody watches: standard error is a terminal that can write over a line.
  static let isWanted: Bool = {
    let terminal = ProcessInfo.processInfo.environment["TERM"] ?? "dumb"
    return isatty(STDERR_FILENO) == 1 && terminal != "dumb"
  }()

  /// Seconds between two looks of the line; the first comes after as long.
  private static let interval = 0.25

  private let title: String
  private let unit: String
  /// How much there is to do, if that is known.
  private let total: Int?
  /// CPU seconds after which the run ends, if there is such a limit.
  private let limit: Double?
  private let start: Double
  private let state: Mutex<State>

  /// A line for work that is counted in these units; nil where nobody watches.
  init?(_ title: String, unit: String, total: Int? = nil, limit: Double? = nil) {
    guard Self.isWanted else { return nil }
    (self.title, self.unit, self.total, self.limit) = (title, unit, total, limit)
    start = Self.now()
    state = Mutex(State(shownAt: start))
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// One more is done.
  func count() { update { $0 += 1 } }

  /// So much is done altogether.
  func reach(_ amount: Int) { update { $0 = amount } }

  private func update(_ change: (inout Int) -> Void) {
    state.withLock { state in
      change(&state.done)
      let now = Self.now()
      guard now - state.shownAt >= Self.interval else { return }
      (state.shownAt, state.isShown) = (now, true)
      write("\r\u{1B}[K" + text(state.done, after: now - start))
    }
  }

  /// Takes the line away.
  func end() {
    state.withLock { state in
      if state.isShown { write("\r\u{1B}[K") }
      state.isShown = false
    }
  }

  /// `peano: 1840 attempts, 920/s, 2 s, at most 8 s left`.
  private func text(_ done: Int, after seconds: Double) -> String {
    let rate = seconds > 0 ? Double(done) / seconds : 0
    var text = "\(title): \(done) \(unit)"
    if let total { text = "\(title): \(done) of \(total) \(unit)" }
    text += ", \(Int(rate))/s, \(Int(seconds)) s"
    if let total, rate > 0 {
      text += ", \(Int((Double(max(total - done, 0)) / rate).rounded(.up))) s left"
    } else if let limit {
      text += ", at most \(Int(max(limit - CPUTime.seconds(), 0).rounded(.up))) s left"
    }
    return text
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

extension ExplorationLimits {
  /// Stops the search after so many CPU seconds of the process, or on Ctrl-C, and counts its attempts
  /// on the line.
  mutating func watch(_ progress: ProgressLine?, until seconds: Double?) {
    Interruption.watch()
    isOver = {
      progress?.count()
      return Interruption.hasCome || (seconds.map { CPUTime.seconds() > $0 } ?? false)
    }
    isLate = { Interruption.hasCome || (seconds.map { CPUTime.seconds() > $0 } ?? false) }
  }
}
