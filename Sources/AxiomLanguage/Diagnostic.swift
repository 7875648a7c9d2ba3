// What is wrong with an input: cases, ranges and data, without words.
//
// The lexer, the parser and the elaborator find faults and append a `Diagnostic`; they never build
// sentences. `DiagnosticRenderer` owns the words and the carets, `Diagnostic+Code.swift` the codes,
// so a test compares cases and a user reads prose. One mistake is one diagnostic.

/// One fault or warning in the input.
public struct Diagnostic: Hashable, Sendable {
  /// How grave it is.
  public enum Severity: Hashable, Sendable {
    /// The input is refused.
    case error
    /// The input is accepted; the reader may want to know.
    case warning
  }

  /// What is wrong. The payload is data: names, sorts as text, numbers.
  public var kind: Kind
  /// Where; nil for a file that could not be opened at all.
  public var primary: SourceSpan?
  /// Other places that matter.
  public var notes: [Note]
  /// A replacement that would mend it, when one is likely.
  public var fix: Fix?

  /// A fault at a place.
  public init(
    _ kind: Kind, at primary: SourceSpan?, notes: [Note] = [], fix: Fix? = nil
  ) {
    self.kind = kind
    self.primary = primary
    self.notes = notes
    self.fix = fix
  }

  /// Another place that a diagnostic points at.
  public struct Note: Hashable, Sendable {
    /// What is there.
    public var kind: NoteKind
    /// Where.
    public var span: SourceSpan

    /// A note at a place.
    public init(_ kind: NoteKind, at span: SourceSpan) {
      self.kind = kind
      self.span = span
    }
  }

  /// What a note says.
  public enum NoteKind: Hashable, Sendable {
    /// The name is declared here.
    case declaredHere(String)
    /// The bracket is opened here.
    case openedHere
    /// The other operator of a pair.
    case operatorHere(String)
    /// The other equation of a pair.
    case otherEquation
    /// The file is used from here.
    case usedHere(String)
    /// The same variable has this sort here.
    case sortedHere(name: String, sort: String)
  }

  /// A replacement of source text.
  public struct Fix: Hashable, Sendable {
    /// What to replace.
    public var span: SourceSpan
    /// By what.
    public var replacement: String

    /// A replacement of `span`.
    public init(_ span: SourceSpan, _ replacement: String) {
      self.span = span
      self.replacement = replacement
    }
  }

  /// What the parser wanted to see.
  public enum Expectation: Hashable, Sendable {
    case expression, sort, name, declaredName, operatorSymbol, pattern, path, equation
    case fixity, number, constructor, statement
    case token(TokenKind)
  }

  /// What the parser saw instead.
  public enum Found: Hashable, Sendable {
    /// A token with this text.
    case text(String)
    /// The end of the statement: the next line starts at the margin.
    case endOfStatement
    /// The end of the line of an equation.
    case endOfLine
    /// The end of the file.
    case endOfFile
  }

  /// The operand of an operator that is not there.
  public enum Side: Hashable, Sendable { case left, right }

  /// The faults.
  public enum Kind: Hashable, Sendable {
    // Files
    case missingFile(String)
    case directory(String)
    case fileTooLarge(String, limit: Int)
    case unreadableFile(String, errno: Int32)
    case emptyFile
    case cyclicUse(String)
    // Characters
    case invalidUTF8(byte: UInt8)
    case lineTooLong(bytes: Int, limit: Int)
    case unexpectedCharacter(Unicode.Scalar)
    case unterminatedString
    case nameStartsWithDigit
    // Shape
    case expected([Expectation], found: Found)
    case unmatchedBracket(String)
    case unclosedBracket(String, found: Found)
    case unknownStatement(String)
    case statementNotAtMargin
    case badIndentation(expected: Int, found: Int)
    case nestingTooDeep(limit: Int)
    case unknownFixity(String)
    case fixityOutOfRange(String, low: Int, high: Int)
    case missingEquations(String)
    case tooManyErrors(Int)
    // Operators
    case missingFixity(String)
    case precedenceClash(String, String)
    case missingOperand(String, Side)
    case unusedFixity(String)
    // Names
    case unknownSymbol(String)
    case unknownSort(String)
    case otherBool([String])
    case usedBeforeDeclaration(String)
    case redeclared(String)
    case redeclaredSort(String)
    case duplicateLabel(String)
    case duplicateParameter(String)
    case unboundName(String)
    case unboundSortVariable(String)
    case sortNameCase(String)
    case noNumerals(String)
    case numeralTooLarge(String)
    // Sorts
    case wrongArity(String, expected: Int, found: Int)
    case wrongSortArity(String, expected: Int, found: Int)
    case sortClash(expected: String, found: String)
    case infiniteSort(String, inside: String)
    case notAFunction(String)
    case formulaAsTerm
    case termAsFormula(sort: String)
    case ambiguousSort
    case emptySort(String)
    case negativeOccurrence(String)
    // Equations of a `fun`
    case wrongFunction(expected: String, found: String)
    case notAPattern
    case patternRepeatsVariable(String)
    case equationArity(String, expected: Int, found: Int)
    case extraVariable(String)
    case missingCase(String)
    case overlappingEquations(example: String)
    case nonTerminating(function: String, call: String)
    case quantifierInFunction
    case functionInLambda(String)
    case sortTooSpecial(expected: String, found: String)
    // Definitions and facts
    case notADefinition
    case recursiveDefinition(String)
    case freeVariable(String)
    case singleOccurrence(String)
    case kernelRefused(String)
  }

  /// Warnings are the kinds that say so; all others are errors.
  public var severity: Severity {
    switch kind {
    case .singleOccurrence: return .warning
    default: return .error
    }
  }
}
