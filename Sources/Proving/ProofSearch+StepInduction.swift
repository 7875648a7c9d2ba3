// Induction by several constructors at once, for functions that recurse so, as half (S (S x)) = S (half x):
// to prove G(x), G(x) and ∀a. G(c a x) are proved together, so that the case of c a x has the hypothesis for x
// besides the one for what is one constructor below. Start at `stepInduction`; `DefinitionShape.strides` says how
// many constructors a function takes.
// Source: C. Walther, Mathematical induction, in: Handbook of Logic in AI and Logic Programming 2 (1994).

import ProofKernel
import Terms

extension ProofSearch {
  /// How many constructors of a variable the functions in a goal that recurse on it take at once (count).
  func stride(of variable: Term, in goal: Term) -> Int {
    guard !knowledge.strides.isEmpty else { return 1 }
    let bank = vocabulary.bank
    var longest = 1
    for part in bank.subterms(goal) {
      guard let symbol = bank.symbol(part), let strides = knowledge.strides[symbol] else {
        continue
      }
      for (stride, argument) in zip(strides, bank.arguments(part))
      where stride > longest && recurses(argument, on: variable) {
        longest = stride
      }
    }
    return longest
  }

  /// Whether a term is a variable, or is made of it by constructors and functions that recurse on it.
  private func recurses(_ term: Term, on variable: Term) -> Bool {
    let bank = vocabulary.bank
    if term == variable { return true }
    guard let symbol = bank.symbol(term) else { return false }
    if bank.isConstructor(term) {
      return bank.arguments(term).contains { recurses($0, on: variable) }
    }
    return (knowledge.recursiveArguments[symbol] ?? []).contains {
      $0 < bank.arity(term) && recurses(bank.argument(term, $0), on: variable)
    }
  }

  /// The step that states the goal, by induction on one of its variables with hypotheses for what is up to `stride`
  /// constructors below; for all values of the other variables of which no fact speaks.
  mutating func stepInduction(
    _ goal: Term, on variable: Term, stride: Int, _ sequent: Sequent, _ effort: Effort
  ) -> Int? {
    let sort = vocabulary.bank.sort(variable)
    guard let layer = Layer(sort, vocabulary) else { return nil }
    let fixed = Set(sequent.facts.flatMap { vocabulary.openVariables($0.formula) })
    let others = vocabulary.openVariables(goal).filter { $0 != variable && !fixed.contains($0) }
    let claim = Claim(
      goal: goal, variable: variable, others: others, layer: layer, free: sequent.levels + 64)
    var cases: [Int] = []
    for constructor in vocabulary.constructors[sort] ?? [] {
      var inner = sequent
      inner.generalizes = true
      let fields = fix(vocabulary.bank[constructor].arguments, &inner)
      let whole = vocabulary.bank.make(constructor, fields)
      var parts: [Int] = []
      if constructor == layer.constructor {
        // What is left to prove is the claim of most layers; the others are instances of hypotheses.
        let below = fields[layer.place]
        let hypothesis = claim.whole(stride, below, &vocabulary)
        var rest = script.append(.assume(hypothesis))
        var known: [(formula: Term, step: Int)] = []
        for count in 0..<stride {
          let formula = claim.part(count, below, &vocabulary)
          guard count < stride - 1 else {
            known.append((formula, rest))
            break
          }
          known.append((formula, script.append(.infer(.left, [rest], []))))
          rest = script.append(.infer(.right, [rest], []))
        }
        let own = fields.indices.filter { $0 != layer.place }.map { fields[$0] }
        for (_, step) in known.dropFirst() {
          parts.append(own.reduce(step) { script.append(.specialize($0, $1)) })
        }
        guard let last = prove(claim, stride - 1, whole, known, inner, effort) else { return nil }
        var step = conjunction(parts + [last])
        step = script.append(.discharge(step))
        for _ in fields { step = script.append(.generalize(step)) }
        cases.append(step)
      } else {
        for count in 0..<stride {
          guard let last = prove(claim, count, whole, [], inner, effort) else { return nil }
          parts.append(last)
        }
        var step = conjunction(parts)
        for _ in fields { step = script.append(.generalize(step)) }
        cases.append(step)
      }
    }
    let conclusion = vocabulary.generalization(
      of: claim.whole(stride, variable, &vocabulary), over: variable)
    var last = script.append(.specialize(script.append(.induction(conclusion, cases)), variable))
    if stride > 1 { last = script.append(.infer(.left, [last], [])) }
    for other in others { last = script.append(.specialize(last, other)) }
    return last
  }

