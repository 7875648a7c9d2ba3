// The words of every diagnostic: one sentence, lower case, no full stop, names in quotes.
//
// A message says what was expected and what was found; a help says what to do, and only where that
// really applies. The cases are in `Diagnostic.swift`, the codes in `Diagnostic+Code.swift`.

extension DiagnosticRenderer {
  /// The sentence of a diagnostic.
  public func message(_ diagnostic: Diagnostic) -> String {
    switch diagnostic.kind {
    case .missingFile(let path): return "no file '\(path)'"
    case .directory(let path): return "'\(path)' is a directory, not a file"
    case .fileTooLarge(let path, let limit): return "'\(path)' has more than \(limit) bytes"
    case .unreadableFile(let path, let code): return "cannot read '\(path)' (errno \(code))"
    case .emptyFile: return "the file states nothing"
    case .cyclicUse(let path): return "'\(path)' uses itself"
    case .invalidUTF8(let byte):
      return "byte 0x\(String(byte, radix: 16)) is not UTF-8: this is not a text file"
    case .lineTooLong(let bytes, let limit):
      return "a line of \(bytes) bytes; at most \(limit) are read"
    case .unexpectedCharacter(let scalar):
      let shown = scalar.value < 0x20 || scalar.value == 0x7F ? "" : "'\(scalar)' "
      return "unexpected character \(shown)(U+\(hex(scalar)))"
    case .unterminatedString: return "no closing quote on this line"
    case .nameStartsWithDigit: return "a name cannot start with a digit"
    case .expected(let wanted, let found):
      if wanted.isEmpty { return "expected the end of the statement, found \(describe(found))" }
      return "expected \(list(wanted.map(describe))), found \(describe(found))"
    case .unmatchedBracket(let text): return "'\(text)' closes nothing"
    case .unclosedBracket(let text, let found):
      return "expected the end of '\(text)', found \(describe(found))"
    case .unknownStatement(let word): return "no statement starts with '\(word)'"
    case .statementNotAtMargin: return "a statement starts at the left margin"
    case .badIndentation(let expected, let found):
      return "equations of one function start in one column: expected \(expected + 1), "
        + "found \(found + 1)"
    case .nestingTooDeep(let limit): return "nested more than \(limit) deep"
    case .unknownFixity(let word): return "unknown fixity '\(word)'"
    case .fixityOutOfRange(let number, let low, let high):
      return "precedence \(number) is not between \(low) and \(high)"
    case .missingEquations(let name): return "function '\(name)' has no equations"
    case .tooManyErrors(let count): return "\(count) errors; the rest is not shown"
    case .missingFixity(let name): return "'\(name)' has no fixity, so it cannot stand in a chain"
    case .precedenceClash(let first, let second):
      return first == second
        ? "'\(first)' does not group to either side"
        : "'\(first)' and '\(second)' have one precedence and group differently"
    case .missingOperand(let name, let side):
      return "'\(name)' has no operand on its \(side == .left ? "left" : "right")"
    case .unusedFixity(let name): return "'\(name)' is not an operator of this arity"
    default: return semanticMessage(diagnostic.kind)
    }
  }

