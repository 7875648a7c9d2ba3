// Exploration of numbers and lists together (`Tests/Fixtures/Exploration`, from where `benchmark` is
// started at the top of the repository): what it takes with the default limits, and how that grows with
// the size of terms. Start at `Scenario.exploration`; `Plot` draws the growth, for
// `benchmark plot growth/numbers-and-lists`.

import Foundation
import Porism

extension Scenario {
  private static let theory = "Tests/Fixtures/Exploration/numbers-and-lists.axiom"
  /// The limits on the size of terms that are measured (symbols).
  private static let sizes = 2...9

  /// With the default limits, and by size.
  static var exploration: [Scenario] {
    [
      Scenario(name: "derive/numbers-and-lists") {
        derived(text, path: "numbers-and-lists.axiom", ExplorationLimits())
      }
    ]
      + sizes.map { size in
        Scenario(name: "growth/numbers-and-lists-\(size)") {
          var limits = ExplorationLimits()
          // The default weight is five above the default size.
          (limits.size, limits.weight) = (size, limits.weight - limits.size + size)
          var (counts, rates) = derived(text, path: "numbers-and-lists.axiom", limits)
          counts.insert(("size", size), at: 0)
          return (counts, rates)
        }
      }
  }

  private static var text: String {
    guard let text = try? String(contentsOfFile: theory, encoding: .utf8) else {
      preconditionFailure("\(theory) is not there: start `benchmark` at the top of the repository")
    }
    return text
  }

  /// Runs the scenarios of a series, such as `growth/numbers-and-lists`, smallest first; prints a line of
  /// JSON for each, and returns the plot of CPU seconds by the number at the end of their names.
  static func plot(_ series: String) -> Plot {
    var plot = Plot(
      title: "\(series): CPU seconds, by the largest size of terms (symbols)", points: [])
    for scenario in all where scenario.name.hasPrefix(series + "-") {
      guard let x = Int(scenario.name.dropFirst(series.count + 1)) else { continue }
      let start = Usage.now.seconds
      print(scenario.line(countsOnly: false))
      plot.points.append((x, Usage.now.seconds - start))
    }
    return plot
  }
}
