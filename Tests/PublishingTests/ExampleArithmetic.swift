// Addition of natural numbers, proved by hand: inductions that cite one another, a witness and a
// choice over the order that ∃ defines, a split by excluded middle, a computation. Start at
// `arithmeticExample`. The neighbours are `ExampleGroup.swift` and `ExampleList.swift`.

import AxiomLanguage
import Certificates
import ProofKernel

/// Addition with ten theorems.
func arithmeticExample() throws -> CheckedCertificate { try arithmeticFixture().checked() }

/// The signature of addition, with `<=` defined by ∃.
func arithmeticSignature(_ name: String = "arithmetic") throws -> TheoryFixture {
  var t = TheoryFixture(name)
  try t.declareSort("Nat")
  let nat = try t.sort("Nat")
  try t.makeInductive("Nat", [("0", [], nil), ("S", [nat], nil)])
  try t.operation("+", [nat, nat], nat, Fixity(.infixl, 60))
  let (x, y) = (try t.variable(0, nat), try t.variable(1, nat))
  let zero = try t.make(.numeral(0, nat))
  try t.function(
    "+",
    [
      ([nat], ["x"], try t.apply("+", [x, zero]), x),
      (
        [nat, nat], ["x", "y"], try t.apply("+", [x, t.apply("S", [y])]),
        try t.apply("S", [t.apply("+", [x, y])])
      ),
    ], decreasing: [1])
  try t.operation("<=", [nat, nat], .formula, Fixity(.infix, 40))
  let k = try t.variable(2, nat)
  let exists = try t.quantified(.exists, 2, nat, t.equal(t.apply("+", [x, k]), y))
  try t.document.add(
    .definition(try t.symbol("<="), ([nat, nat], try t.apply("<=", [x, y]), exists)),
    facts: [FactNote(t.place(), variableNames: ["x", "y"])])
  return t
}

private let addZero = Citation.fact(0)
private let addSucc = Citation.fact(1)
private let leqMeans = Citation.fact(2)

private func arithmeticFixture() throws -> TheoryFixture {
  var t = try arithmeticSignature()
  let nat = try t.sort("Nat")
  try proveLeftLaws(&t, nat)
  try proveCommutativity(&t, nat)
  try proveAssociativity(&t, nat)
  try proveOrder(&t, nat)
  try proveOddities(&t, nat)
  return t
}

private func by(_ citation: Citation, _ terms: TermID..., at position: [UInt32] = []) -> Rewrite {
  Rewrite(position: position, .instance(Instance(citation, terms: terms)))
}

private func back(_ citation: Citation, _ terms: TermID..., at position: [UInt32] = []) -> Rewrite {
  Rewrite(position: position, reversed: true, .instance(Instance(citation, terms: terms)))
}

/// 0 + x = x and S x + y = S (x + y): theorems 0 and 1.
private func proveLeftLaws(_ t: inout TheoryFixture, _ nat: SortID) throws {
  let (x, y, n) = (try t.variable(0, nat), try t.variable(1, nat), try t.variable(2, nat))
  let zero = try t.make(.numeral(0, nat))
  let sum0y = try t.apply("+", [zero, y])
  let all = try t.quantified(.forall, 1, nat, t.equal(sum0y, y))
  t.theorem(
    "add_zero_left", ["x"], "induction on x", rank: 4,
    Statement(parameters: [nat], try t.equal(t.apply("+", [zero, x]), x)),
    [
      .chain(try t.apply("+", [zero, zero]), [by(addZero, zero)]),
      .fix(nat),
      .assume(try t.equal(sum0y, y)),
      .chain(
        try t.apply("+", [zero, t.apply("S", [y])]),
        [by(addSucc, zero, y), Rewrite(position: [0], .step(2))]),
      .discharge(3), .generalize(4), .induction(all, [0, 5]), .specialize(6, x),
    ])
  let successor = try t.apply("S", [x])
  let left = try t.apply("+", [successor, n])
  let right = try t.apply("S", [t.apply("+", [x, n])])
  let whole = try t.quantified(.forall, 2, nat, t.equal(left, right))
  t.theorem(
    "add_succ_left", ["x", "y"], "induction on y", rank: 5,
    Statement(
      parameters: [nat, nat],
      try t.equal(t.apply("+", [successor, y]), t.apply("S", [t.apply("+", [x, y])]))),
    [
      .chain(
        try t.apply("+", [successor, zero]),
        [by(addZero, successor), back(addZero, x, at: [0])]),
      .fix(nat), .assume(try t.equal(left, right)),
      .chain(
        try t.apply("+", [successor, t.apply("S", [n])]),
        [
          by(addSucc, successor, n), Rewrite(position: [0], .step(2)),
          back(addSucc, x, n, at: [0]),
        ]),
      .discharge(3), .generalize(4), .induction(whole, [0, 5]), .specialize(6, y),
    ])
}

