// Finite models by SAT, size after size. Entry: `advance`, one turn: a quota of conflicts for each of
// the sizes that are open, and on to larger ones. A model is returned only after it was evaluated.
// `ModelEncoding` spells out what one size asks for.
// Source: K. Claessen, N. Sörensson, New techniques that improve MACE-style finite model finding
// (2003).

import AxiomLanguage

/// A search for a finite model of clauses.
struct ModelSearch: ~Copyable {
  /// The most literals that one size may take (count): larger sizes are not tried.
  private static let literalLimit = 80_000_000
  /// The most literals that are kept between turns (count); what is not kept is spelled out again.
  private static let keptLiterals = 6_000_000

  /// A size, with the abelian group that its elements are to be, if the problem has one.
  private struct Shape {
    var size: Int
    var group: [Int]?
    var literals: Int
  }
  /// A solver that goes on where it stopped.
  private final class Kept {
    var encoding: ModelEncoding
    init(_ encoding: consuming ModelEncoding) { self.encoding = encoding }
  }

  private let problem: TPTPProblem
  private let laws: ModelLaws
  /// What no turn has refuted yet, and its solver.
  private var open: [(shape: Shape, kept: Kept?)] = []

  /// Whether there is nothing more to try.
  var isExhausted: Bool { open.isEmpty }

  init(_ problem: TPTPProblem, largestSize: Int = 32) {
    self.problem = problem
    laws = ModelLaws(problem)
    for size in 1...max(largestSize, 1) {
      let literals = estimate(size)
      guard literals <= Self.literalLimit else { break }
      let groups: [[Int]?] =
        laws.group == nil ? [nil] : ModelLaws.abelianGroups(order: size).map { $0 }
      for group in groups {
        open.append((Shape(size: size, group: group, literals: literals), nil))
      }
    }
  }

  /// What one turn may do for a size.
  struct Quota {
    /// Conflicts for a size of so many literals (count).
    var conflicts: (_ literals: Int) -> Int
    /// The most literals of a size that is spelled out (count).
    var literals: Int

    /// About as long as completion takes for so much work, if four sizes use it up: to spell a literal out
    /// takes as long as a few units of work, and each conflict looks at a part of all literals.
    init(work: Int) {
      conflicts = { literals in
        max(min(work / ModelSearch.width / max(literals / 100, 1), work / 4_000, 1_000_000), 20)
      }
      literals = work / 20
    }

    /// So many conflicts, whatever the size.
    init(conflicts number: Int) {
      conflicts = { _ in number }
      literals = .max
    }
  }

  /// Sizes that may use their quota up in one turn (count): one that is hard to refute does not hide a
  /// larger one that has a model.
  private static let width = 4

  /// One turn: each size that is open gets its quota, the smallest first. Returns a model that was
  /// evaluated.
  mutating func advance(_ quota: Quota, isOver: () -> Bool = { false }) -> FiniteModel? {
    var left = Self.width
    var place = 0
    while place < open.count, left > 0, !isOver() {
      let shape = open[place].shape
      guard shape.literals / 8 <= quota.literals else { return nil }
      let holder =
        open[place].kept
        ?? Kept(
          ModelEncoding(problem, laws, size: shape.size, group: shape.group, isOver: isOver))
      guard holder.encoding.isWhole else { return nil }
      let conflicts = quota.conflicts(holder.encoding.solver.literalCount)
      switch holder.encoding.solver.solve(conflicts: Int32(conflicts), isOver: isOver) {
      case .satisfiable:
        let model = holder.encoding.model()
        precondition(model.satisfies(problem), "a model of size \(shape.size) is wrong")
        return model
      case .unsatisfiable: open.remove(at: place)
      case .unknown:
        left -= 1
        let others = open.reduce(0) { $0 + ($1.kept?.encoding.solver.literalCount ?? 0) }
        if open[place].kept == nil,
          others + holder.encoding.solver.literalCount <= Self.keptLiterals
        {
          open[place].kept = holder
        }
        place += 1
      }
    }
    return nil
  }

  /// Roughly how many literals a size takes.
  private func estimate(_ size: Int) -> Int {
    let limit = 1 << 40
    var total = 0
    for (number, symbol) in problem.symbols.enumerated() where laws.definitions[number] == nil {
      total += power(size, symbol.arity + (symbol.isPredicate ? 0 : 2))
      if total > limit { return total }
    }
    for (number, clause) in problem.clauses.enumerated() where !laws.defining.contains(number) {
      for literal in clause.literals {
        for term in [literal.left, literal.right ?? []] {
          total += estimate(term, size)
          if total > limit { return total }
        }
      }
    }
    return total
  }

  /// Each subterm takes as many nodes as its variables have values, and each of them as many clauses
  /// as its arguments have that are no variables.
  private func estimate(_ term: TPTPProblem.Term, _ size: Int) -> Int {
    var total = 0
    var stack: [(isVariable: Bool, variables: Set<Int32>)] = []
    for code in term.reversed() {
      if code < 0 {
        stack.append((true, [code]))
        continue
      }
      let arity = problem.symbols[Int(code)].arity
      let parts = stack.suffix(arity)
      let openCount = parts.filter { !$0.isVariable }.count
      let variables = parts.reduce(into: Set<Int32>()) { $0.formUnion($1.variables) }
      if openCount > 0 {
        // The places of a group are known.
        let isKnown = laws.group?.sum == Int(code) || laws.group?.inverse == Int(code)
        let values = openCount + variables.count + (isKnown ? 0 : 1)
        total += (laws.isAC(Int(code)) ? 1 : 2) * (openCount + 2) * power(size, values)
      }
      stack.removeLast(arity)
      stack.append((false, variables))
    }
    return total
  }
}

extension FiniteModel {
  /// Looks for a model of clauses, the smallest sizes first.
  ///
  /// *Complexity*: bounded by `conflicts` for each size, and by the size of what is spelled out.
  /// *Ensures*: what is returned was evaluated on every clause.
  public static func find(
    _ problem: TPTPProblem, largestSize: Int = 16, conflicts: Int32 = 100_000,
    isOver: () -> Bool = { false }
  ) -> FiniteModel? {
    var search = ModelSearch(problem, largestSize: largestSize)
    return search.advance(ModelSearch.Quota(conflicts: Int(conflicts)), isOver: isOver)
  }
}
