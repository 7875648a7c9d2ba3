// The benchmarks: `benchmark list` names them, `benchmark run NAME... --json` runs some and prints a
// line of JSON each. Figures are counts, which repeat, and CPU seconds and peak memory, which do not.

import Foundation
import Porism

/// CPU seconds of this process so far, and its peak memory in bytes.
func usage() -> (seconds: Double, bytes: Int) {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  let seconds =
    Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
  return (seconds, usage.ru_maxrss * 1024)
}

let theories = ["boolean", "list", "monoid", "order", "peano", "sums"]
let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "list": for theory in theories { print("derive/\(theory)") }
case "run":
  for name in arguments.dropFirst() where name != "--json" {
    guard name.hasPrefix("derive/"), theories.contains(String(name.dropFirst(7))),
      let theory = ElaboratedTheory.elaborate(
        path: "Axioms/\(name.dropFirst(7)).axiom", loader: ShippedTheories.loader
      ).theory
    else {
      FileHandle.standardError.write(Data("benchmark: unknown name '\(name)'\n".utf8))
      exit(2)
    }
    let before = usage()
    let derivation = Derivation.run(theory.document, limits: ExplorationLimits())
    let after = usage()
    let counters = derivation.counters
    let fields: [(String, String)] = [
      ("name", "\"\(name)\""), ("cpuSeconds", "\(after.seconds - before.seconds)"),
      ("peakBytes", "\(after.bytes)"), ("terms", "\(counters.terms)"),
      ("conjectures", "\(counters.conjectures)"), ("attempts", "\(counters.attempts)"),
      ("theorems", "\(counters.theorems)"), ("refusals", "\(counters.refusals)"),
    ]
    print("{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}")
  }
default:
  FileHandle.standardError.write(Data("usage: benchmark list | run NAME... --json\n".utf8))
  exit(2)
}
