// The door of this room for discovery: a theory document goes in, proofs that the kernel has accepted
// come out, with notes for people. Start at `Derivation.run`. `Explorer` does the work for theories
// that compute. What is returned can be made a certificate as it stands.

import AxiomLanguage
import ProofKernel
import Terms

/// One theorem of a derivation.
public struct DerivedTheorem: Sendable {
  /// The proof, in terms of the theory of the result.
  public let proof: Proof
  /// The name of each parameter of the statement, by level.
  public let variableNames: [String]
  /// How it was proved, in a few words.
  public let method: String
  /// The trusted axioms that it rests on, definitions left out: places among the theory's facts.
  public let axioms: [Int]
  /// The place in the list that people see (count from 1); nil for a lemma.
  public var rank: Int?
}

/// What a derivation found.
public struct Derivation: Sendable {
  /// The document, its store continued by the terms of the proofs.
  public let document: TheoryDocument
  /// The theorems, in an order in which each proof cites earlier ones only.
  public let theorems: [DerivedTheorem]
  /// By place of a goal that fails in some finite model of the axioms: the tables of one.
  public internal(set) var countermodels: [Int: String] = [:]
  /// By place of a goal that fails for some values of its variables: `Judgement.refuted`.
  public internal(set) var refutations: [Int: Judgement] = [:]
  /// What was done (counts).
  public let counters: ExplorationCounters
  /// Whether a limit stopped it.
  public let isLimited: Bool
  /// Whether the time was over before the search was.
  public let wasStopped: Bool
  /// The place of the theorem that says `false`: the axioms contradict each other.
  public var contradiction: Int? { theorems.firstIndex { $0.proof.name == "false" } }

  /// Finds theorems of a theory, without being told what to look for; and tries the goals given with
  /// what was found.
  ///
  /// *Complexity*: bounded by the limits. *Ensures*: the same input and limits give the same result,
  /// on any number of threads; the kernel has accepted every proof.
  ///
  ///     let derivation = Derivation.run(document, limits: ExplorationLimits())
  public static func run(
    _ document: TheoryDocument, limits: ExplorationLimits,
    goals: [(name: String, statement: Statement)] = [], threads: Int = 1
  ) -> Derivation {
    var document = document
    let arguments = document.liftOperators()
    let vocabulary = Vocabulary(theory: &document.theory, arguments)
    var explorer = explorer(document, vocabulary, limits, threads)
    explorer.shapedLaws = arguments.laws
    let isLimited = explorer.search(document, vocabulary)
    for goal in goals { _ = explorer.prove(goal.statement, named: goal.name) }
    return Derivation(document, &explorer, isLimited: isLimited)
  }

  /// Proves statements in order, each with the help of those before it unless they are independent:
  /// first as they stand, then, if some are left, with what a search finds.
  ///
  /// *Shape*: names and statements of the document's theory; the result says by goal whether it was
  /// proved, nil where it is no equation under equations. What is not proved at once is refuted by
  /// values where that is possible (`refutations`). Without exploring, only the goals themselves are
  /// tried, with a fixed amount of work each. *Complexity*: bounded by the limits.
  public static func prove(
    _ goals: [(name: String, statement: Statement)], in document: TheoryDocument,
    limits: ExplorationLimits, independent: Bool = false, explores: Bool = true,
    refutesFirst: Bool = false, threads: Int = 1
  ) -> (proved: [Bool?], derivation: Derivation) {
    var document = document
    let vocabulary = Vocabulary(theory: &document.theory, goals: goals.map(\.statement))
    var explorer = explorer(document, vocabulary, limits, threads)
    explorer.goalsAreIndependent = independent
    explorer.isThorough = !refutesFirst
    explorer.list.takesCompounds = true
    let known = explorer.state(goals)
    var isLimited = false
    /// Goals that are left, by the equational prover.
    var countermodels: [Int: String] = [:]
    func complete(work: Int, seeksModels: Bool) {
      for goal in explorer.openGoals {
        switch explorer.proveByCompletion(
          goals[goal.place].statement, named: goal.name, work: work, threads: threads,
          seeksModels: seeksModels)
        {
        case .proved: break
        case .refuted(let tables): countermodels[goal.place] = tables
        case .open: continue
        }
        explorer.openGoals.removeAll { $0.place == goal.place }
      }
    }
    var refutations = refutesFirst ? explorer.refuteOpenGoals(document) : [:]
    explorer.isThorough = true
    explorer.proveOpenGoals()
    if !refutesFirst { refutations = explorer.refuteOpenGoals(document) }
    if explorer.splitOpenGoals(), !explores { explorer.proveOpenGoals() }
    complete(work: 20_000_000, seeksModels: false)
    if explores && !explorer.openGoals.isEmpty {
      isLimited = explorer.search(document, vocabulary)
      // That an instance fails may take lemmas.
      if refutesFirst {
        refutations.merge(explorer.refuteOpenGoals(document)) { first, _ in first }
      }
      explorer.proveOpenGoals(isLast: true)
      complete(work: 100_000_000, seeksModels: true)
    }
    let open = Set(explorer.openGoals.map(\.place) + countermodels.keys + refutations.keys)
    let proved = known.enumerated().map { $1 ? !open.contains($0) : nil }
    var derivation = Derivation(document, &explorer, isLimited: isLimited)
    (derivation.countermodels, derivation.refutations) = (countermodels, refutations)
    return (proved, derivation)
  }

