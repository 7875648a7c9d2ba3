// The benchmarks: `benchmark list` names them, `benchmark run NAME... --json` runs some and prints a
// line of JSON each; `benchmark plot SERIES -o FILE` runs a series and draws it. Counts repeat; CPU
// seconds, peak memory and rates do not, and `--counts` leaves them out, so that counts can be compared
// with `Tests/Baselines`.

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
case "plot" where arguments.count == 4 && arguments[2] == "-o":
  let plot = Scenario.plot(arguments[1])
  guard !plot.points.isEmpty,
    (try? Data(plot.svg.utf8).write(to: URL(fileURLWithPath: arguments[3]))) != nil
  else {
    FileHandle.standardError.write(
      Data("benchmark: no series '\(arguments[1])', or no place for the plot\n".utf8))
    exit(2)
  }
default:
  FileHandle.standardError.write(
    Data("usage: benchmark list | run NAME... --json [--counts] | plot SERIES -o FILE\n".utf8))
  exit(2)
}
