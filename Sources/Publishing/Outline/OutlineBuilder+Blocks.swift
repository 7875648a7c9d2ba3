// What each kind of step looks like to a reader: chains with their marks, inductions with a case for
// each constructor, splits, choices, subproofs, and plain claims for all the rest. Start at `block`.
// `OutlineBuilder.swift` decides which steps have a block at all, `OutlineBuilder+Reasons.swift` says
// why one holds.

import ProofKernel

extension OutlineBuilder {
  /// The block of a step.
  mutating func block(_ number: Int) throws(CheckError) -> OutlineBlock {
    let base = source(of: number).base
    if base != number, graph.isFolded[base], case .induction = steps[base] {
      return try induction(base, shownAs: number)
    }
    if base != number { return claim(number) }
    switch steps[number] {
    case .chain(_, let rewrites) where isRestated(rewrites): return claim(number)
    case .chain(_, let rewrites) where !rewrites.isEmpty: return chain(number, rewrites, from: nil)
    case .rewrite(let from, let rewrites) where !rewrites.isEmpty:
      return chain(number, rewrites, from: from)
    case .discharge, .generalize: return try section(number)
    case .induction: return try induction(number, shownAs: number)
    case .choose(let existential, let universal) where isSubproof(universal, of: number):
      return try choice(number, existential, universal)
    case .infer(.cases, let cited, _): return try split(number, cited)
    case .infer(.refute, let cited, _) where isSubproof(cited[0], of: number):
      return try refutation(number, cited[0])
    default: return claim(number)
    }
  }

  /// What the body of a subproof ends in where its last block does not say it.
  mutating func closing(_ last: Int, _ scopes: [Int]) throws(CheckError) -> OutlineBlock {
    var block = OutlineBlock(.claim)
    block.conclusion = formula(last, in: scopes.max() ?? 0)
    if steps[last].opens || steps[last].needsNoProof {
      block.reason = [.text("by ")] + reference(to: last)
    } else {
      block.reason = [.text("as shown in ")] + reference(to: last)
    }
    return block
  }

  private func formula(_ number: Int, in scope: Int? = nil) -> Formula {
    let step = replay.steps[number]
    return Formula(step.formula, names: names[scope ?? step.scope])
  }

  private func isSubproof(_ part: Int, of number: Int) -> Bool {
    replay.steps[part].closes != nil && graph.isOwn(part, of: number)
  }

  /// Whether a chain only says again what an earlier step says.
  private func isRestated(_ rewrites: [Rewrite]) -> Bool {
    rewrites.count == 1 && rewrites[0].position.isEmpty && rewrites[0].step != nil
  }

  private mutating func claim(_ number: Int) -> OutlineBlock {
    var block = OutlineBlock(.claim)
    block.reason = reason(for: number)
    block.conclusion = formula(number)
    block.label = label(of: number)
    return block
  }

  // MARK: chains

  private mutating func chain(_ number: Int, _ rewrites: [Rewrite], from: Int?) -> OutlineBlock {
    var block = OutlineBlock(.chain)
    let step = replay.steps[number]
    let names = names[step.scope]
    let isFormula = store.sort(of: step.stages[0]) == .formula
    for (place, stage) in step.stages.enumerated() {
      var marks: [MarkedPosition] = []
      if place > 0 {
        marks.append(MarkedPosition(position: rewrites[place - 1].position, mark: .justReplaced))
      }
      if place < rewrites.count {
        marks.append(MarkedPosition(position: rewrites[place].position, mark: .replacedNext))
      }
      let isFirst = place == 0
      let reason: [Phrase] =
        isFirst
        ? from.map { [.text("from ")] + reference(to: $0) } ?? []
        : self.reason(for: rewrites[place - 1])
      block.lines.append(
        ChainLine(
          relation: isFirst ? nil : isFormula ? "⇔" : "=",
          formula: Formula(stage, names: names, marks: marks), reason: reason,
          isReversed: !isFirst && rewrites[place - 1].reversed))
    }
    block.conclusion = formula(number)
    block.label = label(of: number)
    return block
  }

