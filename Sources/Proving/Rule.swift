// Equations as the prover uses them: from left to right where that decreases, with where they come
// from, so that each use can be written down for the kernel. `Normalizer` applies them. A statement
// of the theory becomes rules through `Rule.rules(of:)`, at each tuple of sorts that has symbols.

import ProofKernel
import Terms

/// Where an equation comes from.
enum RuleSource: Hashable, Sendable {
  /// A fact or theorem, at these sorts; the rule's variables are its parameters, by level.
  case cited(Citation, sorts: [SortID])
  /// An equation without variables that is a step of the same script, by number.
  case local(Int)
}

/// An equation used in one direction.
struct Rule: Sendable {
  let left: Term
  let right: Term
  /// Number of parameters of the equation (count).
  let variableCount: Int
  /// Whether left > right for every instance; otherwise each instance is compared.
  let isOriented: Bool
  /// Whether the sides differ in the places of variables only, as in x·y = y·x, below one operation:
  /// instances are sorted.
  var isPermutative = false
  /// Symbols that a term may have for the rule to be used on it (count). What calls itself as its axioms please
  /// may call itself with ever more: f (x :: xs) = f (x :: xs ++ xs).
  var largestTerm = Int.max
  /// Whether left is the right side of the equation as it was stated.
  let isReversed: Bool
  let source: RuleSource

  /// What `largestTerm` is where nothing says that terms become less (count).
  static let largestCall = 200
}

/// A use of a rule at a position of a term.
struct Link: Sendable {
  var position: [UInt32]
  var source: RuleSource
  /// By parameter of the equation.
  let terms: [Term]
  var isReversed: Bool
}

extension Rule {
  /// The one or two rules of an equation: as `isGreater` orients it, or both ways, instance by
  /// instance. A direction in which a variable would appear from nowhere is left out.
  static func rules(
    _ left: Term, _ right: Term, variableCount: Int, source: RuleSource, isOriented: Bool,
    _ vocabulary: Vocabulary, _ ordering: inout PathOrdering
  ) -> [Rule] {
    let bank = vocabulary.bank
    if left == right { return [] }
    func rule(_ reversed: Bool, _ oriented: Bool) -> Rule {
      Rule(
        left: reversed ? right : left, right: reversed ? left : right,
        variableCount: variableCount, isOriented: oriented, isReversed: reversed, source: source)
    }
    func binds(_ a: Term, _ b: Term) -> Bool {
      let inA = Set(bank.subterms(a).compactMap(bank.variableNumber))
      return inA.count == variableCount
        && bank.subterms(b).compactMap(bank.variableNumber).allSatisfy(inA.contains)
        && bank.variableNumber(a) == nil
    }
    if binds(left, right), isOriented || ordering.isGreater(left, right, bank) {
      return [rule(false, true)]
    }
    if binds(right, left), ordering.isGreater(right, left, bank) { return [rule(true, true)] }
    // What is ordered instance by instance and only repeats variables lets terms grow before they are smaller:
    // max x (min z y) = max x (min y (max x z)) made terms of fifteen thousand symbols.
    var both: [Rule] = []
    if binds(left, right), !bank.repeatsMore(right, than: left) { both.append(rule(false, false)) }
    if binds(right, left), !bank.repeatsMore(left, than: right) { both.append(rule(true, false)) }
    let isPermutative = bank.isRearrangement(left, right)
    for i in both.indices { both[i].isPermutative = isPermutative }
    return both
  }
}

extension TermBank {
  /// The function of which an equation says what it makes of arguments that begin with constructors, and that it calls
  /// for that: qsort (x :: xs) = qsort (less x xs) ++ x :: qsort (more x xs).
  func recursion(_ left: Term, _ right: Term) -> Symbol? {
    guard let function = symbol(left), !isConstructor(left) else { return nil }
    var variables: Set<Term> = []
    func isPattern(_ term: Term) -> Bool {
      if variableNumber(term) != nil { return variables.insert(term).inserted }
      return isConstructor(term) && arguments(term).allSatisfy(isPattern)
    }
    let parts = subterms(right)
    let isRecursion =
      arguments(left).contains(where: isConstructor) && arguments(left).allSatisfy(isPattern)
      && parts.contains { symbol($0) == function }
      && parts.allSatisfy { variableNumber($0) == nil || variables.contains($0) }
    return isRecursion ? function : nil
  }

  /// Whether a variable occurs more often in `a` than in `b`, and none less often.
  fileprivate func repeatsMore(_ a: Term, than b: Term) -> Bool {
    func counts(_ root: Term) -> [Int: Int] {
      var counts: [Int: Int] = [:]
      for leaf in leaves(root) {
        if let number = variableNumber(leaf) { counts[number, default: 0] += 1 }
      }
      return counts
    }
    let (more, less) = (counts(a), counts(b))
    return more != less && less.allSatisfy { more[$0.key, default: 0] >= $0.value }
  }

  /// Whether two terms have the same variables and constants, each as often, joined by one operation on
  /// one sort. With other functions, `drop` or an implication below a disjunction, the order of instances and the
  /// ordering of rules have led in circles.
  fileprivate func isRearrangement(_ a: Term, _ b: Term) -> Bool {
    func counts(_ root: Term) -> [Term: Int] {
      var counts: [Term: Int] = [:]
      for leaf in leaves(root) { counts[leaf, default: 0] += 1 }
      return counts
    }
    guard let top = symbol(a), Set(self[top].arguments) == [self[top].sort], counts(a) == counts(b)
    else {
      return false
    }
    func isJoined(_ root: Term) -> Bool {
      subterms(root).allSatisfy { arity($0) == 0 || symbol($0) == top }
    }
    return isJoined(a) && isJoined(b)
  }
}
