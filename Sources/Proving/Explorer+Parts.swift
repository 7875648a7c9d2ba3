// Goals that state several things: what resists as a whole is tried part by part, each part a goal of its
// own. `A ⇒ B ∧ C` has the parts A ⇒ B and A ⇒ C; parts inside ∀ have its variable as one more of their
// own. Start at `splitOpenGoals`; `Explorer+Goals` tries the parts. What is proved of them are theorems
// like others, and the whole is written from them, without a search (`together`).

import ProofKernel
import Terms

/// One of several things that a goal states.
struct GoalPart: Sendable {
  let name: String
  let conjecture: Conjecture
  /// By level of the conjecture: the variables of the whole, those of its quantifiers after its own.
  let variables: [Term]
  /// Its place among the theorems; nil as long as it is open.
  var theorem: Int?
}

extension Explorer {
  /// Parts of one goal (count).
  private static let partLimit = 16

  /// Goals and parts of goals that are open (count).
  var openCount: Int {
    openGoals.reduce(0) { $0 + 1 + $1.parts.count { $0.theorem == nil } }
  }

  /// Lets each open goal that states several things have parts. Returns whether one does.
  mutating func splitOpenGoals() -> Bool {
    for place in openGoals.indices {
      let goal = openGoals[place]
      let formulas = vocabulary.parts(
        goal.conjecture.formula, levels: goal.conjecture.parameters.count)
      guard (2...Self.partLimit).contains(formulas.count) else { continue }
      openGoals[place].parts = formulas.enumerated().map { number, formula in
        GoalPart(
          name: "\(goal.name)_\(number + 1)", conjecture: canonical(formula),
          variables: vocabulary.openVariables(formula))
      }
    }
    let isSplit = openGoals.contains { !$0.parts.isEmpty }
    // Nothing has been tried of the parts.
    if isSplit { lastShare = 0 }
    return isSplit
  }

  /// The proof of a goal all parts of which are theorems.
  mutating func together(_ goal: OpenGoal) -> Script? {
    var script = Script()
    var rest = goal.parts[...]
    let last = together(
      goal.conjecture.formula, [], levels: goal.conjecture.parameters.count, &rest, &script)
    return last == nil ? nil : script
  }

  /// The step that states a formula by the parts that come next, under premises that steps state.
  private mutating func together(
    _ formula: Term, _ premises: [Int], levels: Int, _ parts: inout ArraySlice<GoalPart>,
    _ script: inout Script
  ) -> Int? {
    if vocabulary.statesSeveral(formula) {
      switch vocabulary.shape(formula) {
      case .and(let left, let right):
        guard let first = together(left, premises, levels: levels, &parts, &script),
          let second = together(right, premises, levels: levels, &parts, &script)
        else { return nil }
        return script.append(.infer(.both, [first, second], []))
      case .implies(let premise, let conclusion):
        let start = script.append(.assume(premise))
        return together(conclusion, premises + [start], levels: levels, &parts, &script)
          .map { script.append(.discharge($0)) }
      case .forall(let sort, let body):
        _ = script.append(.fix(sort))
        let instance = vocabulary.instance(body, by: vocabulary.eigenvariable(levels, sort))
        return together(instance, premises, levels: levels + 1, &parts, &script)
          .map { script.append(.generalize($0)) }
      default: break
      }
    }
    guard let part = parts.popFirst(), let theorem = part.theorem,
      let sorts = list.sortVariables(ofTheorem: theorem)
    else { return nil }
    var last = script.append(.instance(.theorem(theorem), sorts: sorts, terms: part.variables))
    for premise in premises { last = script.append(.infer(.modusPonens, [last, premise], [])) }
    return last
  }
}

extension Vocabulary {
  /// Whether a formula is a conjunction, under premises and quantifiers.
  fileprivate func statesSeveral(_ formula: Term) -> Bool {
    switch shape(formula) {
    case .and: true
    case .implies(_, let part), .forall(_, let part): statesSeveral(part)
    case .falsum, .not, .or, .iff, .exists, .equal, .atom: false
    }
  }

  /// The formulas that say together what a formula says, each with its premises; variables of quantifiers
  /// are open, from a level on.
  fileprivate mutating func parts(_ formula: Term, levels: Int) -> [Term] {
    guard statesSeveral(formula) else { return [formula] }
    switch shape(formula) {
    case .and(let left, let right):
      return parts(left, levels: levels) + parts(right, levels: levels)
    case .implies(let premise, let conclusion):
      return parts(conclusion, levels: levels).map { connective(.implies, [premise, $0]) }
    case .forall(let sort, let body):
      return parts(instance(body, by: eigenvariable(levels, sort)), levels: levels + 1)
    case .falsum, .not, .or, .iff, .exists, .equal, .atom: return [formula]
    }
  }
}
