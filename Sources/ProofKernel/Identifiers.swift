// The typed indices by which everything in the kernel is named. Each is a position in a flat
// array; none can be confused with another, and none says anything by itself: a number that
// points nowhere is refused where it is used. `TermStore` holds the arrays that they index.

/// A position (count from 0) among the things of one kind.
public struct Index<Indexed>: Hashable, Comparable, Sendable {
  /// The position in the store.
  public let index: UInt32
  /// Names what is at `index`; whether there is something is checked where it is used.
  public init(_ index: UInt32) { self.index = index }
  /// The order of creation; a subterm is always smaller than its superterms.
  public static func < (a: Self, b: Self) -> Bool { a.index < b.index }
}

/// A sort: `Nat`, `List a`, a sort variable, or the sort of formulas. Equal ids are equal sorts.
public typealias SortID = Index<SortShape>
/// A declared sort constructor: `Nat` (of no parameter), `List` (of one).
public typealias SortSymbolID = Index<SortSymbol>
/// A declared operator: a constructor, a function, a predicate or a constant.
public typealias OperatorID = Index<Operator>
/// A term or formula of a `TermStore`. Equal ids are equal terms, and vice versa.
public typealias TermID = Index<TermShape>

extension SortID {
  /// The sort of formulas. It is not a sort of terms: no variable ranges over it.
  public static var formula: SortID { SortID(0) }
}
extension SortSymbolID {
  /// The built-in abstract sort of functions, of two parameters: from, to.
  public static var arrow: SortSymbolID { SortSymbolID(0) }
}
extension OperatorID {
  /// The built-in application of a member of an arrow sort to an argument.
  public static var apply: OperatorID { OperatorID(0) }
}
