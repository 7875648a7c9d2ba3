// The theorems proved so far, as kernel theorems, as rules for the prover, and with what people want
// to know. Start at `add`: it writes a proof for the kernel, and only if the kernel accepts it does
// the statement become a rule, at every tuple of sorts that has symbols. `Explorer` fills the list.

import AxiomLanguage
import ProofKernel
import Terms

/// A theorem with how it came about.
struct FoundTheorem: Sendable {
  let proof: Proof
  let formula: Term
  let method: String
  /// Parameter sorts by level.
  let parameters: [TermSort]
  /// The facts and theorems that the proof cites, each as often as it does.
  let citations: [Citation]
  /// The theorem of which this is another form, made for rewriting; nil for what was found.
  fileprivate(set) var origin: Int?
  /// Whether it is for rewriting only, and says nothing that people do not know.
  fileprivate(set) var isHidden = false
  /// Whether somebody asked for it: then it is listed, whatever the others say.
  fileprivate(set) var isStated = false
  /// Its place among the goals, if it was one.
  fileprivate(set) var place: Int?
  /// Whether it is what an axiom says, with operators exchanged or arguments turned round.
  fileprivate(set) var isDual = false
}

/// The theorems of one derivation.
struct TheoremList {
  private(set) var checker: Checker
  private(set) var found: [FoundTheorem] = []
  /// Proofs that the kernel refused (count): each is a mistake of the prover.
  private(set) var refusals: [CheckError] = []
  var normalizer = Normalizer()
  /// Whether statements that conclude a conjunction or disjunction are clauses.
  var takesCompounds = false
  private(set) var givenRules: [Rule] = []
  /// Of these, the definitions that `stopUnfolding` took out of the normalizer.
  private(set) var unfoldings: [Rule] = []
  /// By function: axioms that say how it calls itself, which no ordering sees to end (`TermBank.isRecursion`).
  private(set) var recursions: [Symbol: [Rule]] = [:]
  private(set) var foundRules: [[Rule]] = []  // by theorem
  private(set) var givenClauses: [Clause] = []
  private(set) var foundClauses: [[Clause]] = []  // by theorem
  private(set) var lemmas: [Lemma] = []
  private(set) var definitions: [Symbol: PredicateDefinition] = [:]
  let recursiveArguments: [Symbol: [Int]]
  private(set) var shape: DefinitionShape
  /// What the file declares that is explored; other operators are of files that it uses.
  var ownOperators: Set<OperatorID> = []
  private(set) var laws = AlgebraicLaws()
  private(set) var semirings: [TermSort: Semiring] = [:]

  /// The rules of the theorem found last.
  var newestRules: [Rule] { foundRules.last ?? [] }

  /// The rules turned round, for looking at what a replacement in that direction makes.
  var reversedRules: [Rule] {
    rules.map { rule in
      Rule(
        left: rule.right, right: rule.left, variableCount: rule.variableCount, isOriented: false,
        isReversed: !rule.isReversed, source: rule.source)
    }
  }

  /// The rules of all facts and theorems, in order.
  var rules: [Rule] { givenRules + foundRules.flatMap { $0 } }

  /// Starts with the defining equations and the equational axioms of a theory.
  init(
    _ theory: Theory, _ vocabulary: inout Vocabulary, recursiveArguments: [Symbol: [Int]] = [:]
  ) {
    checker = Checker(theory)
    self.recursiveArguments = recursiveArguments
    shape = DefinitionShape([], vocabulary)
    // What a fold has still to do counts more than what it has done.
    for (symbol, places) in recursiveArguments {
      if let place = places.first, vocabulary.takesFunction(symbol) {
        vocabulary.bank.compareFirst(place, of: symbol)
      }
    }
    for (place, fact) in theory.facts.enumerated() {
      addRules(
        of: fact.statement, .fact(place), isOriented: fact.kind == .definition, &vocabulary)
    }
    shape = DefinitionShape(givenRules + recursionRules, vocabulary)
  }

