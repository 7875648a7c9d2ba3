// Every sort has a member, or ∀ would prove what ∃ denies: an inductive sort without a ground term is
// refused (attack 18), however it is nested. Sorts that share their parts stay small.

import ProofKernel
import Testing

@Suite struct InhabitationTests {
  /// `sort Box a = box a`, or with a second, constant constructor.
  private func box(withConstant: Bool) throws -> (Theory, SortSymbolID) {
    var theory = Theory()
    let box = try theory.declareSort("Box", parameterCount: 1)
    let a = try theory.intern(.variable(0))
    let constant: [(name: String, arguments: [SortID])] = withConstant ? [("none", [])] : []
    _ = try theory.makeInductive([(box, constant + [("box", [a])])])
    return (theory, box)
  }

  @Test func boxOfItselfIsEmpty() throws {
    var (theory, box) = try box(withConstant: false)
    let symbol = try theory.declareSort("T")
    let sort = try theory.intern(.application(symbol, []))
    let boxed = try theory.intern(.application(box, [sort]))
    let error = #expect(throws: CheckError.self) {
      try theory.makeInductive([(symbol, [("C", [boxed])])])
    }
    #expect(error?.cause == .uninhabitedSort)
  }

  @Test func optionOfItselfIsNot() throws {
    var (theory, box) = try box(withConstant: true)
    let symbol = try theory.declareSort("T")
    let sort = try theory.intern(.application(symbol, []))
    let boxed = try theory.intern(.application(box, [sort]))
    #expect(throws: Never.self) { try theory.makeInductive([(symbol, [("C", [boxed])])]) }
  }

  @Test func plainLoopIsEmpty() throws {
    var theory = Theory()
    let symbol = try theory.declareSort("T")
    let sort = try theory.intern(.application(symbol, []))
    let error = #expect(throws: CheckError.self) {
      try theory.makeInductive([(symbol, [("N", [sort, sort])])])
    }
    #expect(error?.cause == .uninhabitedSort)
  }

  @Test func sharedSortsAreBounded() throws {
    var theory = Theory()
    var sort = try theory.intern(.variable(0))
    let error = #expect(throws: CheckError.self) {
      for _ in 0..<64 { sort = try theory.intern(.application(.arrow, [sort, sort])) }
    }
    #expect(error?.cause == .limit)
  }
}
