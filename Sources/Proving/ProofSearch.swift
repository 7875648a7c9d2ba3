// Proofs by rewriting, natural deduction and induction. Start at `prove`: a goal is attempted as it
// stands (`ProofSearch+Goals`), with the facts that its premises bring (`ProofSearch+Facts`); if that
// fails, induction on a variable is tried, the most promising first. A lemma that is missing must
// have been found before (see `Explorer`). What is found is a script, for the kernel to check.
// Source: R. S. Boyer, J S. Moore, A Computational Logic (1979), ch. 15, for the choice of variable.

import ProofKernel
import Terms

/// How hard a goal is tried; each part is a count that shrinks on the way down.
struct Effort: Sendable {
  /// Inductions inside one another.
  var inductions = 2
  /// Case distinctions on the constructor of a variable.
  var splits = 1
  /// Those of parts of patterns, inside inductions, that are not counted: the cases of one pattern are one distinction.
  var patternCases = 2
  /// Existential goals inside one another.
  var witnesses = 2
  /// Whether a witness was guessed outside of what is being proved.
  var isGuess = false
  /// Clauses used backwards inside one another.
  var backward = 1
  /// Rounds in which equations among the facts are put into the contexts of rules.
  var superpositions = 0
  /// Whether predicates are replaced by the formulas that define them.
  var unfolds = true
  /// Case distinctions that one on a variable counts for: tests are many in a proof, and variables few.
  var variableCost = 1
  /// Whether the cases of tests are looked at outside of inductions, those of variables inside only.
  var splitsTests = false
  /// Whether the cases of tests alone are tried first: induction would hide them.
  var triesTests = false
  /// Whether induction hypotheses are universal over the other variables, and what definitions wait
  /// for is split.
  var isGeneral = false
  /// Lemmas made of stuck goals inside one another.
  var generalizations = 0
  /// Rounds in which instances of lemmas are drawn to refute a goal's negation (count).
  var rounds = 0
  /// Clauses that may be made for one goal; 0 where this is not tried (count).
  var deduction = 0
  /// Whether clauses are instances of what is known to hold (`Chaining`), not inferences.
  var isChaining = false
  /// Laws without premises whose cases are looked at inside one another (count).
  var comparisons = 0
  /// Case distinctions on variables that a numeral bounds, inside one another: those that do not make the
  /// numeral smaller count as several (count).
  var enumerations = 0
  static let enumerationCost = 4
  /// Whether premises draw nothing from lemmas, which `Deduction` or cases will do better.
  var isFrugal = false
  /// Whether only what was stated is known, and short laws (`TheoremList.essentials`).
  var isSelective = false
  /// Whether equations between sums are solved, for goals that somebody stated.
  var solves = false
  /// Whether of that only what speaks of no predicate that the goal does not have.
  var isRelated = false
  /// Says that the time is over.
  var isLate: (@Sendable () -> Bool)?
  /// Rules that may be tried on terms (count).
  var work = Int.max
  /// What a stated goal is tried with, one after the other: most proofs need little, and a search that
  /// may do more finds them late.
  static let stages: [Effort] = [
    Effort(work: 300_000),
    .general(inductions: 1, splits: 2, generalizations: 0, work: 50_000),
    .deducing(inductions: 0, clauses: 2_000, work: 400_000),
    .comparing(work: 200_000),
    .deducing(inductions: 1, clauses: 1_500, work: 600_000),
    .general(inductions: 2, splits: 4, generalizations: 0, work: 150_000),
    .general(inductions: 1, splits: 2, generalizations: 1, work: 150_000),
    .refuting(inductions: 0, splits: 2, rounds: 6, unfolds: false, work: 60_000),
    .refuting(inductions: 0, splits: 2, rounds: 4, unfolds: true, work: 100_000),
    .general(inductions: 1, splits: 3, generalizations: 2, work: 300_000),
    .refuting(inductions: 1, splits: 2, rounds: 6, unfolds: false, work: 200_000),
    .refuting(inductions: 1, splits: 3, rounds: 6, unfolds: true, work: 400_000),
    .chaining(inductions: 0, clauses: 5_000, work: 3_000_000),
    .chaining(inductions: 1, clauses: 60_000, work: 8_000_000),
    .related(clauses: 3_000, work: 1_000_000),
    .related(clauses: 6_000, work: 2_000_000, isFrugal: true),
    .comparing(work: 1_000_000, isSelective: true),
    .comparing(inductions: 1, work: 400_000, isSelective: true),
    .deducing(inductions: 0, clauses: 4_000, work: 800_000),
    .deducing(inductions: 1, clauses: 3_000, work: 1_500_000),
    .deducing(inductions: 0, clauses: 6_000, work: 2_000_000, isFrugal: true),
    .deducing(inductions: 1, clauses: 6_000, work: 6_000_000, isFrugal: true),
    .deducing(inductions: 0, clauses: 8_000, work: 6_000_000, isFrugal: true, isSelective: true),
    .deducing(inductions: 1, clauses: 25_000, work: 40_000_000, isFrugal: true, isSelective: true),
    .deducing(inductions: 0, clauses: 30_000, work: 20_000_000, isFrugal: true),
    .deducing(inductions: 1, clauses: 30_000, work: 60_000_000, isFrugal: true),
  ]

