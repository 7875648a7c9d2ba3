// Lists of replacements: turned round, and without detours. `Normalizer.join` makes the list that
// leads from one term to another over their common normal form.

import Terms

extension Link {
  /// The replacement taken back.
  var reversed: Link {
    var link = self
    link.isReversed.toggle()
    return link
  }

  /// The replacements without those that the next one takes back.
  static func shortened(_ links: [Link]) -> [Link] {
    var result: [Link] = []
    for link in links {
      if let last = result.last, last.undoes(link) {
        result.removeLast()
      } else {
        result.append(link)
      }
    }
    return result
  }

  private func undoes(_ other: Link) -> Bool {
    position == other.position && source == other.source && terms == other.terms
      && isReversed != other.isReversed
  }
}

extension Normalizer {
  /// Replacements that lead from left to right, if both have one normal form and the way is not endless.
  mutating func join(_ equation: TermEquation, _ bank: inout TermBank) -> [Link]? {
    let left = normalize(equation.left, &bank)
    guard left == normalize(equation.right, &bank) else { return nil }
    guard let there = links(equation.left, &bank), let back = links(equation.right, &bank) else {
      return nil
    }
    return Link.shortened(there + back.reversed().map(\.reversed))
  }
}
