// The typed indices by which everything in the kernel is named. Each is a position in a flat
// array; none can be confused with another, and none says anything by itself: a number that
// points nowhere is refused where it is used. `TermStore` holds the arrays that they index.

/// A sort (count from 0): `Nat`, `List a`, a sort variable, or the sort of formulas.
public struct SortID: Hashable, Comparable, Sendable {
  /// The position in the store.
  public let index: UInt32
  /// Names the sort at `index`; whether there is one is checked where it is used.
  public init(_ index: UInt32) { self.index = index }
  /// The order of creation.
  public static func < (a: Self, b: Self) -> Bool { a.index < b.index }
  /// The sort of formulas. It is not a sort of terms: no variable ranges over it.
  public static let formula = SortID(0)
}

/// A declared sort constructor (count from 0): `Nat` (of no parameter), `List` (of one).
public struct SortSymbolID: Hashable, Comparable, Sendable {
  /// The position in the store.
  public let index: UInt32
  /// Names the symbol at `index`; whether there is one is checked where it is used.
  public init(_ index: UInt32) { self.index = index }
  /// The order of declaration.
  public static func < (a: Self, b: Self) -> Bool { a.index < b.index }
  /// The built-in abstract sort of functions, of two parameters: from, to.
  public static let arrow = SortSymbolID(0)
}

/// A declared operator (count from 0): a constructor, a function, a predicate or a constant.
public struct OperatorID: Hashable, Comparable, Sendable {
  /// The position in the store.
  public let index: UInt32
  /// Names the operator at `index`; whether there is one is checked where it is used.
  public init(_ index: UInt32) { self.index = index }
  /// The order of declaration.
  public static func < (a: Self, b: Self) -> Bool { a.index < b.index }
  /// The built-in application of a member of an arrow sort to an argument.
  public static let apply = OperatorID(0)
}

/// A term or formula (count from 0) of a `TermStore`. Equal ids are equal terms, and vice versa.
public struct TermID: Hashable, Comparable, Sendable {
  /// The position in the store.
  public let index: UInt32
  /// Names the term at `index`; whether there is one is checked where it is used.
  public init(_ index: UInt32) { self.index = index }
  /// The order of creation; a subterm is always smaller than its superterms.
  public static func < (a: Self, b: Self) -> Bool { a.index < b.index }
}
