// A kernel theory together with what people want to know of it: where each thing was declared, how
// operators are written, what variables are called. Start at `TheoryDocument.add`, which makes one
// declaration in the kernel and keeps it: the elaborator and the reader of certificates both build
// theories through it, so that both can be compared, and a certificate can replay the list.

import ProofKernel

/// A place in an axiom file, for people.
public struct SourcePosition: Hashable, Sendable {
  /// The file's path relative to the theory's root; `prelude` for what is declared on demand.
  public let file: String
  /// The line (count from 1).
  public let line: Int
  /// The column (count from 1, in characters).
  public let column: Int
  /// Collects the parts; never fails.
  public init(file: String, line: Int, column: Int) {
    (self.file, self.line, self.column) = (file, line, column)
  }
}

/// How an operator is written.
public struct Fixity: Hashable, Sendable {
  /// Where it stands, and to which side it groups.
  public enum Placement: String, Hashable, Sendable, CaseIterable {
    case infix, infixl, infixr, prefix, postfix
  }
  /// Where it stands.
  public let placement: Placement
  /// How tightly it binds (0 to 100; `=` is 30, application binds tightest).
  public let precedence: Int
  /// Collects the parts; never fails.
  public init(_ placement: Placement, _ precedence: Int) {
    (self.placement, self.precedence) = (placement, precedence)
  }
}

/// One declaration, as the kernel takes it. Ids are those of the theory under construction.
public enum Declaration: Sendable {
  /// An abstract sort.
  case sort(name: String, parameterCount: Int)
  /// Makes the sorts just declared inductive.
  case inductive([InductiveSort])
  /// An operator of which nothing is known yet.
  case operation(name: String, sortParameterCount: Int, arguments: [SortID], result: SortID)
  /// Makes the operators just declared recursive functions; with the constant `true` if needed.
  case functions([FunctionDefinition], truth: TermID?)
  /// Makes the operator just declared an abbreviation.
  case definition(OperatorID, Equation)
  /// A trusted statement.
  case axiom(name: String, Statement)
}

/// What people know of a fact: where it stands, and what its variables are called.
public struct FactNote: Hashable, Sendable {
  /// Where it is stated.
  public let position: SourcePosition
  /// The name of each parameter, by level.
  public let variableNames: [String]
  /// Collects the parts; never fails.
  public init(_ position: SourcePosition, variableNames: [String]) {
    (self.position, self.variableNames) = (position, variableNames)
  }
}

/// What people know of an operator: where it is declared, and how it is written.
public struct OperatorNote: Hashable, Sendable {
  /// Where it is declared.
  public let position: SourcePosition
  /// How it is written; nil where it is a name before its arguments.
  public var fixity: Fixity?
  /// Collects the parts; never fails.
  public init(_ position: SourcePosition, fixity: Fixity? = nil) {
    (self.position, self.fixity) = (position, fixity)
  }
}

/// A theory with its notes. A value: copies are independent.
public struct TheoryDocument: Sendable {
  /// The name: that of the axiom file without its ending.
  public let name: String
  /// What the kernel knows.
  public var theory = Theory()
  /// The declarations, in order; replaying them gives the theory.
  public private(set) var declarations: [Declaration] = []
  /// By sort symbol: where it is declared. The built-in arrow comes first.
  public private(set) var sortPositions: [SourcePosition]
  /// By operator. The built-in application comes first.
  public private(set) var operatorNotes: [OperatorNote]
  /// By fact of the theory.
  public private(set) var factNotes: [FactNote] = []

  /// The document of the empty theory.
  public init(name: String) {
    self.name = name
    let builtIn = SourcePosition(file: "prelude", line: 1, column: 1)
    sortPositions = [builtIn]
    operatorNotes = [OperatorNote(builtIn)]
  }

  /// Makes a declaration in the kernel, and keeps it with its notes.
  ///
  /// *Shape*: `sorts`, `operators`, `facts` are notes for each sort symbol, operator and fact that
  /// the declaration adds, in order. *Throws*: what the kernel refuses; nothing has changed then.
  /// *Requires*: as many notes as additions.
  public mutating func add(
    _ declaration: Declaration, sorts: [SourcePosition] = [], operators: [OperatorNote] = [],
    facts: [FactNote] = []
  ) throws(CheckError) {
    // In place: the kernel changes nothing when it throws, and a copy each time would be quadratic.
    switch declaration {
    case .sort(let name, let count): _ = try theory.declareSort(name, parameterCount: count)
    case .inductive(let group): _ = try theory.makeInductive(group)
    case .operation(let name, let count, let arguments, let result):
      _ = try theory.declareOperator(
        name, sortParameterCount: count, arguments: arguments, result: result)
    case .functions(let group, let truth): try theory.defineFunctions(group, truth: truth)
    case .definition(let symbol, let equation):
      try theory.defineFunctions([(symbol, [equation], [])])
    case .axiom(let name, let statement): try theory.addAxiom(name, statement)
    }
    declarations.append(declaration)
    sortPositions += sorts
    operatorNotes += operators
    factNotes += facts
    precondition(sortPositions.count == theory.store.sortSymbols.count)
    precondition(operatorNotes.count == theory.store.operators.count)
    precondition(factNotes.count == theory.facts.count)
  }
}
