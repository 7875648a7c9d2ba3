// Congruence closure as a textbook would do it on paper, to compare the e-graph with: all terms in a
// list, classes by number, pairs tried until nothing changes. Slow and plain on purpose.

import Rewriting
import Terms

/// Terms and their classes.
struct NaiveClosure {
  private(set) var terms: [Term] = []
  private(set) var classOf: [Term: Int] = [:]

  /// Adds a term and its subterms.
  mutating func add(_ term: Term, _ bank: TermBank) {
    for part in bank.subterms(term) where classOf[part] == nil {
      classOf[part] = terms.count
      terms.append(part)
    }
  }

  /// Joins the classes of two terms, and nothing else.
  mutating func merge(_ a: Term, _ b: Term) {
    let (from, to) = (classOf[a]!, classOf[b]!)
    for term in terms where classOf[term] == from { classOf[term] = to }
  }

  /// Joins what congruence joins, until nothing changes.
  mutating func close(_ bank: TermBank) {
    var changed = true
    while changed {
      changed = false
      var seen: [[Int]: Term] = [:]
      for term in terms {
        let key = [Int(bank.symbol(term)!.index)] + bank.arguments(term).map { classOf[$0]! }
        if let other = seen[key] {
          if classOf[other] != classOf[term] {
            merge(other, term)
            changed = true
          }
        } else {
          seen[key] = term
        }
      }
    }
  }

  /// Number of classes, and of nodes: operators with the classes of their arguments, each once.
  func counts(_ bank: TermBank) -> (classes: Int, nodes: Int) {
    let keys = terms.map { term in
      [Int(bank.symbol(term)!.index)] + bank.arguments(term).map { classOf[$0]! }
    }
    return (Set(classOf.values).count, Set(keys).count)
  }
}
