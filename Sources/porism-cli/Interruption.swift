// Ctrl-C during a search: the search ends at the next attempt, and what it did is kept. A second
// Ctrl-C ends the process at once. Start at `watch`.

import Foundation
import Synchronization

/// Whether somebody wants this run to end.
enum Interruption {
  private static let isAskedFor = Atomic<Bool>(false)

  /// Whether a signal came since `watch`.
  static var hasCome: Bool { isAskedFor.load(ordering: .relaxed) }

  /// From here on SIGINT and SIGTERM are noted, the first time.
  static func watch() {
    _ = hasCome  // made before a signal handler touches it
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Interruption.isAskedFor.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }

  /// From here on they end the process, as usual.
  static func ignoreNoMore() {
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
  }
}