  /// Proves the formula to the kernel. Returns whether it was accepted. `isOriented` makes it a rule
  /// from left to right even where the ordering does not see that; what `isPrivate` is no rule at all.
  mutating func add(
    _ formula: Term, parameters: [TermSort], _ script: Script, named name: String, method: String,
    isOriented: Bool = false, isPrivate: Bool = false, origin: Int? = nil,
    _ vocabulary: inout Vocabulary
  ) -> Bool {
    do throws(CheckError) {
      let written = try proof(formula, parameters: parameters, script, named: name, vocabulary)
      let statement = written.statement
      try checker.check(written)
      found.append(
        FoundTheorem(
          proof: written, formula: formula, method: method, parameters: parameters,
          citations: script.steps.flatMap(\.citations), origin: origin))
      if isPrivate {
        foundRules.append([])
        foundClauses.append([])
      } else {
        addRules(
          of: statement, .theorem(checker.theorems.count - 1), isOriented: isOriented,
          &vocabulary)
      }
      return true
    } catch {
      refusals.append(error)
      return false
    }
  }

  /// The same for a proof that is written in the kernel's terms.
  mutating func add(
    _ formula: Term, parameters: [TermSort], method: String, isPrivate: Bool,
    _ vocabulary: inout Vocabulary, _ write: (inout Checker) throws(CheckError) -> Proof
  ) -> Bool {
    do throws(CheckError) {
      let written = try write(&checker)
      try checker.check(written)
      found.append(
        FoundTheorem(
          proof: written, formula: formula, method: method, parameters: parameters,
          citations: written.citations, origin: nil))
      if isPrivate {
        foundRules.append([])
        foundClauses.append([])
      } else {
        addRules(
          of: written.statement, .theorem(checker.theorems.count - 1), isOriented: false,
          &vocabulary)
      }
      return true
    } catch {
      refusals.append(error)
      return false
    }
  }

  /// Leaves a theorem out of the list that people see; its rules stay.
  mutating func hide(_ place: Int) { found[place].isHidden = true }

  /// Notes that a theorem says of other operators, or the other way round, what an axiom says.
  mutating func markDual(_ place: Int) { found[place].isDual = true }

  /// Notes that the newest theorem was asked for, as the goal at that place if there is one.
  mutating func markStated(as place: Int? = nil) {
    found[found.count - 1].isStated = true
    found[found.count - 1].place = place
  }

  /// The sort parameters of a theorem, as they stand in its own statement.
  mutating func sortVariables(ofTheorem place: Int) -> [SortID]? {
    let count = found[place].proof.statement.sortParameterCount
    return try? (0..<count).map { number throws(CheckError) in
      try checker.intern(SortShape.variable(number))
    }
  }

  /// Makes a theorem another form of a later one, of the newest if none is named.
  mutating func subordinate(_ place: Int, to later: Int? = nil) {
    found[place].origin = later ?? found.count - 1
  }

  /// Whether the kernel accepts a proof. Nothing is made known.
  mutating func check(
    _ formula: Term, parameters: [TermSort], _ script: Script, named name: String,
    _ vocabulary: Vocabulary
  ) -> Bool {
    do throws(CheckError) {
      try checker.check(
        proof(formula, parameters: parameters, script, named: name, vocabulary))
      return true
    } catch {
      refusals.append(error)
      return false
    }
  }

  /// Whether the kernel accepts a proof that is written in its own terms; returns the proof. Nothing is
  /// made known.
  mutating func check(_ write: (inout Checker) throws(CheckError) -> Proof) -> Proof? {
    do throws(CheckError) {
      let written = try write(&checker)
      try checker.check(written)
      return written
    } catch {
      refusals.append(error)
      return nil
    }
  }

  /// Checks a proof over this checker's store. Nothing is made known.
  mutating func check(_ proof: Proof) throws(CheckError) { try checker.check(proof) }

  /// Makes the statement of a theorem of the checker known.
  mutating func adopt(_ statement: Statement, _ number: Int, _ vocabulary: inout Vocabulary) {
    addRules(of: statement, .theorem(number), isOriented: false, &vocabulary)
  }

  private mutating func proof(
    _ formula: Term, parameters: [TermSort], _ script: Script, named name: String,
    _ vocabulary: Vocabulary
  ) throws(CheckError) -> Proof {
    var writer = ProofWriter(vocabulary)
    let sorts = parameters.map { SortID($0.index) }
    let statement = Statement(
      sortParameterCount: sortVariables(in: sorts + operationSorts(formula, vocabulary)),
      parameters: sorts, try writer.term(formula, &checker))
    return Proof(name: name, statement, try writer.write(script, &checker))
  }

  /// A term in the language of a document, its variables by level.
  /// A conjecture as a statement of the checker's store; nil if the kernel refuses it.
  mutating func statement(_ conjecture: Conjecture, _ vocabulary: Vocabulary) -> Statement? {
    var writer = ProofWriter(vocabulary)
    guard let formula = try? writer.term(conjecture.formula, &checker) else { return nil }
    return Statement(parameters: conjecture.parameters.map { SortID($0.index) }, formula)
  }

