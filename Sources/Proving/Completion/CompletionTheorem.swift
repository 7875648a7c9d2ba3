// A TPTP problem as a theory of the kernel, and a proof of the engine as theorems in it. Entry:
// `CompletionTheorem.init`, which throws what the kernel refuses: that would be our mistake.
// Positive clauses are axioms; a negative one is the goal, as an equation under ∃ for its
// variables. Constants that only the goal has stand for anything: they are parameters of the
// theorems.

import AxiomLanguage
import ProofKernel
import Terms

/// A proved goal of a TPTP problem, with its lemmas, as the kernel accepted them.
public struct CompletionTheorem: Sendable {
  /// The kernel's state: the lemmas and, last, the goal.
  public let checker: Checker
  /// What was checked, in order.
  public let proofs: [Proof]
  /// The clause that was refuted.
  public let clause: Int
  /// Number of rewrites in all (count).
  public let rewriteCount: Int
  /// What was written for the kernel.
  enum Story: Sendable {
    case equations(CompletionProof)
    case clauses(HornDerivation)
  }
  let story: Story
  let problem: CompletionProblem

  /// Writes the proof for the kernel and has it checked. `problem` is what the engine was given.
  init(_ proof: CompletionProof, _ problem: CompletionProblem, _ clauses: TPTPProblem)
    throws(CheckError)
  {
    let name = Self.name(clauses)
    var writer = try CompletionTheoremWriter(proof, problem, clauses, name: name)
    try writer.write()
    (checker, proofs, clause) = (writer.checker, writer.proofs, writer.goalClause)
    declared = writer.document
    parameterNames = writer.eigenconstants.map { problem.names[$0] }
    generalLemmas = writer.generalLemmas
    (story, self.problem) = (.equations(proof), problem)
    rewriteCount = writer.checker.theorems.reduce(0) { $0 + $1.stepCount }
  }

  /// Writes a derivation from Horn clauses for the kernel and has it checked.
  init(_ derivation: HornDerivation, _ problem: CompletionProblem, _ clauses: TPTPProblem)
    throws(CheckError)
  {
    let (target, document) = try HornTarget.theory(of: clauses, problem, name: Self.name(clauses))
    (declared, parameterNames, generalLemmas) = (document, [], [])
    var writer = HornWriter(
      derivation, arities: problem.arities, target, Checker(document.theory))
    try writer.writeLemmas(named: "lemma")
    try writer.writeGoal(
      clauses.clauses[derivation.clause].literals.map { literal in
        HornDerivation.Literal(
          left: problem.cells(literal.left), right: literal.right.map { problem.cells($0) })
      })
    (checker, proofs, clause) = (writer.checker, writer.proofs, derivation.clause)
    (story, self.problem) = (.clauses(derivation), problem)
    rewriteCount = writer.checker.theorems.reduce(0) { $0 + $1.stepCount }
  }

  /// The problem as a theory, its store continued by the terms of the proofs: what a certificate holds.
  public var document: TheoryDocument {
    var document = declared
    document.theory = checker.theory
    return document
  }
  private let declared: TheoryDocument
  private let parameterNames: [String]

  /// By theorem, the name of each parameter of its statement: the goal's own constants, then variables.
  public var variableNames: [[String]] {
    proofs.map { proof in
      let sorts = proof.statement.parameters.map { TermSort($0.index) }
      let plain = Derivation.variableNames(sorts, checker.theory.store)
      let count = sorts.count
      // A lemma that speaks of the goal's constants has all of them first.
      guard !parameterNames.isEmpty, isGeneral(proof) else { return plain }
      return Array((parameterNames + plain).prefix(count))
    }
  }

  /// Whether the first parameters are the goal's own constants.
  private func isGeneral(_ proof: Proof) -> Bool {
    proof == proofs.last || generalLemmas.contains(proof.name)
  }
  private let generalLemmas: Set<String>

  private static func name(_ clauses: TPTPProblem) -> String {
    guard let file = clauses.files.last?.path else { return "problem" }
    let ending = TPTPProblem.endings.first { file.hasSuffix($0) } ?? ""
    return String(file.dropLast(ending.count))
  }

  /// Number of lemmas (count).
  public var lemmaCount: Int { proofs.count - 1 }
}