/// x + y = y + x: theorem 2.
private func proveCommutativity(_ t: inout TheoryFixture, _ nat: SortID) throws {
  let (x, y, n) = (try t.variable(0, nat), try t.variable(1, nat), try t.variable(2, nat))
  let zero = try t.make(.numeral(0, nat))
  let hypothesis = try t.equal(t.apply("+", [x, n]), t.apply("+", [n, x]))
  t.theorem(
    "add_comm", ["x", "y"], "induction on y", rank: 1,
    Statement(
      parameters: [nat, nat], try t.equal(t.apply("+", [x, y]), t.apply("+", [y, x]))),
    [
      .chain(
        try t.apply("+", [x, zero]), [by(addZero, x), back(.theorem(0), x)]),
      .fix(nat), .assume(hypothesis),
      .chain(
        try t.apply("+", [x, t.apply("S", [n])]),
        [
          by(addSucc, x, n), Rewrite(position: [0], .step(2)), back(.theorem(1), n, x),
        ]),
      .discharge(3), .generalize(4),
      .induction(try t.quantified(.forall, 2, nat, hypothesis), [0, 5]), .specialize(6, y),
    ])
}

/// (x + y) + z = x + (y + z), and a rearrangement that cites it: theorems 3 and 4.
private func proveAssociativity(_ t: inout TheoryFixture, _ nat: SortID) throws {
  let (x, y, z) = (try t.variable(0, nat), try t.variable(1, nat), try t.variable(2, nat))
  let n = try t.variable(3, nat)
  let zero = try t.make(.numeral(0, nat))
  let xy = try t.apply("+", [x, y])
  let hypothesis = try t.equal(
    t.apply("+", [xy, n]), t.apply("+", [x, t.apply("+", [y, n])]))
  let yn = try t.apply("+", [y, n])
  t.theorem(
    "add_assoc", ["x", "y", "z"], "induction on z", rank: 2,
    Statement(
      parameters: [nat, nat, nat],
      try t.equal(t.apply("+", [xy, z]), t.apply("+", [x, t.apply("+", [y, z])]))),
    [
      .chain(
        try t.apply("+", [xy, zero]), [by(addZero, xy), back(addZero, y, at: [1])]),
      .fix(nat), .assume(hypothesis),
      .chain(
        try t.apply("+", [xy, t.apply("S", [n])]),
        [
          by(addSucc, xy, n), Rewrite(position: [0], .step(2)), back(addSucc, x, yn),
          back(addSucc, y, n, at: [1]),
        ]),
      .discharge(3), .generalize(4),
      .induction(try t.quantified(.forall, 3, nat, hypothesis), [0, 5]), .specialize(6, z),
    ])
  let swapped = try t.apply("+", [t.apply("+", [z, x]), y])
  t.theorem(
    "add_rotate", ["x", "y", "z"], "rewriting", rank: nil,
    Statement(parameters: [nat, nat, nat], try t.equal(t.apply("+", [xy, z]), swapped)),
    [
      .chain(
        try t.apply("+", [xy, z]),
        [
          Rewrite(
            .rearrangement(
              commutativity: Instance(.theorem(2)), associativity: Instance(.theorem(3)), swapped))
        ])
    ])
}

