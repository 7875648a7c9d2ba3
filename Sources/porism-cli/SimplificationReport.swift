// What `porism simplify` tells of a run besides its answer: why it stopped, what evaluating takes, and what each rule
// did, in all and round by round. `SimplifyCommand` prints it.

import Porism

extension Simplification {
  /// Why the engine stopped, in words.
  var endDescription: String {
    switch end {
    case .saturated: "nothing more follows"
    case .goal: "the goal is reached"
    case .contradiction: "the rules contradict arithmetic"
    case .limit(let limit): "limit of \(limit.rawValue)"
    }
  }

  /// Rules that matched, or rested, in all rounds together.
  var ruleReport: JSONText.Value {
    .list(
      rules.filter { $0.matches > 0 || $0.rests > 0 }.map { rule in
        .object([
          ("name", .text(rule.name)), ("matches", .number(rule.matches)),
          ("refused", .number(rule.refused)), ("effective", .number(rule.effective)),
          ("rests", .number(rule.rests)),
        ])
      })
  }

  /// Each round, with the rules that matched in it: by name, matches and how many changed something.
  var roundReport: JSONText.Value {
    .list(
      rounds.map { round in
        let active = zip(rules, round.rules).filter { $0.1.matches > 0 }
        return .object([
          ("matches", .number(round.matches)), ("effective", .number(round.effective)),
          ("congruences", .number(round.congruences)), ("nodes", .number(round.nodes)),
          ("classes", .number(round.classes)),
          (
            "rules",
            .list(
              active.map { rule, part in
                .object([
                  ("name", .text(rule.name)), ("matches", .number(part.matches)),
                  ("effective", .number(part.effective)),
                ])
              })
          ),
        ])
      })
  }
}

extension CycleCosts {
  /// As an object.
  var json: JSONText.Value {
    .object([
      ("sum", .number(sum)), ("criticalPath", .number(criticalPath)),
      ("halfCyclesThroughput", .number(throughput)),
    ])
  }
}
