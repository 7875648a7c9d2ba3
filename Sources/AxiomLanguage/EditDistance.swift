// "Did you mean": the nearest of some names.
//
// Optimal string alignment distance (insertions, deletions, replacements, neighbours swapped), cut
// off at a third of the length so that a suggestion is a likely one. Entry: `nearest(to:among:)`.

/// The name that differs least from a misspelt one, or nil if none is near.
///
/// Of equally near names the first one wins. *Complexity*: the product of the lengths, each name.
package func nearest(to word: String, among names: [String]) -> String? {
  let target = Array(word)
  var best: String?
  var bestDistance = max(1, target.count / 3) + 1
  for name in names where name != word {
    let other = Array(name)
    guard abs(other.count - target.count) < bestDistance, min(other.count, target.count) > 1 else {
      continue
    }
    let distance = alignmentDistance(target, other)
    if distance < bestDistance {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/// The optimal string alignment distance of two words.
func alignmentDistance(_ left: [Character], _ right: [Character]) -> Int {
  var previous = [Int](repeating: 0, count: right.count + 1)
  var current = Array(0...right.count)
  for row in 1..<max(left.count + 1, 1) {
    let older = previous
    previous = current
    current[0] = row
    for column in 1..<max(right.count + 1, 1) {
      let substitution = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
      var distance = min(previous[column] + 1, current[column - 1] + 1, substitution)
      if row > 1 && column > 1 && left[row - 1] == right[column - 2]
        && left[row - 2] == right[column - 1]
      {
        distance = min(distance, older[column - 2] + 1)
      }
      current[column] = distance
    }
  }
  return current[right.count]
}
