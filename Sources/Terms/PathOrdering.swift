// The lexicographic path ordering: a simplification ordering, total on ground terms, that orients
// the defining equations of functions by recursion when later symbols have higher precedence. Start
// at `isGreater`. The argument that is compared first is the symbol's (`SymbolInfo.comparedFirst`). Variables are compared as the theory asks: s > x only if x occurs in s.
// Source: S. Kamin, J.-J. Lévy (1980); N. Dershowitz, Termination of rewriting, JSC 3 (1987), 6.

/// The ordering, with what it has found of a bank's terms so far.
public struct PathOrdering: Sendable {
  private var known = PairTable()

  /// Nothing is known yet.
  public init() {}

  /// A comparison under way: which answer it waits for.
  private struct Frame {
    enum Phase {
      /// Whether an argument of `a` is at least `b`.
      case parts
      /// Whether `a` is greater than each argument of `b`.
      case dominates
      /// The first arguments that differ decide.
      case lexicographic
    }
    let a: Term
    let b: Term
    let (f, g): (Symbol, Symbol)
    var phase = Phase.parts
    var next = 0
  }

  /// Whether `a` is greater than `b`. Complexity: O(|a|·|b|) for what is not known yet.
  public mutating func isGreater(_ a: Term, _ b: Term, _ bank: TermBank) -> Bool {
    var frames: [Frame] = []
    var answer = ask(a, b, &frames, bank)
    while let frame = frames.last {
      let top = frames.count - 1
      if let given = answer {
        answer = nil
        switch frame.phase {
        case .parts where !given: frames[top].next += 1
        case .dominates where given: frames[top].next += 1
        case .parts, .dominates, .lexicographic:
          known.set(frame.a, frame.b, given)
          frames.removeLast()
          answer = given
          continue
        }
      }
      answer = advance(&frames, bank)
    }
    return answer ?? false
  }

  /// Asks the next question of the last comparison, or answers it, as if a question had been asked.
  private mutating func advance(_ frames: inout [Frame], _ bank: TermBank) -> Bool? {
    let top = frames.count - 1
    let (a, b, f, g) = (frames[top].a, frames[top].b, frames[top].f, frames[top].g)
    if frames[top].phase == .parts {
      if frames[top].next < bank.arity(a) {
        let part = bank.argument(a, frames[top].next)
        return part == b ? true : ask(part, b, &frames, bank)
      }
      if f != g && bank[f].precedence < bank[g].precedence { return decide(false, &frames) }
      (frames[top].phase, frames[top].next) = (.dominates, 0)
    }
    if frames[top].next < bank.arity(b) {
      return ask(a, bank.argument(b, frames[top].next), &frames, bank)
    }
    if f != g { return decide(true, &frames) }
    let first = bank[f].comparedFirst
    let differs =
      first < bank.arity(a) && bank.argument(a, first) != bank.argument(b, first)
      ? first : (0..<bank.arity(a)).first { bank.argument(a, $0) != bank.argument(b, $0) }
    guard let differs else { return decide(false, &frames) }
    frames[top].phase = .lexicographic
    return ask(bank.argument(a, differs), bank.argument(b, differs), &frames, bank)
  }

  private func decide(_ answer: Bool, _ frames: inout [Frame]) -> Bool {
    frames[frames.count - 1].phase = .lexicographic
    return answer
  }

  /// The answer if it is known or easy; else the comparison is the last of the frames.
  private func ask(_ a: Term, _ b: Term, _ frames: inout [Frame], _ bank: TermBank) -> Bool? {
    if a == b { return false }
    guard let f = bank.symbol(a) else { return false }
    if bank.variableNumber(b) != nil { return occurs(b, in: a, bank) }
    guard let g = bank.symbol(b) else { return false }
    if let answer = known.value(a, b) { return answer }
    frames.append(Frame(a: a, b: b, f: f, g: g))
    return nil
  }

  private func occurs(_ variable: Term, in term: Term, _ bank: TermBank) -> Bool {
    !bank.isGround(term) && bank.subterms(term).contains(variable)
  }
}