  static func explorer(
    _ document: TheoryDocument, _ vocabulary: Vocabulary, _ limits: ExplorationLimits,
    _ threads: Int = 1
  ) -> Explorer {
    var recursive: [Symbol: [Int]] = [:]
    for case .functions(let group, _) in document.declarations {
      for function in group {
        for symbol in vocabulary.operations {
          if case .operation(function.symbol, _) = vocabulary.origins[Int(symbol.index)] {
            recursive[symbol] = function.decreasing
          }
        }
      }
    }
    var explorer = Explorer(
      document.theory, vocabulary, recursiveArguments: recursive, limits: limits,
      threads: threads)
    // A file comes after those that it is built on.
    let files = document.operatorNotes.map(\.position.file)
    let operators = document.theory.store.operators
    let file = files.indices.last {
      files[$0] != "prelude" && !LiftedName.isLifted(operators[$0].name)
    }.map { files[$0] }
    explorer.list.ownOperators = Set(
      files.indices.filter { files[$0] == file }.map { OperatorID(UInt32($0)) })
    return explorer
  }

  init(_ document: TheoryDocument, _ explorer: inout Explorer, isLimited: Bool) {
    var document = document
    let ranks = explorer.ranks()
    explorer.count()
    document.theory = explorer.list.checker.theory
    let list = explorer.list
    theorems = list.found.enumerated().map { number, found in
      let names = Self.variableNames(found.parameters, document.theory.store)
      var method = found.method
      for (level, name) in names.enumerated() where method.hasSuffix("#\(level)") {
        method = method.dropLast("#\(level)".count) + name
      }
      let theorem = list.checker.theorems[number]
      let axioms = theorem.facts.filter { document.theory.facts[$0].kind == .axiom }
      return DerivedTheorem(
        proof: found.proof, variableNames: names, method: method, axioms: axioms,
        rank: ranks[number])
    }
    (self.document, self.isLimited, counters) = (document, isLimited, explorer.counters)
    wasStopped = explorer.wasStopped
  }

  /// Names for variables by sort: x, y, z; xs, ys, zs for sorts with parameters; f, g, h for arrows.
  static func variableNames(_ sorts: [TermSort], _ store: TermStore) -> [String] {
    var used: [String: Int] = [:]
    return sorts.map { sort in
      var pool = ["x", "y", "z", "u", "v", "w"]
      if case .application(let symbol, let parts) = store.shape(of: SortID(sort.index)) {
        if symbol == .arrow {
          pool = ["f", "g", "h"]
        } else if !parts.isEmpty {
          pool = ["xs", "ys", "zs", "us", "vs", "ws"]
        }
      }
      let number = used[pool[0], default: 0]
      used[pool[0]] = number + 1
      return number < pool.count ? pool[number] : pool[0] + "\(number)"
    }
  }
}

extension Explorer {
  /// Searches as the theory asks for: axioms are not tested on values, what they imply is drawn from
  /// them; functions that need none are tested. Returns whether a limit stopped it.
  mutating func search(_ document: TheoryDocument, _ vocabulary: Vocabulary) -> Bool {
    guard document.theory.facts.contains(where: { $0.kind == .axiom }) else {
      return explore(ExplorationPass.passes(document, vocabulary))
    }
    // From contradictory axioms everything follows: there is nothing else to say then.
    if contradiction() { return false }
    // What computes does so beside axioms too.
    let passes = ExplorationPass.passes(document, vocabulary).filter { pass in
      pass.operations.contains {
        !vocabulary.bank[$0].isConstructor && vocabulary.operatorID($0) != .apply
      }
    }
    let isLimited = passes.isEmpty ? false : explore(passes)
    let isStopped = abstractEquations() ?? saturate(SaturationLimits())
    if contradiction() { return false }
    abstractImplications()
    return isLimited || isStopped
  }
}
