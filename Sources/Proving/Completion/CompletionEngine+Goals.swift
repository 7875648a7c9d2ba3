// Goals without variables: both sides are kept in normal form, with the steps that led there, and a
// goal is proved when they meet. Entry: `provedGoal`, after each new rule.

/// An equation to be shown, and how far its sides have been rewritten.
struct CompletionGoal {
  let equation: CompletionProblem.Equation
  var left: [Cell]
  var right: [Cell]
  var leftSteps: [TraceStep] = []
  var rightSteps: [TraceStep] = []

  init(_ equation: CompletionProblem.Equation) {
    (self.equation, left, right) = (equation, equation.left, equation.right)
  }
}

extension CompletionEngine {
  /// Rewrites the goals; returns one whose sides meet.
  mutating func provedGoal() -> Int? {
    for number in goals.indices {
      let goal = goals[number]
      let (left, leftSteps) = rewritten(goal.left)
      let (right, rightSteps) = rewritten(goal.right)
      goals[number].left = left
      goals[number].right = right
      goals[number].leftSteps += leftSteps
      goals[number].rightSteps += rightSteps
      if left == right { return number }
    }
    return nil
  }

  private mutating func rewritten(_ cells: [Cell]) -> ([Cell], [TraceStep]) {
    let mark = free
    let count = steps.count
    defer {
      free = mark
      steps.truncate(count)
    }
    let term = write(cells)
    guard let result = normalize(term), steps.count > count else { return (cells, []) }
    return (result.cells, (count..<steps.count).map { steps[$0] })
  }
}
