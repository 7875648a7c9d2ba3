// What a rule of a theory comes from: the fact, its sorts, and the hypotheses that it has. Start at
// `RuleOrigin`; `RuleDraft` makes the clauses of a rule with hypotheses. `TheoryRules` collects them,
// `KernelDerivation` writes proofs by them.

import ProofKernel
import Terms

/// What a fact asks for before its equation holds.
enum Hypothesis: Sendable {
  /// An atomic formula; see `TheoryLanguage.atom`.
  case atom(Term)
  /// An equation.
  case equation(Term, Term)

  /// What it is made of.
  var terms: [Term] {
    switch self {
    case .atom(let atom): [atom]
    case .equation(let left, let right): [left, right]
    }
  }
}

/// What a simplification may use besides the theory.
struct Assumption: Sendable {
  /// What is to hold.
  let hypothesis: Hypothesis
  /// Why it does; where there is no reason it is assumed, and the answer says so. Its statements are those of
  /// other assumptions.
  var proof: Explanation?
  /// Where it says that a whole number above 0 is not zero: that number. Then as much is assumed as it takes, of prime
  /// factors, and nothing of which facts speak.
  var nonZero: Integer?
  /// Where it says that a number is positive, which is proved: that number.
  var positive: Rational?

  /// Whether nothing has to be assumed for it.
  var isProved: Bool { proof != nil || positive != nil }
}

/// How the hypotheses of a fact stand in its formula.
indirect enum Antecedent: Sendable {
  /// A hypothesis, by number.
  case hypothesis(Int)
  /// A conjunction.
  case both(Antecedent, Antecedent)
}

/// Where a rule comes from.
struct RuleOrigin: Sendable {
  /// The fact or theorem.
  let citation: Citation
  /// The sorts at which it is used.
  let sorts: [SortID]
  /// Whether the left side of the rule is the right side of the equation.
  let isReversed: Bool
  /// Number of parameters of the fact (count): they are the rule's first variables.
  let parameterCount: Int
  /// The name of the fact or theorem.
  let name: String
  /// Whether it computes: an equation of a recursive function from left to right, which ends whatever
  /// the size of what comes out.
  let isComputing: Bool
  /// The theorem of rings that it is, if no fact stands behind it; see `RingTheorem`.
  var theorem: RingTheorem?
  /// Whether it writes out a definition without recursion, or takes it back if reversed.
  var isAbbreviation = false
  /// What must hold, and how it stands in the fact.
  var hypotheses: [Hypothesis] = []
  var antecedents: [Antecedent] = []
  /// By hypothesis: the clauses of the rule's left side that say that it holds, one for a formula, two
  /// for an equation.
  var clauses: [[Int]] = []
}

/// A rule under construction.
struct RuleDraft {
  var names: [String]
  var origin: RuleOrigin
  var left: [Clause] = []
  private(set) var truth = -1

  init(names: [String], origin: RuleOrigin) { (self.names, self.origin) = (names, origin) }

  mutating func variable(_ name: String) -> Int {
    names.append(name)
    return names.count - 1
  }

  /// The class of what is known to hold: its clause stands before those of formulas in it, so that
  /// explanations lead from `⊤` to them.
  mutating func addTruth(_ term: Term) {
    if truth >= 0 { return }
    truth = variable("⊤")
    left.append(Clause(variable: truth, pattern: term))
  }

  mutating func addHypotheses(_ term: Term, _ bank: TermBank) {
    for hypothesis in origin.hypotheses {
      switch hypothesis {
      case .atom(let atom):
        addTruth(term)
        origin.clauses.append([left.count])
        left.append(Clause(variable: truth, pattern: atom))
      case .equation(let first, let second):
        // A side that is a variable is named by itself.
        let name =
          bank.variableNumber(first) ?? bank.variableNumber(second) ?? variable("")
        origin.clauses.append([left.count, left.count + 1])
        left.append(Clause(variable: name, pattern: first))
        left.append(Clause(variable: name, pattern: second))
      }
    }
  }

  func rule(concluding clause: Clause) -> RewriteRule {
    RewriteRule(name: origin.name, variableNames: names, left: left, right: [clause])
  }
}