/// Translates one proof.
private struct CompletionTheoremWriter {
  let proof: CompletionProof
  let problem: CompletionProblem
  let clauses: TPTPProblem
  let goalClause: Int
  let document: TheoryDocument
  var checker: Checker
  var proofs: [Proof] = []
  /// The lemmas that speak of the goal's own constants, by name.
  private(set) var generalLemmas: Set<String> = []

  private let sort: SortID
  private var operators: [OperatorID?]
  private var abbreviations: [Int: [Cell]] = [:]
  private(set) var eigenconstants: [Int]  // symbols, by level
  /// By number of equation: the fact that it is; nil for abbreviations and the encoding.
  private var facts: [Int?] = []
  private var citations: [Int: (citation: Citation, isGeneral: Bool)] = [:]  // by rule
  private var trivial: Set<Int> = []

  init(
    _ proof: CompletionProof, _ problem: CompletionProblem, _ clauses: TPTPProblem, name: String
  ) throws(CheckError) {
    (self.proof, self.problem, self.clauses) = (proof, problem, clauses)
    let negative = clauses.clauses.indices.filter { !clauses.clauses[$0].literals[0].isPositive }
    let positive = clauses.clauses.indices.filter { clauses.clauses[$0].literals[0].isPositive }
    if let witness = proof.witness {
      goalClause = negative[witness.equation - positive.count - 1]
    } else {
      goalClause = negative[proof.goal]
    }
    var theory = try TPTPTheory(clauses, name: name)
    (sort, operators, eigenconstants) = (theory.sort, theory.operators, theory.parameters)
    for (number, name) in problem.names.enumerated().dropFirst(clauses.symbols.count) {
      operators.append(
        name.hasPrefix("$")
          ? nil : try theory.addOperator(name, arity: problem.arities[number]))
    }
    abbreviations = Dictionary(
      problem.abbreviations.map { ($0.constant, $0.term) }, uniquingKeysWith: { a, _ in a })
    document = theory.document
    checker = Checker(document.theory)
    facts = positive.map { theory.facts[$0] }
    while facts.count < problem.equations.count { facts.append(nil) }
  }

  /// The kernel's term; variables have levels from `shift` on.
  private mutating func term(_ cells: [Cell], shift: Int) throws(CheckError) -> TermID {
    var stack: [TermID] = []
    for cell in cells.reversed() {
      if cell.isVariable {
        stack.append(try checker.intern(.variable(level: shift + cell.variableNumber, sort)))
      } else if let long = abbreviations[cell.symbol] {
        stack.append(try term(long, shift: shift))
      } else if let level = eigenconstants.firstIndex(of: cell.symbol) {
        stack.append(try checker.intern(.variable(level: level, sort)))
      } else {
        guard let symbol = operators[cell.symbol] else {
          throw CheckError(.unknownOperator, step: nil, problem.names[cell.symbol])
        }
        let arity = problem.arities[cell.symbol]
        let parts = Array(stack.suffix(arity).reversed())
        stack.removeLast(arity)
        stack.append(try checker.intern(.apply(symbol, sorts: [], parts)))
      }
    }
    return stack[0]
  }

  /// Whether a term says something of the goal's own constants.
  private func mentionsEigenconstants(_ cells: [Cell]) -> Bool {
    cells.contains { cell in
      !cell.isVariable
        && (eigenconstants.contains(cell.symbol)
          || abbreviations[cell.symbol].map { mentionsEigenconstants($0) } == true)
    }
  }

  mutating func write() throws(CheckError) {
    for lemma in proof.lemmas { try write(lemma) }
    let start = try term(proof.chain.start, shift: eigenconstants.count)
    let rewrites = try rewrites(proof.chain, isGeneral: true)
    let parameters = Array(repeating: sort, count: eigenconstants.count)
    var steps: [Step] = [.chain(start, rewrites)]
    let end = try term(proof.chain.end, shift: eigenconstants.count)
    var formula = try checker.intern(.connective(.equal, [start, end]))
    if let witness = proof.witness {
      let literal = problem.equations[witness.equation].left
      formula = try existential(literal, witness.terms, &steps)
    }
    try check(
      Proof(
        name: "goal", Statement(parameters: parameters, formula), steps))
  }

  private mutating func check(_ proof: Proof) throws(CheckError) {
    try checker.check(proof)
    proofs.append(proof)
  }

