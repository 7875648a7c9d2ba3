// Polymorphic lists: sort variables, a constructor with two fields, an induction over them. Start at
// `listExample`. `ExampleArithmetic.swift` says how the fixtures are made.

import AxiomLanguage
import Certificates
import ProofKernel

/// xs ++ [] = xs and the associativity of ++.
func listExample() throws -> CheckedCertificate {
  var t = TheoryFixture("list")
  try t.declareSort("List", parameters: 1)
  let a = try t.sortVariable(0)
  let list = try t.sort("List", [a])
  try t.makeInductive("List", [("[]", [], nil), ("::", [a, list], Fixity(.infixr, 50))])
  try t.operation("++", [list, list], list, parameters: 1, Fixity(.infixr, 50))
  func append(_ l: TermID, _ r: TermID) throws -> TermID { try t.apply("++", [l, r], sorts: [a]) }
  func cons(_ l: TermID, _ r: TermID) throws -> TermID { try t.apply("::", [l, r], sorts: [a]) }
  let empty = try t.apply("[]", [], sorts: [a])
  let ys = try t.variable(0, list)
  let (x, xs, zs) = (try t.variable(0, a), try t.variable(1, list), try t.variable(2, list))
  try t.function(
    "++",
    [
      ([list], ["ys"], try append(empty, ys), ys),
      (
        [a, list, list], ["x", "xs", "ys"], try append(cons(x, xs), zs),
        try cons(x, append(xs, zs))
      ),
    ], decreasing: [0])
  let (head, tail) = (try t.variable(1, a), try t.variable(2, list))
  let hypothesis = try t.equal(append(tail, empty), tail)
  func use(_ place: Int, _ terms: [TermID], at: [UInt32] = []) -> Rewrite {
    Rewrite(position: at, .instance(Instance(.fact(place), sorts: [a], terms: terms)))
  }
  let body = try t.equal(
    append(t.make(.bound(index: 0, list)), empty), t.make(.bound(index: 0, list)))
  t.theorem(
    "append_nil_right", ["xs"], "induction on xs", rank: 1,
    Statement(
      sortParameterCount: 1, parameters: [list], try t.equal(append(ys, empty), ys)),
    [
      .chain(try append(empty, empty), [use(0, [empty])]),
      .fix(a), .fix(list), .assume(hypothesis),
      .chain(
        try append(cons(head, tail), empty),
        [use(1, [head, tail, empty]), Rewrite(position: [1], .step(3))]),
      .discharge(4), .generalize(5), .generalize(6),
      .induction(try t.make(.quantifier(.forall, list, body)), [0, 7]), .specialize(8, ys),
    ])
  return try t.checked()
}

/// All examples, by name, each checked once.
let allExamples: [(name: String, certificate: CheckedCertificate)] = {
  do {
    return [
      ("arithmetic", try arithmeticExample()), ("group", try groupExample()),
      ("list", try listExample()), ("awkward", try awkwardExample()),
    ]
  } catch { preconditionFailure("an example of the tests is no proof: \(error)") }
}()

/// The example of that name.
func example(_ name: String) -> CheckedCertificate {
  guard let found = allExamples.first(where: { $0.name == name }) else {
    preconditionFailure("no example is called \(name)")
  }
  return found.certificate
}
