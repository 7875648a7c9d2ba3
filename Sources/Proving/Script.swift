// A proof in the prover's terms, before the kernel has seen it: the kernel's steps, one for one, with
// terms of the bank in place of the kernel's. A search appends steps as it goes and takes back those
// of an attempt that failed; so each inference is written where it is made. `ProofSearch` writes
// scripts, `ProofWriter` translates them for the kernel.

import ProofKernel
import Terms

/// A step of a script. `Int`s are the numbers of earlier steps. `Step` says what each means.
enum ScriptStep: Sendable {
  case assume(Term)
  case fix(TermSort)
  case discharge(Int)
  case generalize(Int)
  case instance(Citation, sorts: [SortID], terms: [Term])
  case chain(Term, [Link])
  case rewrite(Int, [Link])
  case infer(Schema, [Int], [Term])
  case specialize(Int, Term)
  case witness(Term, Term, Int)
  case choose(Int, Int)
  case induction(Term, [Int])
  case injectivity(Int, Int)
  case disjointness(Int)
}

/// Steps of a proof, the last of which states what is proved.
struct Script: Sendable {
  private(set) var steps: [ScriptStep] = []

  /// Number of steps (count).
  var count: Int { steps.count }

  /// Appends a step; returns its number.
  mutating func append(_ step: ScriptStep) -> Int {
    steps.append(step)
    return steps.count - 1
  }

  /// Takes back all steps from a number on.
  mutating func truncate(_ count: Int) { steps.removeLast(steps.count - count) }

  /// The script without the steps on which the last does not rest. Openers and closers of subproofs
  /// stay: they stand in pairs around what they enclose.
  func pruned() -> Script {
    var isNeeded = Array(repeating: false, count: steps.count)
    var openers: [Int] = []
    var openerOf: [Int: Int] = [:]
    for (number, step) in steps.enumerated() {
      switch step {
      case .assume, .fix: openers.append(number)
      case .discharge, .generalize:
        openerOf[number] = openers.popLast()
      default: break
      }
    }
    var stack = [steps.count - 1]
    while let number = stack.popLast() {
      guard number >= 0, !isNeeded[number] else { continue }
      isNeeded[number] = true
      stack += steps[number].cited
      if let opener = openerOf[number] { stack.append(opener) }
    }
    var newNumber: [Int: Int] = [:]
    var result = Script()
    for (number, step) in steps.enumerated() where isNeeded[number] {
      newNumber[number] = result.append(step.renumbered { newNumber[$0] ?? $0 })
    }
    return result
  }
}

extension Script {
  /// The script with other terms.
  func mapped(_ new: (Term) -> Term) -> Script {
    var result = Script()
    for step in steps { _ = result.append(step.mapped(new)) }
    return result
  }
}

extension ScriptStep {
  /// The terms written in it.
  var terms: [Term] {
    var found: [Term] = []
    _ = mapped {
      found.append($0)
      return $0
    }
    return found
  }

  /// The step with other terms.
  func mapped(_ new: (Term) -> Term) -> ScriptStep {
    func links(_ links: [Link]) -> [Link] {
      links.map { link in
        Link(
          position: link.position, source: link.source, terms: link.terms.map(new),
          isReversed: link.isReversed)
      }
    }
    switch self {
    case .fix, .discharge, .generalize, .choose, .injectivity, .disjointness: return self
    case .assume(let formula): return .assume(new(formula))
    case .instance(let citation, let sorts, let terms):
      return .instance(citation, sorts: sorts, terms: terms.map(new))
    case .chain(let term, let rewrites): return .chain(new(term), links(rewrites))
    case .rewrite(let from, let rewrites): return .rewrite(from, links(rewrites))
    case .infer(let schema, let cited, let terms): return .infer(schema, cited, terms.map(new))
    case .specialize(let universal, let term): return .specialize(universal, new(term))
    case .witness(let formula, let term, let proved):
      return .witness(new(formula), new(term), proved)
    case .induction(let formula, let cases): return .induction(new(formula), cases)
    }
  }

  /// The facts and theorems that this step cites.
  var citations: [Citation] {
    func of(_ links: [Link]) -> [Citation] {
      links.compactMap { link in
        if case .cited(let citation, _) = link.source { citation } else { nil }
      }
    }
    switch self {
    case .instance(let citation, _, _): return [citation]
    case .chain(_, let links), .rewrite(_, let links): return of(links)
    default: return []
    }
  }

  /// The steps that this one cites.
  var cited: [Int] {
    var found: [Int] = []
    _ = renumbered {
      found.append($0)
      return $0
    }
    return found
  }

  /// The step with other numbers for the steps that it cites.
  func renumbered(_ new: (Int) -> Int) -> ScriptStep {
    func links(_ links: [Link]) -> [Link] {
      links.map { link in
        guard case .local(let number) = link.source else { return link }
        var link = link
        link.source = .local(new(number))
        return link
      }
    }
    switch self {
    case .assume, .fix, .instance: return self
    case .discharge(let last): return .discharge(new(last))
    case .generalize(let last): return .generalize(new(last))
    case .chain(let term, let rewrites): return .chain(term, links(rewrites))
    case .rewrite(let from, let rewrites): return .rewrite(new(from), links(rewrites))
    case .infer(let schema, let cited, let terms): return .infer(schema, cited.map(new), terms)
    case .specialize(let universal, let term): return .specialize(new(universal), term)
    case .witness(let formula, let term, let proved): return .witness(formula, term, new(proved))
    case .choose(let existential, let universal):
      return .choose(new(existential), new(universal))
    case .induction(let formula, let cases): return .induction(formula, cases.map(new))
    case .injectivity(let equation, let argument): return .injectivity(new(equation), argument)
    case .disjointness(let equation): return .disjointness(new(equation))
    }
  }
}