  /// The step that states one part of a claim, of a value: under what is known.
  private mutating func prove(
    _ claim: Claim, _ count: Int, _ value: Term, _ known: [(formula: Term, step: Int)],
    _ sequent: Sequent, _ effort: Effort
  ) -> Int? {
    var inner = sequent
    var below = value
    var fixed = 0
    for _ in 0..<count {
      let own = fix(claim.layer.others, &inner)
      below = claim.layer.above(below, own, &vocabulary.bank)
      fixed += own.count
    }
    var instance = vocabulary.bank.replacing(claim.variable, by: below, in: claim.goal)
    let fresh = fix(claim.others.map(vocabulary.bank.sort), &inner)
    for (other, value) in zip(claim.others, fresh) {
      instance = vocabulary.bank.replacing(other, by: value, in: instance)
    }
    guard var last = proveUnder(known, instance, inner, effort) else { return nil }
    for _ in 0..<(fixed + fresh.count) { last = script.append(.generalize(last)) }
    return last
  }

  /// New variables of these sorts.
  mutating func fix(_ sorts: [TermSort], _ sequent: inout Sequent) -> [Term] {
    sorts.map { sort in
      _ = script.append(.fix(sort))
      defer { sequent.levels += 1 }
      return vocabulary.eigenvariable(sequent.levels, sort)
    }
  }

  /// The step that states what all of these do: A ∧ (B ∧ C).
  private mutating func conjunction(_ steps: [Int]) -> Int {
    steps.dropLast().reversed().reduce(steps[steps.count - 1]) { last, step in
      script.append(.infer(.both, [step, last], []))
    }
  }
}

/// The only constructor of a sort that has a part of that sort, and only one.
private struct Layer {
  let constructor: Symbol
  /// The place of that part.
  let place: Int
  /// The sorts of the other parts.
  let others: [TermSort]

  init?(_ sort: TermSort, _ vocabulary: Vocabulary) {
    let recursive = (vocabulary.constructors[sort] ?? []).filter {
      vocabulary.bank[$0].arguments.contains(sort)
    }
    guard recursive.count == 1 else { return nil }
    var sorts = vocabulary.bank[recursive[0]].arguments
    guard let place = sorts.firstIndex(of: sort), sorts.count(where: { $0 == sort }) == 1 else {
      return nil
    }
    sorts.remove(at: place)
    (constructor, self.place, others) = (recursive[0], place, sorts)
  }

  /// The constructor's term of what is below it and its other parts.
  func above(_ below: Term, _ parts: [Term], _ bank: inout TermBank) -> Term {
    var fields = parts
    fields.insert(below, at: place)
    return bank.make(constructor, fields)
  }
}

/// What is proved of a value x: with A for the other variables, ∀A. G(x) ∧ ∀a ∀A. G(c a x) ∧ …
private struct Claim {
  let goal: Term
  let variable: Term
  let others: [Term]
  let layer: Layer
  /// A level that nothing else has, nor one above it.
  let free: Int

  /// The goal of x below this number of layers, for all their other parts, those next to x first.
  func part(_ count: Int, _ value: Term, _ vocabulary: inout Vocabulary) -> Term {
    var (below, bound): (Term, [Term]) = (value, [])
    for _ in 0..<count {
      let own = layer.others.enumerated().map { place, sort in
        vocabulary.eigenvariable(free + bound.count + place, sort)
      }
      bound += own
      below = layer.above(below, own, &vocabulary.bank)
    }
    let body = vocabulary.bank.replacing(variable, by: below, in: goal)
    return (bound + others).reversed().reduce(body) {
      vocabulary.generalization(of: $0, over: $1)
    }
  }

  /// All parts of fewer layers than `stride`.
  func whole(_ stride: Int, _ value: Term, _ vocabulary: inout Vocabulary) -> Term {
    let parts = (0..<stride).map { part($0, value, &vocabulary) }
    return parts.dropLast().reversed().reduce(parts[parts.count - 1]) {
      vocabulary.connective(.and, [$1, $0])
    }
  }
}
