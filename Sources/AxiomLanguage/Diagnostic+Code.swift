// The stable code of each kind of diagnostic, as in `error[unknown-symbol]`.
//
// Codes are public: scripts and the manual refer to them, so they change only with a line in the
// changelog. Words are elsewhere: `DiagnosticRenderer+Messages.swift`.

extension Diagnostic {
  /// The code printed in brackets after the severity.
  public var code: String {
    switch kind {
    case .missingFile: return "missing-file"
    case .directory: return "is-a-directory"
    case .fileTooLarge: return "file-too-large"
    case .unreadableFile: return "unreadable-file"
    case .emptyFile: return "empty-file"
    case .cyclicUse: return "cyclic-use"
    case .invalidUTF8: return "invalid-utf8"
    case .lineTooLong: return "line-too-long"
    case .unexpectedCharacter: return "unexpected-character"
    case .unterminatedString: return "unterminated-string"
    case .nameStartsWithDigit: return "bad-name"
    case .expected(_, found: .text): return "syntax"
    case .expected: return "unfinished-input"
    case .unmatchedBracket: return "unmatched-bracket"
    case .unclosedBracket: return "unclosed-bracket"
    case .unknownStatement: return "unknown-statement"
    case .statementNotAtMargin: return "not-at-margin"
    case .badIndentation: return "bad-indentation"
    case .nestingTooDeep: return "nesting-too-deep"
    case .unknownFixity: return "unknown-fixity"
    case .fixityOutOfRange: return "fixity-out-of-range"
    case .missingEquations: return "missing-equations"
    case .tooManyErrors: return "too-many-errors"
    case .missingFixity: return "missing-fixity"
    case .precedenceClash: return "precedence-clash"
    case .missingOperand: return "missing-operand"
    case .unusedFixity: return "unused-fixity"
    default: return semanticCode
    }
  }

  private var semanticCode: String {
    switch kind {
    case .unknownSymbol: return "unknown-symbol"
    case .unknownSort: return "unknown-sort"
    case .otherBool: return "other-bool"
    case .usedBeforeDeclaration: return "used-before-declaration"
    case .redeclared, .redeclaredSort: return "redeclared"
    case .duplicateLabel: return "duplicate-label"
    case .duplicateParameter: return "duplicate-parameter"
    case .unboundName: return "unbound-name"
    case .unboundSortVariable: return "unbound-sort-variable"
    case .sortNameCase: return "sort-name-case"
    case .noNumerals: return "no-numerals"
    case .numeralTooLarge: return "numeral-too-large"
    case .ambiguousSort: return "ambiguous-sort"
    case .functionInLambda: return "function-in-lambda"
    case .wrongArity, .notAFunction, .equationArity: return "wrong-arity"
    case .wrongSortArity: return "wrong-sort-arity"
    case .sortClash: return "sort-clash"
    case .infiniteSort: return "infinite-sort"
    case .formulaAsTerm: return "formula-as-term"
    case .termAsFormula: return "term-as-formula"
    case .emptySort: return "empty-sort"
    case .negativeOccurrence: return "negative-occurrence"
    case .wrongFunction: return "wrong-function"
    case .notAPattern: return "not-a-pattern"
    case .patternRepeatsVariable: return "repeated-variable"
    case .extraVariable: return "extra-variable"
    case .missingCase: return "missing-case"
    case .overlappingEquations: return "overlapping-equations"
    case .nonTerminating: return "non-terminating"
    case .quantifierInFunction: return "quantifier-in-fun"
    case .sortTooSpecial: return "sort-too-special"
    case .notADefinition: return "not-a-definition"
    case .recursiveDefinition: return "recursive-definition"
    case .freeVariable: return "free-variable"
    case .singleOccurrence: return "single-occurrence"
    case .kernelRefused: return "refused-by-kernel"
    default: return "syntax"
    }
  }
}