  mutating func text(
    _ term: Term, _ vocabulary: Vocabulary, _ names: [String], _ document: TheoryDocument
  ) -> String {
    var writer = ProofWriter(vocabulary)
    guard let made = try? writer.term(term, &checker) else { return "?" }
    return Printer(document).text(of: made, in: checker.theory.store, variableNames: names)
  }

  /// A statement of another store over the same declarations, made in this one; nil where that fails.
  mutating func imported(_ statement: Statement, from store: TermStore) -> Statement? {
    do throws(CheckError) {
      var importer = TermImporter(store)
      var sorts: [SortID] = []
      for sort in statement.parameters { sorts.append(try importer.sort(sort, &checker)) }
      return Statement(
        sortParameterCount: statement.sortParameterCount, parameters: sorts,
        try importer.term(statement.formula, &checker))
    } catch { return nil }
  }

  /// The sorts at which the operators of a formula are used: a constant may bring the only variable.
  private func operationSorts(_ formula: Term, _ vocabulary: Vocabulary) -> [SortID] {
    vocabulary.bank.subterms(formula).flatMap { term -> [SortID] in
      guard let symbol = vocabulary.bank.symbol(term) else { return [] }
      switch vocabulary.origins[Int(symbol.index)] {
      case .operation(_, let sorts): return sorts
      case .quantifier(_, let sort): return [sort]
      case .variable, .connective, .bound: return []
      }
    }
  }

  /// 1 + the largest sort variable in some sorts.
  private func sortVariables(in sorts: [SortID]) -> Int {
    var bound = 0
    var stack = sorts
    while let sort = stack.popLast() {
      switch checker.theory.store.shape(of: sort) {
      case .formula: break
      case .variable(let number): bound = max(bound, number + 1)
      case .application(_, let parts): stack += parts
      }
    }
    return bound
  }

  /// Whether a rule makes several formulas of one, not all of them smaller, as x ≤ S y ⇔ x ≤ y ∨ x = S y would: laws of
  /// order are to be used on what stands there.
  private func spreads(_ rule: Rule, _ vocabulary: Vocabulary) -> Bool {
    guard vocabulary.bank.sort(rule.left) == .formula else { return false }
    let parts =
      switch vocabulary.shape(rule.right) {
      case .or: vocabulary.disjuncts(rule.right)
      case .and: vocabulary.conjuncts(rule.right)
      default: [rule.right]
      }
    let size = vocabulary.bank.size(rule.left)
    return parts.count > 1 && parts.contains { vocabulary.bank.size($0) >= size }
  }

  /// Makes rules of a statement, or makes it known as a clause, or as a definition.
  private mutating func addRules(
    of statement: Statement, _ citation: Citation, isOriented: Bool,
    _ vocabulary: inout Vocabulary
  ) {
    var new: [Rule] = []
    var clauses: [Clause] = []
    for (formula, sorts) in patterns(of: statement, &vocabulary) {
      switch vocabulary.shape(formula) {
      case .equal(let left, let right), .iff(let left, let right):
        if isOriented, vocabulary.hasQuantifier(right), let symbol = vocabulary.bank.symbol(left) {
          definitions[symbol] = PredicateDefinition(
            left: left, right: right, variableCount: statement.parameters.count,
            citation: citation, sorts: sorts)
          continue
        }
        if case .iff = vocabulary.shape(formula), case .theorem = citation {
          lemmas.append(
            Lemma(
              formula: formula, variableCount: statement.parameters.count, citation: citation,
              sorts: sorts))
        }
        if vocabulary.hasQuantifier(formula) { continue }
        var ordering = normalizer.ordering
        let rules = Rule.rules(
          left, right, variableCount: statement.parameters.count,
          source: .cited(citation, sorts: sorts), isOriented: isOriented, vocabulary,
          &ordering
        ).filter { isOriented || !spreads($0, vocabulary) }
        if case .fact = citation, !rules.contains(where: { $0.isOriented && !$0.isReversed }),
          let function = vocabulary.bank.recursion(left, right)
        {
          recursions[function, default: []].append(
            Rule(
              left: left, right: right, variableCount: statement.parameters.count,
              isOriented: true, largestTerm: Rule.largestCall, isReversed: false,
              source: .cited(citation, sorts: sorts)))
        } else {
          new += rules
        }
      case .falsum, .not, .and, .or, .implies, .forall, .exists, .atom:
        lemmas.append(
          Lemma(
            formula: formula, variableCount: statement.parameters.count, citation: citation,
            sorts: sorts))
        if let clause = Clause(
          formula, variableCount: statement.parameters.count, citation, sorts: sorts,
          compound: takesCompounds, &vocabulary)
        {
          clauses.append(clause)
        }
      }
    }
    if case .theorem = citation {
      foundRules.append(new)
      foundClauses.append(clauses)
    } else {
      givenRules += new
      givenClauses += clauses
    }
    normalizer.add(new, vocabulary.bank)
    for rule in new { laws.note(rule, vocabulary.bank) }
    semirings = laws.semirings(vocabulary.bank)
  }