  // MARK: subproofs

  /// Variables and hypotheses of some subproofs, as the top of a block.
  private func openings(_ scopes: [Int]) -> (variables: [Phrase], hypotheses: [Hypothesis]) {
    var variables: [Phrase] = []
    var hypotheses: [Hypothesis] = []
    for scope in scopes {
      if isAssumption(scope), let opener = replay.scopes[scope].opener {
        hypotheses.append(
          Hypothesis(
            label: hypothesisLabels[scope] ?? "H", isInductive: inductive.contains(scope),
            formula: formula(opener)))
      } else {
        if !variables.isEmpty { variables.append(.text(", ")) }
        variables.append(.formula(variable(of: scope)))
      }
    }
    return (variables, hypotheses)
  }

  /// The variable of a subproof that was opened by `fix`: a side of its x = x.
  private func variable(of scope: Int) -> Formula {
    guard let opener = replay.scopes[scope].opener,
      case .connective(.equal, let sides) = store.shape(of: replay.steps[opener].formula)
    else { preconditionFailure("subproof \(scope) was not opened by a variable") }
    return Formula(sides[0], names: names[scope])
  }

  private mutating func section(_ number: Int) throws(CheckError) -> OutlineBlock {
    var block = OutlineBlock(.section)
    block.label = label(of: number)
    let (scopes, last) = peel(number)
    let (variables, hypotheses) = openings(scopes)
    if !variables.isEmpty { block.heading = [.text("Take any ")] + variables }
    if hypotheses.isEmpty {
      block.heading.append(.text("."))
    } else {
      block.heading.append(.text(variables.isEmpty ? "Assume" : ", and assume"))
    }
    block.hypotheses = hypotheses
    block.children = try body(scopes, last)
    block.conclusion = formula(number)
    return block
  }

  private mutating func refutation(_ number: Int, _ part: Int) throws(CheckError) -> OutlineBlock {
    var block = OutlineBlock(.section)
    block.label = label(of: number)
    let (scopes, last) = peel(part, limit: 1)
    block.heading = [.text("Suppose, for a contradiction,")]
    block.hypotheses = openings(scopes).hypotheses
    block.children = try body(scopes, last)
    block.conclusion = formula(number)
    return block
  }

  private mutating func choice(_ number: Int, _ existential: Int, _ universal: Int)
    throws(CheckError) -> OutlineBlock
  {
    var block = OutlineBlock(.section)
    block.label = label(of: number)
    let (scopes, last) = peel(universal, limit: 2)
    let (variables, hypotheses) = openings(scopes)
    let witness = reference(to: existential)
    block.heading = [.text("By ")] + witness + [.text(" there is ")] + variables
    block.heading.append(.text(hypotheses.isEmpty ? "." : " with"))
    block.hypotheses = hypotheses
    block.children = try body(scopes, last)
    block.conclusion = formula(number)
    return block
  }

  // MARK: cases

  private mutating func split(_ number: Int, _ cited: [Int]) throws(CheckError) -> OutlineBlock {
    guard cited[1...].contains(where: { isSubproof($0, of: number) }) else { return claim(number) }
    var block = OutlineBlock(.split)
    block.label = label(of: number)
    block.heading = [.text("Either "), .formula(formula(cited[0]))]
    if case .infer(.excludedMiddle, _, _) = steps[cited[0]] {
      block.heading.append(.text("."))
    } else {
      block.heading += [.text(", by ")] + reference(to: cited[0]) + [.text(".")]
    }
    for (place, part) in cited[1...].enumerated() {
      var inner = OutlineBlock(.plainCase)
      inner.heading = [.text("Case \(place + 1)")]
      if isSubproof(part, of: number) {
        let (scopes, last) = peel(part, limit: 1)
        inner.hypotheses = openings(scopes).hypotheses
        inner.children = try body(scopes, last)
      } else {
        inner.children =
          graph.isOwn(part, of: number) ? try body(of: part, in: number) : [try closing(part, [0])]
      }
      block.children.append(inner)
    }
    block.conclusion = formula(number)
    return block
  }