  private static func comparing(inductions: Int = 0, work: Int, isSelective: Bool = false)
    -> Effort
  {
    var effort = general(inductions: inductions, splits: 0, generalizations: 0, work: work)
    (effort.comparisons, effort.enumerations, effort.backward) = (1, 96, 0)
    (effort.isFrugal, effort.isSelective) = (true, isSelective)
    return effort
  }

  private static func deducing(
    inductions: Int, clauses: Int, work: Int, isFrugal: Bool = false, isSelective: Bool = false
  ) -> Effort {
    var effort = general(inductions: inductions, splits: 0, generalizations: 0, work: work)
    (effort.deduction, effort.unfolds, effort.backward) = (clauses, false, 0)
    (effort.isFrugal, effort.isSelective) = (isFrugal, isSelective)
    return effort
  }

  private static func related(clauses: Int, work: Int, isFrugal: Bool = false) -> Effort {
    var effort = deducing(
      inductions: 0, clauses: clauses, work: work, isFrugal: isFrugal, isSelective: true)
    effort.isRelated = true
    return effort
  }

  private static func chaining(inductions: Int, clauses: Int, work: Int) -> Effort {
    var effort = deducing(
      inductions: inductions, clauses: clauses, work: work, isFrugal: true, isSelective: true)
    effort.isChaining = true
    return effort
  }

  private static func refuting(
    inductions: Int, splits: Int, rounds: Int, unfolds: Bool, work: Int
  ) -> Effort {
    var effort = general(
      inductions: inductions, splits: splits, generalizations: 0, work: work)
    // What clauses say backwards, instances say of the negated goal.
    (effort.rounds, effort.unfolds, effort.backward) = (rounds, unfolds, 0)
    return effort
  }

  /// What a conjecture is tried with if plain induction does not do for its functions.
  static let involved = general(inductions: 1, splits: 2, generalizations: 0, work: 1_500)

  /// What a small one is tried with once more, when all others were tried.
  static let persistent = persistent(work: 24_000)

  /// What an implication between tests of variables is tried with: three variables are three inductions or
  /// cases, and not more.
  static let relational = general(inductions: 1, splits: 3, generalizations: 0, work: 15_000)

  /// What follows from the usual laws of a relation is found by these, if there are no others.
  static let ofRelations: [Effort] = [
    .deducing(inductions: 0, clauses: 300, work: 60_000), .comparing(work: 20_000),
  ]

  /// What may be cancelled unless it is nothing: an induction, and cases of the other side.
  static let cancelling = general(inductions: 1, splits: 1, generalizations: 0, work: 25_000)

