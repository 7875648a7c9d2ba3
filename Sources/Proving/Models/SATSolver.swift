// CaDiCaL, behind the few calls that model search needs. Only here is the C interface touched. Runs
// are limited by conflicts, which repeat, never by time.
// Source: A. Biere et al., CaDiCaL 2.0 (2024).

import CCaDiCaL

/// What the solver asks now and then.
private struct Clock {
  let isOver: () -> Bool
}

/// A set of clauses over variables 1, 2, …, and a solver for it.
struct SATSolver: ~Copyable {
  enum Answer { case satisfiable, unsatisfiable, unknown }

  private let solver: OpaquePointer
  private(set) var variableCount: Int32 = 0
  /// Number of literals added (count).
  private(set) var literalCount = 0

  init() {
    solver = ccadical_init()
    ccadical_set_option(solver, "quiet", 1)
  }

  deinit { ccadical_release(solver) }

  /// So many new variables; returns the first.
  mutating func newVariables(_ count: Int) -> Int32 {
    let first = variableCount + 1
    variableCount += Int32(count)
    return first
  }

  /// Adds a clause.
  mutating func add(_ literals: [Int32]) {
    for literal in literals { ccadical_add(solver, literal) }
    ccadical_add(solver, 0)
    literalCount += literals.count
  }

  /// Searches on for so many conflicts, or until the time is over.
  mutating func solve(conflicts: Int32, isOver: () -> Bool) -> Answer {
    ccadical_limit(solver, "conflicts", conflicts)
    let result = withoutActuallyEscaping(isOver) { isOver in
      var clock = Clock(isOver: isOver)
      return withUnsafeMutablePointer(to: &clock) { state in
        ccadical_set_terminate(solver, state) { state in
          state?.assumingMemoryBound(to: Clock.self).pointee.isOver() == true ? 1 : 0
        }
        defer { ccadical_set_terminate(solver, nil, nil) }
        return ccadical_solve(solver)
      }
    }
    switch result {
    case 10: return .satisfiable
    case 20: return .unsatisfiable
    default: return .unknown
    }
  }

  /// Whether a variable is true in the model found.
  func isTrue(_ variable: Int32) -> Bool { ccadical_val(solver, variable) > 0 }
}