  private mutating func write(_ lemma: CompletionProof.Lemma) throws(CheckError) {
    let cells =
      lemma.chain.start + lemma.chain.end + lemma.chain.steps.flatMap { $0.terms.joined() }
    let isGeneral =
      mentionsEigenconstants(cells)
      || lemma.chain.steps.contains {
        if case .rule(let rule) = $0.source { citations[rule]?.isGeneral == true } else { false }
      }
    let shift = isGeneral ? eigenconstants.count : 0
    let start = try term(lemma.chain.start, shift: shift)
    let end = try term(lemma.chain.end, shift: shift)
    if start == end {
      trivial.insert(lemma.rule)
      return
    }
    let rewrites = try rewrites(lemma.chain, isGeneral: isGeneral)
    let formula = try checker.intern(.connective(.equal, [start, end]))
    let statement = Statement(
      parameters: Array(repeating: sort, count: shift + lemma.variableCount), formula)
    citations[lemma.rule] = (.theorem(proofs.count), isGeneral)
    let name = "lemma \(proofs.count + 1)"
    if isGeneral { generalLemmas.insert(name) }
    try check(Proof(name: name, statement, [.chain(start, rewrites)]))
  }

  /// The kernel's rewrites of a chain; in a general lemma the first levels are the goal's
  /// constants.
  private mutating func rewrites(_ chain: CompletionChain, isGeneral: Bool) throws(CheckError)
    -> [Rewrite]
  {
    let shift = isGeneral ? eigenconstants.count : 0
    var result: [Rewrite] = []
    for step in chain.steps {
      var terms: [TermID] = []
      let citation: Citation
      switch step.source {
      case .equation(let number):
        guard let fact = facts[number] else { continue }  // an abbreviation says t = t
        citation = .fact(fact)
      case .rule(let rule):
        if trivial.contains(rule) { continue }
        guard let known = citations[rule] else { throw CheckError(.unknownFact, step: nil, "rule") }
        citation = known.citation
        if known.isGeneral {
          for level in eigenconstants.indices {
            terms.append(try checker.intern(.variable(level: level, sort)))
          }
        }
      }
      for cells in step.terms { terms.append(try term(cells, shift: shift)) }
      result.append(
        Rewrite(
          position: step.position, reversed: step.isReversed,
          .instance(Instance(citation, terms: terms))))
    }
    return result
  }

  /// ∃x₁…xₙ. s = t from s = t for values of the variables: a witness for each, the innermost first.
  private mutating func existential(
    _ literal: [Cell], _ values: [[Cell]], _ steps: inout [Step]
  ) throws(CheckError) -> TermID {
    let left = Array(literal[1..<1 + literal[1].length])
    let right = Array(literal[(1 + literal[1].length)...])
    let base = eigenconstants.count
    var ground: [TermID] = []
    for value in values { ground.append(try term(value, shift: base)) }
    var formula: TermID?
    // With k variables replaced by values, the others are bound.
    for k in stride(from: values.count, through: 0, by: -1) {
      let sides = [
        try bound(left, ground, k, values.count), try bound(right, ground, k, values.count),
      ]
      var body = try checker.intern(.connective(.equal, sides))
      for _ in k..<values.count { body = try checker.intern(.quantifier(.exists, sort, body)) }
      if k < values.count { steps.append(.witness(body, ground[k], steps.count - 1)) }
      formula = body
    }
    guard let formula else { throw CheckError(.mismatch, step: nil, "∃") }
    return formula
  }

  /// A term of the goal with its first k variables replaced and the others bound, the last
  /// innermost.
  private mutating func bound(_ cells: [Cell], _ values: [TermID], _ k: Int, _ count: Int)
    throws(CheckError) -> TermID
  {
    var stack: [TermID] = []
    for cell in cells.reversed() {
      if cell.isVariable {
        let number = cell.variableNumber
        if number < k {
          stack.append(values[number])
        } else {
          stack.append(try checker.intern(.bound(index: count - 1 - number, sort)))
        }
      } else {
        let arity = problem.arities[cell.symbol]
        let parts = Array(stack.suffix(arity).reversed())
        stack.removeLast(arity)
        if arity == 0 {
          stack.append(try term([cell], shift: eigenconstants.count))
        } else if let symbol = operators[cell.symbol] {
          stack.append(try checker.intern(.apply(symbol, sorts: [], parts)))
        }
      }
    }
    return stack[0]
  }
}