  /// What laws of predicates that speak of all things are tried with: hypotheses are used at the things at hand.
  static let pointwise: Effort = {
    var effort = refuting(inductions: 0, splits: 2, rounds: 4, unfolds: true, work: 4_000)
    effort.solves = true
    return effort
  }()

  /// What settles laws of functions that compare and choose, such as max x y = if x <=? y then y else x.
  static let casesOnly: Effort = {
    var effort = general(inductions: 0, splits: 5, generalizations: 0, work: 4_000)
    effort.splitsTests = true
    return effort
  }()

  /// What a small one of two functions is tried with once more, before there are more functions.
  static let early = persistent(work: 6_000)

  private static func persistent(work: Int) -> Effort {
    var effort = general(inductions: 1, splits: 4, generalizations: 0, work: work)
    effort.variableCost = 2
    return effort
  }

  private static func general(inductions: Int, splits: Int, generalizations: Int, work: Int)
    -> Effort
  {
    var effort = Effort()
    (effort.isGeneral, effort.inductions, effort.splits) = (true, inductions, splits)
    (effort.generalizations, effort.work) = (generalizations, work)
    return effort
  }

  /// What is known needs no more than this to be found again: it is not worth stating.
  static let evident = Effort(inductions: 0, splits: 0, witnesses: 1, backward: 2, unfolds: false)
  /// Rewriting and the facts, nothing else.
  static let immediate = Effort(
    inductions: 0, splits: 0, witnesses: 0, backward: 0, unfolds: false)
}

/// The search for one proof.
struct ProofSearch {
  let knowledge: Knowledge
  var vocabulary: Vocabulary
  /// The rules that hold everywhere, with their memory of normal forms.
  var rules: Normalizer
  var script = Script()
  /// Goals attempted, and how many may be (counts).
  var branches = 0
  var branchLimit = 600
  /// Facts whose premises are being shown, one inside the other (count).
  var firingDepth = 0
  /// Conjectures made of stuck goals so far, with their variables in order.
  var conjectures: Set<Term> = []
  /// Predicates that are not fit for induction.
  var unfounded: Set<Symbol> = []
  /// Values of sorts, for tests.
  var pools: [TermSort: [Term]] = [:]
  /// Whether this search is of the kind that `Effort.isGeneral` asks for.
  private(set) var isGeneral = false
  /// Whether equations between sums are solved.
  private(set) var solves = false
  /// Whether values that stand in a goal are tried for universal variables.
  private(set) var enumerates = false
  /// Whether what premises say is kept apart from what lemmas make of it, until there are cases.
  private(set) var isFrugal = false
  /// Whether goals that are stuck go to `Deduction`.
  private(set) var isDeducing = false
  /// The count of rules tried at which the search ends.
  var workLimit = Int.max
  /// Whether there is nothing left to spend.
  var isSpent: Bool { branches > branchLimit || vocabulary.bank.matchCount > workLimit }

  /// A proof of the formula, whose variables are those at levels 0 ..< `levels`; nil if none is
  /// found within the limits. Deterministic. The vocabulary and the memory of the rules grow.
  static func prove(
    _ goal: Term, levels: Int, effort: Effort, _ knowledge: Knowledge,
    _ vocabulary: inout Vocabulary, _ rules: inout Normalizer
  ) -> Script? {
    if effort.triesTests,
      let script = prove(goal, levels: levels, effort: .casesOnly, knowledge, &vocabulary, &rules)
    {
      return script
    }
    // The bank is large: it is moved here and back, so that it has one owner at any time.
    var search = ProofSearch(knowledge: knowledge, vocabulary: vocabulary, rules: rules)
    let unfolds = search.needsUnfolding(goal, effort)
    vocabulary.bank = TermBank()
    if unfolds {
      search.rules.add(knowledge.unfoldings, search.vocabulary.bank)
    } else {
      rules = Normalizer()
    }
    defer {
      vocabulary = search.vocabulary
      if !unfolds { rules = search.rules }
    }
    if effort.work < .max { search.workLimit = search.vocabulary.bank.matchCount + effort.work }
    (search.solves, search.enumerates) = (effort.solves, effort.enumerations > 0)
    search.rules.countsPassed = effort.solves
    (search.isFrugal, search.isDeducing) = (effort.isFrugal, effort.deduction > 0)
    if effort.isGeneral { (search.isGeneral, search.branchLimit) = (true, 4_000) }
    let hasTable = search.hasTable(goal)
    if hasTable { search.rules.fuel = min(search.rules.fuel, fuelBeforeTable) }
    var proved = search.prove(goal, Sequent(levels: levels), effort)
    if proved == nil, hasTable, effort.inductions > 0 {
      // Where the fuel ran out, what is remembered as normal is not.
      search.rules.forget()
      (search.rules.fuel, search.branches, search.workLimit) = (fuelBeforeTable, 0, .max)
      search.script.truncate(0)
      proved = search.tabulated(goal, Sequent(levels: levels))
    }
    guard let last = proved else { return nil }
    precondition(last == search.script.count - 1, "the last step is not the goal's")
    return search.script.pruned()
  }

