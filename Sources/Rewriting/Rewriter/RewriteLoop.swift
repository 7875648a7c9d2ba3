// Loops of several rules: a left side from which rewriting comes to a term that has an instance of it, so that the
// same steps can be done again there, for ever. Start at `RewriteLoop.init`. The terms that a left side leads to are
// looked through breadth first, so a loop that is found is as short as can be from there; the number of terms is
// bounded. `SystemReport` asks for this where no ordering shows that rewriting ends.
// Source: J. Geser, H. Zantema, Non-looping string rewriting (1999), for the word and for its limits: there are
// systems that do not end and have no loop.

import Terms

/// A way from a left side to a term that has an instance of it.
struct RewriteLoop {
  /// The rules that are used, by number, in order.
  let steps: [Int]

  /// Terms looked at from each left side (count). Loops that people write by mistake take a few steps.
  static let mostTerms = 300

  /// A loop from the first left side that has one; nil if none was found.
  init?(_ rules: [PlainRule], _ bank: inout TermBank) {
    for start in rules.map(\.left) {
      if let steps = Self.steps(from: start, rules, &bank) {
        self.steps = steps
        return
      }
    }
    return nil
  }

  private static func steps(from start: Term, _ rules: [PlainRule], _ bank: inout TermBank)
    -> [Int]?
  {
    var reached: [(term: Term, from: Int, rule: Int)] = [(start, -1, -1)]
    var seen: Set<Term> = [start]
    var next = 0
    while next < reached.count {
      for (number, result) in successors(of: reached[next].term, rules, &bank) {
        let isLoop = bank.subterms(result).contains { part in
          var values = Substitution(count: bank.variableBound(start))
          return bank.match(start, part, &values)
        }
        if isLoop {
          var steps = [number]
          var place = next
          while reached[place].from >= 0 {
            steps.append(reached[place].rule)
            place = reached[place].from
          }
          return steps.reversed()
        }
        guard reached.count < mostTerms else { return nil }
        if seen.insert(result).inserted { reached.append((result, next, number)) }
      }
      next += 1
    }
    return nil
  }

  /// What one step makes of a term, the outermost places first.
  private static func successors(
    of term: Term, _ rules: [PlainRule], _ bank: inout TermBank
  ) -> [(rule: Int, Term)] {
    var found: [(rule: Int, Term)] = []
    var open = [(term: term, position: [Int]())]
    var next = 0
    while next < open.count {
      let (part, position) = open[next]
      next += 1
      for (number, rule) in rules.enumerated() {
        var values = Substitution(count: bank.variableBound(rule.left))
        // Variables of the term are constants here: they match only themselves.
        guard bank.match(rule.left, part, &values) else { continue }
        let result = bank.instance(rule.right, values)
        found.append((number, bank.replacing(term, at: position, by: result)))
      }
      for (place, inner) in bank.arguments(part).enumerated() {
        open.append((inner, position + [place]))
      }
    }
    return found
  }
}
