// Faults that the lexer and the parser find: code, place, text covered, fix.

import Testing

@testable import AxiomLanguage

@Suite("Syntax diagnostics")
struct SyntaxDiagnosticsTests {
  @Test func unknownStatementSuggestsAWord() {
    expectDiagnostics(
      "1️⃣axoim a: x = x\n", [Expected(1, .unknownStatement("axoim"), covers: "axoim")],
      fixed: "axiom a: x = x\n")
  }

  @Test func statementMustStartAtTheMargin() {
    expectDiagnostics("  1️⃣sort G\n", [Expected(1, .statementNotAtMargin, covers: "sort")])
  }

  @Test func severalFaultsInOneFile() {
    expectDiagnostics(
      """
      sort G
      op 1️⃣: G
      op (*) : G G -> G  [2️⃣infixx 70]
      op e : G  [infixl 3️⃣7]
      axiom a: e = 4️⃣)
      axiom b: (e = e5️⃣
      axiom c: e =6️⃣

      """,
      [
        Expected(1, .expected([.declaredName], found: .text(":"))),
        Expected(2, .unknownFixity("infixx"), covers: "infixx"),
        Expected(3, .fixityOutOfRange("7", low: 31, high: 99), covers: "7"),
        Expected(4, .expected([.expression], found: .text(")"))),
        Expected(5, .unclosedBracket("(", found: .endOfStatement), notes: [.openedHere]),
        Expected(6, .expected([.expression], found: .endOfFile)),
      ])
  }

  @Test func closingBracketWithoutOpening() {
    expectDiagnostics(
      "sort G\nop e : G\naxiom a: e = e1️⃣)\n", [Expected(1, .unmatchedBracket(")"), covers: ")")])
  }

  @Test func equalityDoesNotChain() {
    expectDiagnostics(
      "axiom a: x = y 1️⃣= x\n",
      [Expected(1, .precedenceClash("=", "="), covers: "=", notes: [.operatorHere("=")])])
  }

  @Test func equivalenceDoesNotChain() {
    expectDiagnostics(
      "axiom a: x = y <=> y = x 1️⃣<=> x = x\n", [Expected(1, .precedenceClash("<=>", "<=>"))])
  }

  @Test func equationWithoutSign() {
    expectDiagnostics(
      "sort N = Z | T N\nfun f : N -> N\n  f x1️⃣\n  2️⃣f = x\n",
      [
        Expected(1, .expected([.token(.equal)], found: .endOfLine)),
        Expected(2, .equationArity("f", expected: 1, found: 0), covers: "f"),
      ])
  }

  @Test func functionWithoutEquations() {
    expectDiagnostics(
      "sort N = Z | T N\nfun 1️⃣f : N -> N\n", [Expected(1, .missingEquations("f"), covers: "f")])
  }

  @Test func equationsInOneColumn() {
    expectDiagnostics(
      "sort N = Z | T N\nfun f : N -> N\n    f Z = Z\n  1️⃣f (T x) = x\n",
      [Expected(1, .badIndentation(expected: 4, found: 2), covers: "f")])
  }

  @Test func unexpectedCharacters() {
    expectDiagnostics("sort G\naxiom a: x 1️⃣;,; = x\n", [Expected(1, .unexpectedCharacter(";"))])
  }

  @Test func unterminatedPath() {
    expectDiagnostics("use 1️⃣\"peano\n", [Expected(1, .unterminatedString)])
  }

  @Test func namesDoNotStartWithDigits() {
    expectDiagnostics(
      "axiom a: 1️⃣2x = 2️⃣2x\n",
      [
        Expected(1, .nameStartsWithDigit, covers: "2x"),
        Expected(2, .nameStartsWithDigit, covers: "2x"),
      ])
  }

  @Test func unfinishedFunctionGroup() {
    expectDiagnostics(
      "sort N = Z | T N\nfun f : N -> N\n  f x = x\nand1️⃣\n",
      [Expected(1, .expected([.declaredName], found: .endOfFile))])
  }

  @Test func conditionalNeedsElse() {
    expectDiagnostics(
      "axiom a: x = if p then y1️⃣\n", [Expected(1, .expected([.token(.else)], found: .endOfFile))])
  }

  @Test func quantifierNeedsVariables() {
    expectDiagnostics(
      "axiom a: forall 1️⃣. x = x\n", [Expected(1, .expected([.name], found: .text(".")))])
  }

  @Test func reservedWordsAreNotNames() {
    expectDiagnostics(
      "axiom 1️⃣sort: x = x\n", [Expected(1, .expected([.name], found: .text("sort")))])
  }

  @Test func faultyStatementsDoNotCauseMoreFaults() {
    // `f` has its own message; using it has none.
    expectDiagnostics(
      "sort G\nop f : G 1️⃣=> G\naxiom a: f x = x\n",
      [Expected(1, .expected([], found: .text("=>")))])
  }

  @Test func errorsAreCapped() throws {
    let text = String(repeating: "axiom a: x = )\n", count: 1_000)
    let parsed = Parser.parse(SourceFile(path: "many.axiom", text: text))
    #expect(parsed.diagnostics.count == Parser.diagnosticLimit + 1)
    #expect(parsed.diagnostics.last?.kind == .tooManyErrors(1_000))
  }
}