  init(knowledge: Knowledge, vocabulary: Vocabulary, rules: Normalizer) {
    (self.knowledge, self.vocabulary, self.rules) = (knowledge, vocabulary, rules)
  }

  /// Whether a goal that may be split by cases has functions that only compare and choose.
  private func needsUnfolding(_ goal: Term, _ effort: Effort) -> Bool {
    guard effort.splits > 0 || effort.inductions > 0, !knowledge.unfoldings.isEmpty else {
      return false
    }
    let heads = Set(vocabulary.bank.subterms(goal).compactMap(vocabulary.bank.symbol))
    return knowledge.unfoldings.contains {
      vocabulary.bank.symbol($0.left).map(heads.contains) ?? false
    }
  }

  /// The step that states the goal; nil, and the script as it was, if no proof is found.
  mutating func prove(_ goal: Term, _ sequent: Sequent, _ effort: Effort) -> Int? {
    var plain = effort
    // Induction tells the cases of variables apart; outside of one nothing is gained by them.
    if effort.isGeneral, effort.rounds == 0, !sequent.generalizes, !effort.splitsTests {
      plain.splits = 0
    }
    // Without induction that was tried before.
    let isTried = effort.deduction > 0 && effort.inductions > 0 && !sequent.generalizes
    if !isTried, let step = attempt(goal, sequent, plain) { return step }
    guard effort.inductions > 0, !isSpent else { return nil }
    var rest = effort
    rest.inductions -= 1
    if effort.isChaining { return chainedInduction(goal, sequent, rest) }
    for variable in candidates(goal) {
      let mark = script.count
      if effort.isGeneral, let step = measureInduction(goal, on: variable, sequent, rest) {
        return step
      }
      script.truncate(mark)
      let stride = stride(of: variable, in: goal)
      if stride > 1, effort.isGeneral {
        if let step = stepInduction(goal, on: variable, stride: stride, sequent, rest) {
          return step
        }
        script.truncate(mark)
      }
      let step =
        effort.isGeneral
        ? generalInduction(goal, on: variable, sequent, rest)
        : induction(goal, on: variable, sequent, rest)
      if let step { return step }
      script.truncate(mark)
    }
    guard effort.rounds > 0 || effort.deduction > 0 else { return nil }
    for variable in candidates(goal) {
      let mark = script.count
      if let step = strongInduction(goal, on: variable, sequent, rest) { return step }
      script.truncate(mark)
    }
    return nil
  }

