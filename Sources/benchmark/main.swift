// The benchmarks: `benchmark list` names them, `benchmark run NAME... --json` runs some and prints a
// line of JSON each. Counts repeat; CPU seconds, peak memory and rates do not, and `--counts` leaves
// them out, so that counts can be compared with `Tests/Baselines`.

import Foundation
import Porism

let arguments = Array(CommandLine.arguments.dropFirst())
let scenarios = Scenario.all
switch arguments.first {
case "list": for scenario in scenarios { print(scenario.name) }
case "run":
  for name in arguments.dropFirst() where !name.hasPrefix("--") {
    guard let scenario = scenarios.first(where: { $0.name == name }) else {
      FileHandle.standardError.write(Data("benchmark: unknown name '\(name)'\n".utf8))
      exit(2)
    }
    print(scenario.line(countsOnly: arguments.contains("--counts")))
  }
default:
  FileHandle.standardError.write(
    Data("usage: benchmark list | run NAME... --json [--counts]\n".utf8))
  exit(2)
}
