// The prover's proofs as kernel steps. Start at `write`, which appends the steps of a goal's proof
// and returns the number of the step that states it. Everything below the line of a `Theorem` is
// producer's work: nothing in this file need be trusted, the kernel checks what comes out. The
// proofs are those of `Goal.swift`; terms are translated by `Vocabulary`'s origins.

import ProofKernel
import Terms

/// Writes proofs for one checker; remembers the kernel's terms for the prover's.
struct ProofWriter {
  private let vocabulary: Vocabulary
  private(set) var steps: [Step] = []
  private var hypotheses: [Int] = []  // by induction hypothesis that is open: its step
  private var known: [Term: TermID] = [:]

  /// A writer of one proof, over the symbols of a vocabulary.
  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// The kernel's formula for a goal. Throws what the kernel refuses, which would be our mistake.
  mutating func formula(_ goal: Goal, _ checker: inout Checker) throws(CheckError) -> TermID {
    var result = try equation(goal.conclusion, bound: nil, &checker)
    for premise in goal.premises.reversed() {
      let left = try equation(premise, bound: nil, &checker)
      result = try checker.intern(.connective(.implies, [left, result]))
    }
    return result
  }

  /// Appends the steps of a proof; returns the number of the step that states the goal.
  mutating func write(_ goal: Goal, _ proof: GoalProof, _ checker: inout Checker)
    throws(CheckError) -> Int
  {
    switch proof {
    case .direct(let locals, let closing):
      return try writeBranch(goal, locals, closing, &checker)
    case .induction(let level, let cases):
      return try writeInduction(goal, level, cases, &checker)
    }
  }

  private mutating func append(_ step: Step) -> Int {
    steps.append(step)
    return steps.count - 1
  }

  private mutating func writeBranch(
    _ goal: Goal, _ locals: [Local], _ closing: Closing, _ checker: inout Checker
  ) throws(CheckError) -> Int {
    var premises: [Int] = []
    for premise in goal.premises {
      premises.append(append(.assume(try equation(premise, bound: nil, &checker))))
    }
    var places: [Int] = []  // by local: its step
    for local in locals {
      switch local {
      case .premise(let number): places.append(premises[number])
      case .hypothesis(let number, let met):
        var place = hypotheses[number]
        for premise in met {
          place = append(.infer(.modusPonens, [place, places[premise]], []))
        }
        places.append(place)
      case .rewritten(let place, let links):
        places.append(append(.rewrite(places[place], try rewrites(links, places, &checker))))
      case .injectivity(let place, let argument):
        places.append(append(.injectivity(places[place], argument)))
      case .joined(let equation, let links):
        let start = try term(equation.left, bound: nil, &checker)
        places.append(append(.chain(start, try rewrites(links, places, &checker))))
      }
    }
    var last: Int
    switch closing {
    case .joined(let links):
      let start = try term(goal.conclusion.left, bound: nil, &checker)
      last = append(.chain(start, try rewrites(links, places, &checker)))
    case .absurd(let place):
      let absurdity = append(.disjointness(places[place]))
      let conclusion = try equation(goal.conclusion, bound: nil, &checker)
      last = append(.infer(.explosion, [absurdity], [conclusion]))
    }
    for _ in premises { last = append(.discharge(last)) }
    return last
  }

  private mutating func writeInduction(
    _ goal: Goal, _ level: Int, _ cases: [InductionCase], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    guard let variable = variable(at: level, in: goal) else {
      throw CheckError(.undeclaredVariable, "level \(level)")
    }
    var body = try equation(goal.conclusion, bound: variable, &checker)
    for premise in goal.premises.reversed() {
      let left = try equation(premise, bound: variable, &checker)
      body = try checker.intern(.connective(.implies, [left, body]))
    }
    let sort = SortID(vocabulary.bank.sort(variable).index)
    let conclusion = try checker.intern(.quantifier(.forall, sort, body))
    var proved: [Int] = []
    var bank = vocabulary.bank
    for induction in cases {
      for field in induction.fields {
        _ = append(.fix(SortID(vocabulary.bank.sort(field).index)))
      }
      for field in induction.recursive {
        let hypothesis = goal.map { bank.replacing(variable, by: field, in: $0) }
        var writer = ProofWriter(vocabulary.with(bank))
        hypotheses.append(append(.assume(try writer.formula(hypothesis, &checker))))
      }
      var last = try write(induction.goal, induction.proof, &checker)
      for _ in induction.recursive { last = append(.discharge(last)) }
      hypotheses.removeLast(induction.recursive.count)
      for _ in induction.fields { last = append(.generalize(last)) }
      proved.append(last)
    }
    let all = append(.induction(conclusion, proved))
    return append(.specialize(all, try term(variable, bound: nil, &checker)))
  }

  private func variable(at level: Int, in goal: Goal) -> Term? {
    for equation in goal.premises + [goal.conclusion] {
      for side in [equation.left, equation.right] {
        for term in vocabulary.bank.subterms(side) where vocabulary.level(term) == level {
          return term
        }
      }
    }
    return nil
  }

  private mutating func rewrites(_ links: [Link], _ places: [Int], _ checker: inout Checker)
    throws(CheckError) -> [Rewrite]
  {
    var result: [Rewrite] = []
    for link in links {
      let reason: Rewrite.Reason
      switch link.source {
      case .cited(let citation, let sorts):
        var terms: [TermID] = []
        for term in link.terms { terms.append(try self.term(term, bound: nil, &checker)) }
        reason = .instance(Instance(citation, sorts: sorts, terms: terms))
      case .local(let number): reason = .step(places[number])
      }
      result.append(Rewrite(position: link.position, reversed: link.isReversed, reason))
    }
    return result
  }

  private mutating func equation(
    _ equation: TermEquation, bound: Term?, _ checker: inout Checker
  ) throws(CheckError) -> TermID {
    let left = try term(equation.left, bound: bound, &checker)
    let right = try term(equation.right, bound: bound, &checker)
    return try checker.intern(.connective(.equal, [left, right]))
  }

  /// The kernel's term; the constant `bound` becomes the variable of a quantifier around it.
  private mutating func term(_ term: Term, bound: Term?, _ checker: inout Checker)
    throws(CheckError) -> TermID
  {
    if bound == nil, let done = known[term] { return done }
    guard let symbol = vocabulary.bank.symbol(term) else {
      throw CheckError(.undeclaredVariable, "rule variable")
    }
    let result: TermID
    switch vocabulary.origins[Int(symbol.index)] {
    case .variable(let level, let sort):
      result = try checker.intern(
        term == bound ? .bound(index: 0, sort) : .variable(level: level, sort))
    case .operation(let operation, let sorts):
      var parts: [TermID] = []
      for part in vocabulary.bank.arguments(term) {
        parts.append(try self.term(part, bound: bound, &checker))
      }
      result = try checker.intern(.apply(operation, sorts: sorts, parts))
    }
    if bound == nil { known[term] = result }
    return result
  }
}

extension Vocabulary {
  /// The same symbols over another bank, which must continue this one.
  func with(_ bank: TermBank) -> Vocabulary {
    var copy = self
    copy.bank = bank
    return copy
  }
}
