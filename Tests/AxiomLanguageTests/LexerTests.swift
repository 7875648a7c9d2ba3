// Tokens: kinds, spellings, places, margins.

import Testing

@testable import AxiomLanguage

@Suite("Lexer")
struct LexerTests {
  private func lex(_ text: String) -> Lexer {
    var lexer = Lexer(file: SourceFile(path: "x", text: text), id: FileID(index: 0))
    lexer.run()
    return lexer
  }

  private func words(_ text: String) -> [String] {
    let lexer = lex(text)
    return lexer.tokens.dropLast().map { lexer.names[$0.name] }
  }

  @Test func everyFixedSymbolHasOneTokenInEachSpelling() {
    for raw in TokenKind.name.rawValue...TokenKind.error.rawValue {
      guard let kind = TokenKind(rawValue: raw), let ascii = kind.spelling else { continue }
      #expect(lex(ascii).tokens.map(\.kind) == [kind, .end])
      guard let unicode = kind.unicodeSpelling else { continue }
      #expect(lex(unicode).tokens.map(\.kind) == [kind, .end])
    }
  }

  @Test func operatorsAreMaximalRuns() {
    #expect(words("a ++b<=?c") == ["a", "++", "b", "<=?", "c"])
    #expect(words(":: && || ! == < <=") == ["::", "&&", "||", "!", "==", "<", "<="])
    #expect(
      lex("= == === := :").tokens.map(\.kind) == [
        .equal, .symbol, .symbol, .colonEqual, .colon, .end,
      ])
    #expect(
      lex("| || |- -> ->>").tokens.map(\.kind) == [.bar, .symbol, .symbol, .arrow, .symbol, .end])
  }

  @Test func twoSpellingsOfOneOperator() {
    #expect(words("· * ≤ <= ≤? <=?") == ["*", "*", "<=", "<=", "<=?", "<=?"])
    #expect(words("∘ ⊕ ∪∩ ⁻¹") == ["∘", "⊕", "∪∩", "⁻¹"])
  }

  @Test func connectivesNeedNoSpaces() {
    #expect(
      lex("¬¬x∧∀y.y").tokens.map(\.kind) == [
        .not, .not, .name, .and, .forall, .name, .dot, .name, .end,
      ])
    #expect(lex("λx.x").tokens.map(\.kind) == [.lambda, .name, .dot, .name, .end])
  }

  @Test func namesAndNumerals() {
    #expect(
      words("x' x_1 été Ωmega α1 _ x₁ 007") == [
        "x'", "x_1", "été", "Ωmega", "α1", "_", "x₁", "007",
      ])
    #expect(lex("[] [ ]").tokens.map(\.kind) == [.name, .leftBracket, .rightBracket, .end])
    #expect(lex("forall' sorts").tokens.map(\.kind) == [.name, .name, .end])
  }

  @Test func commentsEndOperators() {
    let lexer = lex("a +-- why\n-- alone  \nb")
    #expect(lexer.tokens.map(\.kind) == [.name, .symbol, .name, .end])
    #expect(lexer.comments.map(\.isAlone) == [false, true])
    #expect(lexer.comments.map(\.range) == [SourceRange(3, 9), SourceRange(10, 18)])
  }

  @Test func marginsAndIndents() {
    let tokens = lex("a b\n  c\n\n\té d\ne").tokens
    #expect(tokens.map(\.isAtMargin) == [true, false, false, false, false, true, true])
    #expect(tokens.map(\.isFirstOnLine) == [true, false, true, true, false, true, true])
    #expect(tokens[2].indent == 2)
    #expect(tokens[3].indent == 1)
  }

  @Test func locationsCountCharacters() {
    let file = SourceFile(path: "x", text: "ab\né∀x\n\nz")
    #expect(file.location(of: 0) == TextLocation(line: 1, column: 1))
    #expect(file.location(of: 2) == TextLocation(line: 1, column: 3))
    #expect(file.location(of: 3) == TextLocation(line: 2, column: 1))
    #expect(file.location(of: 5) == TextLocation(line: 2, column: 2))
    #expect(file.location(of: 8) == TextLocation(line: 2, column: 3))
    #expect(file.location(of: 10) == TextLocation(line: 3, column: 1))
    #expect(file.location(of: 11) == TextLocation(line: 4, column: 1))
    #expect(file.location(of: 12) == TextLocation(line: 4, column: 2))
  }

  @Test func rangesCoverTheText() {
    let text = "fun (++) : (List a) → b  [infixr 50] -- é\n  x · y"
    let lexer = lex(text)
    let bytes = Array(text.utf8)
    for token in lexer.tokens.dropLast() {
      let slice = String(decoding: bytes[token.range.start..<token.range.end], as: UTF8.self)
      #expect(!slice.isEmpty && !slice.contains(" "))
      #expect(lex(slice).tokens[0].kind == token.kind)
    }
  }
}

@Suite("Reading files")
struct ReadingTests {
  @Test func faultsAreToldApart() {
    #expect(throws: SourceReadError.missing) { try SourceFile.read(path: "/no/such/file") }
    #expect(throws: SourceReadError.missing) {
      try SourceFile.read(path: repository + "/Package.swift/x")
    }
    #expect(throws: SourceReadError.directory) { try SourceFile.read(path: "/") }
  }

  @Test func pathsAreJoined() {
    #expect(SourceLoader.join("a/b", "../c") == "a/c")
    #expect(SourceLoader.join("", "c") == "c")
    #expect(SourceLoader.join("/a", "./b") == "/a/b")
    #expect(SourceLoader.join("a", "../../c") == "../c")
    #expect(SourceLoader.join("a", "/c") == "/c")
    #expect(SourceLoader.directory(of: "/x") == "/")
    #expect(SourceLoader.directory(of: "x") == "")
    #expect(SourceLoader.lastPart(of: "a/b.axiom") == "b.axiom")
  }
}