  /// Induction for the search by instances: on numbers with a hypothesis for all that is less, first with
  /// the other variables as they are; each attempt has its share of the work.
  private mutating func chainedInduction(_ goal: Term, _ sequent: Sequent, _ effort: Effort) -> Int?
  {
    let variables = candidates(goal)
    let limit = workLimit
    defer { workLimit = limit }
    let ways = vocabulary.openVariables(goal).count > 1 ? [false, true] : [true]
    let attempts = ways.flatMap { way in variables.map { (variable: $0, generalizes: way) } }
    for (number, attempt) in attempts.enumerated() {
      let (mark, spent) = (script.count, vocabulary.bank.matchCount)
      guard spent < limit else { return nil }
      workLimit = spent + (limit - spent) / (attempts.count - number)
      if let step = strongInduction(
        goal, on: attempt.variable, sequent, effort, generalizes: attempt.generalizes)
      {
        return step
      }
      script.truncate(mark)
      guard attempt.generalizes else { continue }
      if let step = generalInduction(goal, on: attempt.variable, sequent, effort) { return step }
      script.truncate(mark)
    }
    return nil
  }

  private mutating func induction(
    _ goal: Term, on variable: Term, _ sequent: Sequent, _ effort: Effort
  ) -> Int? {
    let sort = vocabulary.bank.sort(variable)
    guard let constructors = vocabulary.constructors[sort] else { return nil }
    let conclusion = vocabulary.generalization(of: goal, over: variable)
    var proved: [Int] = []
    for constructor in constructors {
      var inner = sequent
      var fields: [Term] = []
      for field in vocabulary.bank[constructor].arguments {
        _ = script.append(.fix(field))
        fields.append(vocabulary.eigenvariable(inner.levels, field))
        inner.levels += 1
      }
      let whole = vocabulary.bank.make(constructor, fields)
      let instance = vocabulary.bank.replacing(variable, by: whole, in: goal)
      let hypotheses = fields.filter { vocabulary.bank.sort($0) == sort }.map { field in
        let formula = vocabulary.bank.replacing(variable, by: field, in: goal)
        return (formula: formula, step: script.append(.assume(formula)))
      }
      guard var last = proveUnder(hypotheses, instance, inner, effort) else { return nil }
      for _ in hypotheses { last = script.append(.discharge(last)) }
      for _ in fields { last = script.append(.generalize(last)) }
      proved.append(last)
    }
    return script.append(
      .specialize(script.append(.induction(conclusion, proved)), variable))
  }

  /// Proves a goal with more facts, further induction included.
  mutating func proveUnder(
    _ facts: [(formula: Term, step: Int)], _ goal: Term, _ sequent: Sequent, _ effort: Effort
  ) -> Int? {
    // A goal that rewriting settles alone needs no hypothesis: this is the usual case.
    if facts.isEmpty { return prove(goal, sequent, effort) }
    return under(facts, goal, sequent, unfolds: effort.unfolds) { search, sequent in
      search.prove(goal, sequent, effort)
    }
  }

  /// The variables of inductive sorts in a goal: those on which functions recurse first, by how
  /// often they do; then by level, the last first.
  func candidates(_ goal: Term) -> [Term] {
    var scores: [Term: Int] = [:]
    let bank = vocabulary.bank
    for term in bank.subterms(goal) {
      if vocabulary.level(term) != nil, vocabulary.constructors[bank.sort(term)] != nil {
        scores[term, default: 0] += 0
      }
      guard let symbol = bank.symbol(term) else { continue }
      for place in knowledge.recursiveArguments[symbol] ?? []
      where place < bank.arity(term) && vocabulary.level(bank.argument(term, place)) != nil {
        scores[bank.argument(term, place), default: 0] += 1
      }
    }
    return scores.keys.filter { vocabulary.constructors[bank.sort($0)] != nil }.sorted { a, b in
      let (x, y) = (scores[a] ?? 0, scores[b] ?? 0)
      return x != y ? x > y : (vocabulary.level(a) ?? 0) > (vocabulary.level(b) ?? 0)
    }
  }
}

extension TermBank {
  /// The term with each occurrence of a constant replaced. Recursion is on its depth.
  mutating func replacing(_ constant: Term, by value: Term, in term: Term) -> Term {
    if term == constant { return value }
    guard let symbol = symbol(term), arity(term) > 0 else { return term }
    var changed = arguments(term)
    for i in changed.indices { changed[i] = replacing(constant, by: value, in: changed[i]) }
    return make(symbol, changed)
  }
}
