// The statements of an axiom file, as the parser read them.
//
// One case for each word that may stand at the left margin. Expressions inside are `NodeID`s of the
// `SyntaxTree` that owns the statement. Neighbours: `SyntaxTree.swift`, `Parser+Statements.swift`.

/// One statement: from the left margin to the next line at the margin.
public enum StatementSyntax: Sendable {
  /// `use "peano"`.
  case use(UseStatement)
  /// `sort A = … and B = …`: a group of sorts that may mention one another.
  case sort([SortDeclaration])
  /// `op (*) : G G -> G [infixl 70]`.
  case op(OperatorDeclaration)
  /// `fun f : … and g : …`: a group of functions that may call one another.
  case fun([FunctionDeclaration])
  /// `define x <= y := …`.
  case define(DefinitionSyntax)
  /// `axiom name: formula`.
  case axiom(FactSyntax)
  /// `theorem name: formula`.
  case theorem(FactSyntax)
}

/// A file to read first.
public struct UseStatement: Sendable {
  /// The text between the quotes.
  public var path: NameReference
}

/// One sort of a group.
public struct SortDeclaration: Sendable {
  /// The name.
  public var name: NameReference
  /// The sort variables.
  public var parameters: [NameReference]
  /// The constructors; nil for an abstract sort.
  public var constructors: [ConstructorDeclaration]?
}

/// One constructor of an inductive sort.
public struct ConstructorDeclaration: Sendable {
  /// The name.
  public var name: NameReference
  /// The sorts of its arguments.
  public var arguments: [NodeID]
  /// How it is written, if as an operator.
  public var fixity: FixityClause?
}

/// A name with a signature and no equations.
public struct OperatorDeclaration: Sendable {
  /// The name.
  public var name: NameReference
  /// Its sorts.
  public var signature: SignatureSyntax
  /// How it is written, if as an operator.
  public var fixity: FixityClause?
}

/// A function with its equations.
public struct FunctionDeclaration: Sendable {
  /// The name.
  public var name: NameReference
  /// Its sorts.
  public var signature: SignatureSyntax
  /// How it is written, if as an operator.
  public var fixity: FixityClause?
  /// The equations in the order of the text.
  public var equations: [EquationSyntax]
  /// Whether an equation is left out because it could not be read.
  public var hasFaultyEquation: Bool
}

/// One equation of a function.
public struct EquationSyntax: Sendable {
  /// The function applied to patterns.
  public var left: NodeID
  /// Its value: a term, or a formula without quantifiers for a Bool function.
  public var right: NodeID
  /// Its bytes.
  public var range: SourceRange
}

/// An explicit definition.
public struct DefinitionSyntax: Sendable {
  /// The defined name applied to its parameters.
  public var left: NodeID
  /// A formula or a term.
  public var right: NodeID
  /// How the name is written, if as an operator.
  public var fixity: FixityClause?
  /// The bytes of the whole statement.
  public var range: SourceRange
}

/// A labelled formula.
public struct FactSyntax: Sendable {
  /// The label.
  public var name: NameReference
  /// What it says; free variables are universal.
  public var formula: NodeID
}
