// The CPU time of this process, for `--time`: a run that it stops claims no equality of bytes.

import Foundation

/// The clock of `--time`.
enum CPUTime {
  /// The cores of the machine that this process may use (count).
  static var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// Seconds of CPU time used so far, by all threads.
  static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
