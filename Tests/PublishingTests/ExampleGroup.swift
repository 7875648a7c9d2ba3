// A group given by left laws: long chains from axioms, and names that HTML would take for its own.
// Start at `groupExample`. `ExampleList.swift` has polymorphic lists, `syntheticExample` a theory of
// any size for measuring.

import AxiomLanguage
import Certificates
import ProofKernel

/// The right inverse and the right unit from the left ones.
func groupExample() throws -> CheckedCertificate {
  var t = TheoryFixture("group")
  try t.declareSort("G")
  let g = try t.sort("G")
  try t.operation("*", [g, g], g, Fixity(.infixl, 70))
  try t.operation("e", [], g)
  try t.operation("inv", [g], g)
  let (x, y, z) = (try t.variable(0, g), try t.variable(1, g), try t.variable(2, g))
  let e = try t.apply("e", [])
  func times(_ a: TermID, _ b: TermID) throws -> TermID { try t.apply("*", [a, b]) }
  func inverse(_ a: TermID) throws -> TermID { try t.apply("inv", [a]) }
  let unit = try t.equal(times(e, x), x)
  try t.axiom("left_unit", ["x"], Statement(parameters: [g], unit))
  let own = try t.equal(times(inverse(x), x), e)
  try t.axiom("left_inverse", ["x"], Statement(parameters: [g], own))
  let associative = try t.equal(times(times(x, y), z), times(x, times(y, z)))
  try t.axiom("assoc", ["x", "y", "z"], Statement(parameters: [g, g, g], associative))
  func use(_ place: Int, _ terms: TermID..., at: [UInt32] = [], reversed: Bool = false) -> Rewrite {
    Rewrite(position: at, reversed: reversed, .instance(Instance(.fact(place), terms: terms)))
  }
  let (i, j) = (try inverse(x), try inverse(inverse(x)))
  let start = try times(x, i)
  t.theorem(
    "right_inverse", ["x"], "saturation", rank: 1,
    Statement(parameters: [g], try t.equal(start, e)),
    [
      .chain(
        start,
        [
          use(0, start, reversed: true), use(1, i, at: [0], reversed: true), use(2, j, i, start),
          use(2, i, x, i, at: [1], reversed: true), use(1, x, at: [1, 0]), use(0, i, at: [1]),
          use(1, i),
        ])
    ])
  let xe = try times(x, e)
  t.theorem(
    "right_unit", ["x"], "saturation", rank: 2, Statement(parameters: [g], try t.equal(xe, x)),
    [
      .chain(
        xe,
        [
          use(1, x, at: [1], reversed: true), use(2, x, i, x, reversed: true),
          Rewrite(position: [0], .instance(Instance(.theorem(0), terms: [x]))), use(0, x),
        ])
    ])
  return try t.checked()
}

/// Names with every character that HTML, URLs and file systems care about.
func awkwardExample() throws -> CheckedCertificate {
  var t = TheoryFixture("a<b & \"c\"")
  try t.declareSort("G")
  let g = try t.sort("G")
  try t.operation("<&'\">", [g, g], g, Fixity(.infix, 50))
  try t.operation("∘é", [g], g)
  let x = try t.variable(0, g)
  let both = try t.apply("<&'\">", [x, t.apply("∘é", [x])])
  try t.axiom("</script>", ["x'"], Statement(parameters: [g], try t.equal(both, x)))
  for (rank, name) in ["index", "Index", "a/b", "..", "x & y", "\"><img>", "ℕ≤", "{{main}}"]
    .enumerated()
  {
    t.theorem(
      name, ["x'"], "rewriting & <magic>", rank: rank + 1,
      Statement(parameters: [g], try t.equal(x, both)),
      [
        .chain(
          x, [Rewrite(reversed: true, .instance(Instance(.fact(0), terms: [x])))])
      ])
  }
  return try t.checked()
}

/// A theory of `count` theorems, each of which cites some before it: S … x + y = S … (x + y).
func syntheticExample(_ count: Int) throws -> CheckedCertificate {
  var t = try arithmeticSignature("synthetic")
  let nat = try t.sort("Nat")
  let (x, y) = (try t.variable(0, nat), try t.variable(1, nat))
  for number in 0..<count {
    // x + S^k y = S^k (x + y), one step from the theorem before and one from the definition.
    let depth = number % 12 + 1
    var (left, right) = (y, try t.apply("+", [x, y]))
    for _ in 0..<depth {
      left = try t.apply("S", [left])
      right = try t.apply("S", [right])
    }
    let start = try t.apply("+", [x, left])
    let inner = try t.document.theory.peeled(left)
    var rewrites = [Rewrite(.instance(Instance(.fact(1), terms: [x, inner])))]
    if depth > 1 {
      rewrites.append(
        Rewrite(position: [0], .instance(Instance(.theorem(number - 1), terms: [x, y]))))
    }
    t.theorem(
      "move_\(number)", ["x", "y"], "rewriting", rank: number + 1,
      Statement(parameters: [nat, nat], try t.equal(start, right)), [.chain(start, rewrites)])
  }
  return try t.checked()
}

extension Theory {
  /// The argument of a successor.
  fileprivate func peeled(_ term: TermID) throws -> TermID {
    guard case .apply(_, _, let parts) = store.shape(of: term) else { return term }
    return parts[0]
  }
}
