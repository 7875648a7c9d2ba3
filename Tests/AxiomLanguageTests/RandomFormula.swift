// Random kernel formulas over the operators of a theory, well sorted by construction.
//
// Sorts are taken from a short list; a term of a sort is a variable, a numeral, or an operator whose
// result sort fits. Entry: `formula(depth:bound:)`.

import ProofKernel

/// A maker of random formulas.
struct RandomFormula {
  var random: SeededGenerator
  var theory: Theory
  private(set) var parameters: [SortID] = []
  private var sorts: [SortID] = []

  /// *Requires*: sorts `Nat`, `Bool` and `List` in the theory.
  init(random: SeededGenerator, theory: Theory) {
    self.random = random
    self.theory = theory
    func symbol(_ name: String) -> SortSymbolID {
      SortSymbolID(UInt32(theory.store.sortSymbols.firstIndex { $0.name == name } ?? 0))
    }
    do throws(CheckError) {
      let nat = try self.theory.intern(.application(symbol("Nat"), []))
      let bool = try self.theory.intern(.application(symbol("Bool"), []))
      let list = try self.theory.intern(.application(symbol("List"), [nat]))
      let function = try self.theory.intern(.application(.arrow, [nat, nat]))
      sorts = [nat, bool, list, function]
      parameters = [nat, nat, bool, list, list, function]
    } catch {}
  }

  /// A random formula; `bound` are the sorts of the quantifiers around it, the innermost last.
  mutating func formula(depth: Int, bound: [SortID]) -> TermID {
    let choice = depth == 0 ? 0 : random.below(9)
    switch choice {
    case 1, 2:
      let connective = random.pick([Connective.and, .or, .implies, .iff])
      return make(
        .connective(
          connective,
          [formula(depth: depth - 1, bound: bound), formula(depth: depth - 1, bound: bound)]))
    case 3: return make(.connective(.not, [formula(depth: depth - 1, bound: bound)]))
    case 4: return make(.connective(.falsum, []))
    case 5, 6:
      let sort = random.pick(sorts)
      let quantifier = random.pick([Quantifier.forall, .exists])
      // Outermost universal quantifiers would come back as parameters.
      let kind: Quantifier = bound.isEmpty ? .exists : quantifier
      return make(.quantifier(kind, sort, formula(depth: depth - 1, bound: bound + [sort])))
    default:
      let sort = random.pick(sorts)
      return make(
        .connective(
          .equal,
          [term(sort, depth: depth, bound: bound), term(sort, depth: depth, bound: bound)]))
    }
  }

  private mutating func term(_ sort: SortID, depth: Int, bound: [SortID]) -> TermID {
    if depth > 0 && random.below(4) > 0 {
      let fitting = theory.store.operators.indices.filter { index in
        let declared = theory.store.operators[index]
        return !declared.name.hasPrefix("\\") && instance(declared, of: sort) != nil
      }
      if !fitting.isEmpty {
        let index = random.pick(fitting)
        let declared = theory.store.operators[index]
        let own = instance(declared, of: sort) ?? []
        var arguments: [TermID] = []
        for argument in declared.arguments {
          arguments.append(
            term(substitute(argument, own), depth: depth - 1, bound: bound))
        }
        return make(.apply(OperatorID(UInt32(index)), sorts: own, arguments))
      }
    }
    let inner = bound.indices.filter { bound[$0] == sort }
    if !inner.isEmpty && random.below(2) == 0 {
      return make(.bound(index: bound.count - 1 - random.pick(inner), sort))
    }
    if sort == sorts[0] && random.below(3) == 0 {
      return make(.numeral(UInt64(random.below(12)), sort))
    }
    if let level = parameters.indices.filter({ parameters[$0] == sort }).randomElement(
      using: &random)
    {
      return make(.variable(level: level, sort))
    }
    parameters.append(sort)
    return make(.variable(level: parameters.count - 1, sort))
  }

  /// The sorts for an operator's sort variables that make its result this sort, holes being `Nat`.
  private func instance(_ declared: Operator, of sort: SortID) -> [SortID]? {
    var own = [SortID](repeating: sorts[0], count: declared.sortParameterCount)
    switch (theory.store.shape(of: declared.result), theory.store.shape(of: sort)) {
    case (.variable(let number), _): own[number] = sort
    case (.application(let symbol, let parts), .application(let other, let others)):
      guard symbol == other else { return nil }
      for (part, actual) in zip(parts, others) {
        guard case .variable(let number) = theory.store.shape(of: part) else {
          if part == actual { continue }
          return nil
        }
        own[number] = actual
      }
    default: return nil
    }
    return own
  }

  private mutating func substitute(_ sort: SortID, _ own: [SortID]) -> SortID {
    switch theory.store.shape(of: sort) {
    case .formula: return sort
    case .variable(let number): return own[number]
    case .application(let symbol, let parts):
      let changed = parts.map { substitute($0, own) }
      return (try? theory.intern(.application(symbol, changed))) ?? sort
    }
  }

  private mutating func make(_ shape: TermShape) -> TermID {
    do throws(CheckError) { return try theory.intern(shape) } catch {
      preconditionFailure("a random term was refused: \(error)")
    }
  }
}