  /// The functions of a theorem: a rule needs those of its left side, a clause any of its own.
  func reach(of place: Int, _ vocabulary: Vocabulary) -> TheoremReach {
    let brought = vocabulary.functions(found[place].formula)
    let rules = foundRules[place].map { vocabulary.functions($0.left) }
    return TheoremReach(
      needed: rules.isEmpty ? brought.sorted().map { [$0] } : rules, brought: brought)
  }

  /// The rules of the theory's own facts.
  func definitionRules(_ bank: TermBank) -> Normalizer {
    var rules = Normalizer()
    rules.add(givenRules, bank)
    return rules
  }

  /// From now on terms keep the functions that only compare and choose, whose laws would meet nothing but their
  /// definitions; searches for proofs unfold them.
  mutating func stopUnfolding(_ bank: TermBank) {
    guard unfoldings.isEmpty, !shape.choosing.isEmpty else { return }
    func isUnfolding(_ rule: Rule) -> Bool {
      guard case .cited(.fact, _) = rule.source else { return false }
      return bank.symbol(rule.left).map(shape.choosing.contains) ?? false
    }
    unfoldings = givenRules.filter(isUnfolding)
    normalizer = normalizer.without(isUnfolding)
  }

  /// The rules of the theory's own facts that are used wherever they apply.
  func openRules(_ bank: TermBank) -> [Rule] {
    unfoldings.isEmpty
      ? givenRules
      : givenRules.filter { !(bank.symbol($0.left).map(shape.choosing.contains) ?? false) }
  }

  private var recursionRules: [Rule] { recursions.keys.sorted().flatMap { recursions[$0] ?? [] } }

  /// What a search may use besides rules.
  var knowledge: Knowledge {
    Knowledge(
      clauses: givenClauses + foundClauses.flatMap { $0 }, lemmas: lemmas, definitions: definitions,
      recursiveArguments: recursiveArguments, inspectedArguments: shape.inspectedArguments,
      deepPatterns: shape.deepPatterns, strides: shape.strides,
      unfoldings: unfoldings + recursionRules,
      recursions: Set(recursions.keys),
      semirings: semirings)
  }

  /// The statement's formula as a pattern, at each tuple of sorts at which its operators are symbols.
  private mutating func patterns(of statement: Statement, _ vocabulary: inout Vocabulary)
    -> [(formula: Term, sorts: [SortID])]
  {
    var theory = checker.theory
    var found: [(formula: Term, sorts: [SortID])] = []
    for sorts in sortTuples(statement, &theory, vocabulary) {
      let store = theory.store
      var changing = theory
      func change(_ sort: SortID) -> SortID { changing.substitute(sort, sorts) }
      if let formula = vocabulary.term(
        statement.formula, in: store, asRule: true, substitute: change)
      {
        found.append((formula, sorts))
      }
    }
    return found
  }

  /// The sorts at which a statement may be wanted: for each operator in it the tuples at which that
  /// operator is a symbol, where they settle all of the statement's sort variables.
  private func sortTuples(
    _ statement: Statement, _ theory: inout Theory, _ vocabulary: Vocabulary
  ) -> [[SortID]] {
    let count = statement.sortParameterCount
    if count == 0 { return [[]] }
    var tuples: [[SortID]] = []
    for symbol in vocabulary.operations {
      guard case .operation(let id, let sorts) = vocabulary.origins[Int(symbol.index)],
        theory.store.operators[Int(id.index)].sortParameterCount == count
      else { continue }
      for tuple in [sorts, sorts.reversed()] where !tuples.contains(tuple) { tuples.append(tuple) }
    }
    return tuples
  }
}