/// x ≤ x by a witness, and transitivity by two choices: theorems 5 and 6.
private func proveOrder(_ t: inout TheoryFixture, _ nat: SortID) throws {
  let (x, y, z) = (try t.variable(0, nat), try t.variable(1, nat), try t.variable(2, nat))
  let zero = try t.make(.numeral(0, nat))
  let reflexive = try t.quantified(.exists, 1, nat, t.equal(t.apply("+", [x, y]), x))
  t.theorem(
    "leq_refl", ["x"], "a witness", rank: 6,
    Statement(parameters: [nat], try t.apply("<=", [x, x])),
    [
      .instance(Instance(addZero, terms: [x])), .witness(reflexive, zero, 0),
      .instance(Instance(leqMeans, terms: [x, x])), .infer(.backward, [2], []),
      .infer(.modusPonens, [3, 1], []),
    ])
  let (k, m) = (try t.variable(3, nat), try t.variable(4, nat))
  func leq(_ a: TermID, _ b: TermID) throws -> TermID { try t.apply("<=", [a, b]) }
  let first = try t.equal(t.apply("+", [x, k]), y)
  let second = try t.equal(t.apply("+", [y, m]), z)
  let sum = try t.apply("+", [k, m])
  let goal = try t.quantified(.exists, 3, nat, t.equal(t.apply("+", [x, k]), z))
  let (xy, yz) = (try leq(x, y), try leq(y, z))
  t.theorem(
    "leq_trans", ["x", "y", "z"], "two witnesses", rank: 3,
    Statement(parameters: [nat, nat, nat], try t.implies(xy, t.implies(yz, leq(x, z)))),
    [
      .assume(xy), .assume(yz),
      .instance(Instance(leqMeans, terms: [x, y])), .infer(.forward, [2], []),
      .infer(.modusPonens, [3, 0], []),
      .instance(Instance(leqMeans, terms: [y, z])), .infer(.forward, [5], []),
      .infer(.modusPonens, [6, 1], []),
      .fix(nat), .assume(first),
      .fix(nat), .assume(second),
      .chain(
        try t.apply("+", [x, sum]),
        [
          back(.theorem(3), x, k, m), Rewrite(position: [0], .step(9)), Rewrite(.step(11)),
        ]),
      .witness(goal, sum, 12), .discharge(13), .generalize(14), .choose(7, 15),
      .discharge(16), .generalize(17), .choose(4, 18),
      .instance(Instance(leqMeans, terms: [x, z])), .infer(.backward, [20], []),
      .infer(.modusPonens, [21, 19], []), .discharge(22), .discharge(23),
    ])
}

/// A split, a refutation, injectivity, a computation: theorems 7 to 10.
private func proveOddities(_ t: inout TheoryFixture, _ nat: SortID) throws {
  let (x, y) = (try t.variable(0, nat), try t.variable(1, nat))
  let zero = try t.make(.numeral(0, nat))
  let isZero = try t.equal(x, zero)
  let either = try t.make(
    .connective(.or, [isZero, t.make(.connective(.not, [isZero]))]))
  let other = try t.make(.connective(.not, [isZero]))
  t.theorem(
    "zero_or_not", ["x"], "a split", rank: nil, Statement(parameters: [nat], either),
    [
      .infer(.excludedMiddle, [], [isZero]), .assume(isZero), .infer(.orLeft, [1], [other]),
      .discharge(2), .assume(other), .infer(.orRight, [4], [isZero]), .discharge(5),
      .infer(.cases, [0, 3, 6], []),
    ])
  let equation = try t.equal(t.apply("S", [x]), zero)
  t.theorem(
    "succ_not_zero", ["x"], "refutation", rank: nil,
    Statement(parameters: [nat], try t.make(.connective(.not, [equation]))),
    [.assume(equation), .disjointness(0), .discharge(1), .infer(.refute, [2], [])])
  let successors = try t.equal(t.apply("S", [x]), t.apply("S", [y]))
  t.theorem(
    "succ_injective", ["x", "y"], "constructors", rank: nil,
    Statement(parameters: [nat, nat], try t.implies(successors, t.equal(x, y))),
    [.assume(successors), .injectivity(0, 0), .discharge(1)])
  let (two, three) = (try t.make(.numeral(2, nat)), try t.make(.numeral(3, nat)))
  let sum = try t.apply("+", [two, three])
  t.theorem(
    "two_plus_three", [], "computation", rank: nil,
    Statement(parameters: [], try t.equal(sum, t.make(.numeral(5, nat)))),
    [.chain(sum, [Rewrite(.evaluation([addZero, addSucc]))])])
}