  private static let baseCase = "Base case: "

  /// An induction; `number` is itself or the last of the steps that specialize it to a variable.
  private mutating func induction(_ induction: Int, shownAs number: Int)
    throws(CheckError) -> OutlineBlock
  {
    guard case .induction(_, let cases) = steps[induction],
      let sort = inductiveSort(steps[induction])
    else { preconditionFailure("step \(induction) is no induction") }
    var block = OutlineBlock(.induction)
    block.label = label(of: number)
    let outer = names[replay.steps[induction].scope]
    let name = inductionVariable(induction, number, sort, outer)
    var hasHypotheses = false
    for (constructor, part) in zip(constructors(of: sort), cases) {
      let inner = try inductionCase(constructor, part, induction, sort, name)
      hasHypotheses = hasHypotheses || !inner.hypotheses.isEmpty
      block.children.append(inner)
    }
    let words = hasHypotheses ? "By induction on " : "By cases on "
    block.heading = [.text(words), .formula(name), .text(".")]
    // Without a hypothesis anywhere there is no step, so nothing is a base.
    for place in block.children.indices where !hasHypotheses {
      block.children[place].heading = block.children[place].heading.map {
        if case .text(Self.baseCase) = $0 { .text("Case ") } else { $0 }
      }
    }
    block.conclusion = formula(number)
    return block
  }

  /// What the variable of an induction is called: as the one that it is specialized to, or as the
  /// bound variable of its conclusion.
  private mutating func inductionVariable(
    _ induction: Int, _ number: Int, _ sort: SortID, _ outer: [String]
  ) -> Formula {
    var step = number
    while step != induction, let head = steps[step].head {
      if head == induction, case .specialize(_, let value) = steps[step] {
        return Formula(value, names: outer)
      }
      step = head
    }
    let name = variableNames.bound(sort, taken: outer, store)
    guard let term = try? workshop.make(.variable(level: outer.count, sort)) else {
      preconditionFailure("the kernel has a variable of this sort and level")
    }
    return Formula(term, names: outer + [name])
  }

  private mutating func inductionCase(
    _ constructor: OperatorID, _ part: Int, _ induction: Int, _ sort: SortID, _ name: Formula
  ) throws(CheckError) -> OutlineBlock {
    let (fields, hypotheses) = caseShape(constructor, sort)
    var block = OutlineBlock(hypotheses == 0 ? .baseCase : .stepCase)
    let isOwn = graph.isOwn(part, of: induction)
    let (scopes, last) = isOwn ? peel(part, limit: fields + hypotheses) : ([], part)
    guard isOwn, scopes.count == fields + hypotheses else {
      block.heading = [.text("Case \(store.operators[Int(constructor.index)].name).")]
      block.children =
        isOwn ? try body(of: part, in: induction) : [try closing(part, [replay.steps[part].scope])]
      return block
    }
    let variables = scopes.filter { !isAssumption($0) }.map { variable(of: $0) }
    var sorts: [SortID] = []
    if case .application(_, let arguments) = store.shape(of: sort) { sorts = arguments }
    let whole = try workshop.make(.apply(constructor, sorts: sorts, variables.map(\.term)))
    let inner = scopes.last.map { names[$0] } ?? names[replay.steps[part].scope]
    let value = Formula(whole, names: inner)
    let words = hypotheses == 0 ? Self.baseCase : "Step: "
    block.heading = [.text(words), .formula(name), .text(" = "), .formula(value)]
    block.hypotheses = openings(scopes).hypotheses
    block.goal = Formula(replay.steps[last].formula, names: inner)
    block.children = scopes.isEmpty ? try body(of: part, in: induction) : try body(scopes, last)
    return block
  }
}
