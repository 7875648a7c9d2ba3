// Functions that answer with a formula: `elem x (y :: ys)` is true where `x = y or elem x ys` holds. Such an
// equation rewrites the formula that a term is true, not the term; on values the formula is decided, and
// the term computes. Start at `answered`; `Evaluator.value` is where it matters.

import Terms

extension Evaluator {
  /// Answers that computing one value may take, one inside the other left out (count).
  private static let answerLimit = 32

  /// By function that answers with a formula: the value that stands for truth.
  static func answers(_ rules: [Rule], _ vocabulary: Vocabulary) -> [Symbol: Term] {
    var found: [Symbol: Term] = [:]
    for rule in rules {
      guard let sides = vocabulary.sides(rule.left), vocabulary.bank.isConstructor(sides.right),
        let symbol = vocabulary.bank.symbol(sides.left), !vocabulary.bank.isConstructor(sides.left),
        vocabulary.constructors[vocabulary.bank.sort(sides.right)]?.count == 2
      else { continue }
      found[symbol] = sides.right
    }
    return found
  }

  /// The functions that answer so, and those whose definitions use them.
  static func asking(_ answers: [Symbol: Term], _ rules: [Rule], _ bank: TermBank) -> Set<Symbol> {
    var found = Set(answers.keys)
    var count = -1
    while !found.isEmpty, found.count != count {
      count = found.count
      for rule in rules {
        guard let symbol = bank.symbol(rule.left), !found.contains(symbol) else { continue }
        let uses = bank.subterms(rule.right).contains {
          bank.symbol($0).map(found.contains) ?? false
        }
        if uses { found.insert(symbol) }
      }
    }
    return found
  }

  /// Whether computing a term may wait for an answer.
  func asks(_ term: Term) -> Bool {
    !asking.isEmpty
      && vocabulary.bank.subterms(term).contains {
        vocabulary.bank.symbol($0).map(asking.contains) ?? false
      }
  }

  /// A term in normal form with the answers of what stands in it; nil if one cannot be found.
  mutating func answered(_ term: Term, fuel: Int) -> Term? {
    var (term, count) = (term, 0)
    while let question = question(in: term) {
      count += 1
      guard count <= Self.answerLimit, let answer = answer(to: question) else { return nil }
      let next = vocabulary.bank.replacing(question, by: answer, in: term)
      guard let result = normalized(next, fuel: fuel) else { return nil }
      term = result
    }
    return term
  }

  /// The first term in a term that waits for an answer, and whose arguments do not.
  private func question(in term: Term) -> Term? {
    vocabulary.bank.subterms(term).filter { part in
      vocabulary.bank.symbol(part).map { answers[$0] != nil } ?? false
    }.min { vocabulary.bank.size($0) < vocabulary.bank.size($1) }
  }

  private mutating func answer(to question: Term) -> Term? {
    if let answer = known[question] { return answer }
    guard let truth = vocabulary.bank.symbol(question).flatMap({ answers[$0] }),
      let symbol = vocabulary.bank.symbol(truth),
      let other = vocabulary.constructors[vocabulary.bank.sort(truth)]?.first(where: {
        $0 != symbol
      })
    else { return nil }
    let formula = vocabulary.equation(question, truth)
    guard let normal = normalized(formula, fuel: Self.briefFuel), normal != formula,
      let isTrue = holds(normal)
    else { return nil }
    let answer = isTrue ? truth : vocabulary.bank.make(other)
    known[question] = answer
    return answer
  }
}