  private func semanticMessage(_ kind: Diagnostic.Kind) -> String {
    switch kind {
    case .unknownSymbol(let name): return "unknown symbol '\(name)'"
    case .unknownSort(let name): return "unknown sort '\(name)'"
    case .otherBool(let constructors):
      let values = constructors.isEmpty ? "no constructors" : constructors.joined(separator: " | ")
      return "truth values are needed here, and 'Bool' is declared with \(values)"
    case .usedBeforeDeclaration(let name): return "'\(name)' is used before its declaration"
    case .redeclared(let name): return "'\(name)' is already declared"
    case .redeclaredSort(let name): return "sort '\(name)' is already declared"
    case .duplicateLabel(let name): return "the label '\(name)' is already taken"
    case .duplicateParameter(let name): return "parameter '\(name)' is given twice"
    case .unboundName(let name):
      return "'\(name)' is applied, but it is neither declared nor a variable"
    case .unboundSortVariable(let name): return "sort variable '\(name)' is not a parameter"
    case .sortNameCase(let name):
      return "sort '\(name)' starts with a small letter, which marks sort variables"
    case .noNumerals(let text):
      return "'\(text)': no sort with constructors '0' and 'S' is declared"
    case .numeralTooLarge(let text): return "numeral '\(text)' is too large"
    case .ambiguousSort: return "nothing says of which sort this is"
    case .functionInLambda(let name):
      return "'\(name)' cannot be used in a lambda or match inside its own equations"
    case .wrongArity(let name, let expected, let found):
      return "'\(name)' takes \(count(expected, "argument")), found \(found)"
    case .wrongSortArity(let name, let expected, let found):
      return "sort '\(name)' takes \(count(expected, "parameter")), found \(found)"
    case .equationArity(let name, let expected, let found):
      return "equations of '\(name)' have \(count(expected, "pattern")), found \(found)"
    case .sortClash(let expected, let found):
      return "expected a term of sort '\(expected)', found '\(found)'"
    case .infiniteSort(let variable, let sort):
      return "sort '\(variable)' would contain itself: '\(sort)'"
    case .notAFunction(let sort): return "a term of sort '\(sort)' is not a function"
    case .formulaAsTerm: return "a formula stands where a term is expected"
    case .termAsFormula(let sort):
      return "a term of sort '\(sort)' stands where a formula is expected"
    case .emptySort(let name): return "sort '\(name)' has no value that is finite"
    case .negativeOccurrence(let name):
      return "sort '\(name)' stands in its own constructor below a sort that is no container"
    case .wrongFunction(let expected, let found):
      return "an equation of '\(expected)', but it defines '\(found)'"
    case .notAPattern: return "not a pattern: only variables and constructors may stand here"
    case .patternRepeatsVariable(let name): return "variable '\(name)' occurs twice in the patterns"
    case .extraVariable(let name): return "variable '\(name)' is not bound on the left side"
    case .missingCase(let example): return "no equation covers '\(example)'"
    case .overlappingEquations(let example): return "two equations cover '\(example)'"
    case .nonTerminating(let function, let call):
      return "'\(function)' may not terminate: the call '\(call)' does not shrink its arguments"
    case .quantifierInFunction: return "a function cannot compute a quantifier"
    case .sortTooSpecial(let expected, let found):
      return "declared for every '\(expected)', but it holds only for '\(found)'"
    case .notADefinition: return "a definition gives a new name applied to distinct variables"
    case .recursiveDefinition(let name): return "'\(name)' is defined by itself"
    case .freeVariable(let name): return "variable '\(name)' is not a parameter of the definition"
    case .singleOccurrence(let name): return "variable '\(name)' occurs only once"
    case .kernelRefused(let reason): return "the kernel refuses this: \(reason)"
    default: return "malformed input"
    }
  }

  /// The hint of a diagnostic, if one applies.
  public func help(_ diagnostic: Diagnostic) -> String? {
    switch diagnostic.kind {
    case .missingFixity: return "declare one, as in [infixl 60], or write it in front: (+) x y"
    case .precedenceClash: return "add parentheses"
    case .nonTerminating: return "state it as axioms, or shrink an argument in every call"
    case .overlappingEquations: return "make the patterns disjoint"
    case .missingCase: return "add an equation for it"
    case .quantifierInFunction: return "use 'define'"
    case .recursiveDefinition: return "use 'fun'"
    case .negativeOccurrence:
      return "containers are inductive sorts built of their parameters, themselves and plain sorts"
    case .usedBeforeDeclaration: return "move the declaration up, or join a group with 'and'"
    case .sortNameCase(let name): return "write '\(name.prefix(1).uppercased() + name.dropFirst())'"
    case .cyclicUse: return "remove one 'use' of the circle"
    case .statementNotAtMargin: return "remove the indentation"
    case .singleOccurrence(let name): return "is '\(name)' misspelt? if not, bind it with 'forall'"
    case .formulaAsTerm: return "use a Bool function such as '&&' here"
    case .otherBool: return "call its constructors 'true' and 'false', or 'True' and 'False'"
    default: return diagnostic.fix.map { "did you mean '\($0.replacement)'?" }
    }
  }

  /// The sentence of a note.
  public func message(_ note: Diagnostic.NoteKind) -> String {
    switch note {
    case .declaredHere(let name): return "'\(name)' declared here"
    case .openedHere: return "opened here"
    case .operatorHere(let name): return "'\(name)' stands here"
    case .otherEquation: return "the other equation"
    case .usedHere(let path): return "'\(path)' used here"
    case .sortedHere(let name, let sort): return "'\(name)' has sort '\(sort)' here"
    }
  }

  private func describe(_ wanted: Diagnostic.Expectation) -> String {
    switch wanted {
    case .expression: return "an expression"
    case .sort: return "a sort"
    case .name: return "a name"
    case .declaredName: return "a name or an operator in parentheses"
    case .operatorSymbol: return "an operator"
    case .pattern: return "a pattern"
    case .path: return "a path in quotes"
    case .equation: return "an equation on the next line"
    case .fixity: return "a fixity such as [infixl 60]"
    case .number: return "a number"
    case .constructor: return "a constructor"
    case .statement: return "a statement"
    case .token(let kind): return "'\(kind.spelling ?? "")'"
    }
  }

  private func describe(_ found: Diagnostic.Found) -> String {
    switch found {
    case .text(let text): return "'\(text.count > 40 ? text.prefix(40) + "…" : text)'"
    case .endOfStatement: return "the end of the statement"
    case .endOfLine: return "the end of the equation"
    case .endOfFile: return "the end of the file"
    }
  }

  private func list(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private func hex(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
