// Inputs that nobody writes: huge, deep, broken. Each gives a diagnostic or is read; none crashes,
// and time grows linearly (the tests would not end otherwise).

import Testing

@testable import AxiomLanguage

@Suite("Robustness")
struct RobustnessTests {
  private func kinds(_ bytes: [UInt8]) -> [Diagnostic.Kind] {
    Parser.parse(SourceFile(path: "x.axiom", bytes: bytes)).diagnostics.map(\.kind)
  }

  private func kinds(_ text: String) -> [Diagnostic.Kind] { kinds(Array(text.utf8)) }

  @Test func hundredThousandParentheses() {
    let deep = 100_000
    let text =
      "axiom a: " + String(repeating: "(", count: deep) + "x"
      + String(repeating: ")", count: deep) + " = x\naxiom b: )\n"
    #expect(
      kinds(text) == [
        .nestingTooDeep(limit: 1_000), .expected([.expression], found: .text(")")),
      ])
  }

  @Test func nestingUpToTheLimitIsRead() throws {
    let deep = Parser.nestingLimit
    let text =
      "axiom a: " + String(repeating: "(", count: deep) + "x"
      + String(repeating: ")", count: deep) + " = x\n"
    #expect(kinds(text) == [])
    let nested =
      "sort N = Z | T N\ntheorem a: x = " + String(repeating: "T (", count: deep) + "x"
      + String(repeating: ")", count: deep) + "\n"
    #expect(try theory(nested).goals.count == 1)
    #expect(
      kinds("axiom a: " + String(repeating: "forall x. ", count: deep + 1) + "x = x")
        == [.nestingTooDeep(limit: 1_000)])
  }

  @Test func quantifiersBeyondTheKernelsLimit() {
    let text = "theorem a: x = x and " + String(repeating: "exists x. ", count: 400) + "x = x\n"
    let result = ElaboratedTheory.elaborate(text: text, library: shippedLibrary)
    #expect(result.diagnostics.map(\.code) == ["refused-by-kernel"])
  }

  @Test func longChainsAreRead() throws {
    let count = 30_000
    let sum = "use \"peano\"\ntheorem a: x = x" + String(repeating: " + x", count: count) + "\n"
    // Lines are bounded, so the chain is laid out on several.
    let laidOut = sum.replacing(
      String(repeating: " + x", count: 1_000),
      with: String(repeating: " + x", count: 1_000) + "\n ")
    #expect(try theory(laidOut).goals.count == 1)
    let implications =
      "theorem a: " + String(repeating: "x = y\n => ", count: count) + "x = y\n"
    #expect(try theory(implications).goals.count == 1)
    let negations = "theorem a: " + String(repeating: "not\n ", count: count) + "x = y\n"
    #expect(try theory(negations).goals.count == 1)
  }

  @Test func longRightNestedChainsAreReadAndPrinted() throws {
    let text =
      "use \"list\"\ntheorem a: xs = " + String(repeating: "0 ::\n ", count: 20_000) + "[]\n"
    var result = try theory(text)
    let goal = result.goals[0]
    #expect(goal.statement.parameters.count == 1)
    let printed = Printer(result.document).text(
      of: goal.statement, in: result.document.theory.store, variableNames: ["xs"])
    #expect(printed.utf8.count > 90_000)
    #expect(result.document.elaborate(formula: "x = x").goal != nil)
  }

  @Test func aLineOfFiftyMegabytes() {
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 50_000_000)
    #expect(kinds(bytes) == [.lineTooLong(bytes: 50_000_000, limit: 1_000_000)])
  }

  @Test func manyShortLines() {
    let text = String(repeating: "axiom a: x = x\n", count: 20_000)
    #expect(kinds(text) == [])
  }

  @Test func binaryBytes() {
    let bytes: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0xFF, 0x00, 0xC3]
    #expect(kinds(bytes) == [.invalidUTF8(byte: 0xFF)])
    #expect(kinds([0x00, 0x01, 0x02]) == [.unexpectedCharacter("\0")])
  }

  @Test(
    arguments: [
      [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0x80], [0xE2, 0x88], [0xE2, 0x28, 0xA1],
    ] as [[UInt8]]) func invalidUTF8(bytes: [UInt8])
  {
    let text = Array("axiom a: x = ".utf8)
    let found = Parser.parse(SourceFile(path: "x", bytes: text + bytes)).diagnostics
    #expect(found.map(\.kind) == [.invalidUTF8(byte: bytes[0])])
    #expect(found.first?.primary?.range.start == text.count)
    #expect(String(validating: text + bytes, as: UTF8.self) == nil)
  }

  @Test func everyPrefixOfATheoryIsSurvived() throws {
    let bytes = try SourceFile.readBytes(path: repository + "/Axioms/list.axiom")
    for count in stride(from: 0, through: bytes.count, by: 3) {
      let result = ElaboratedTheory.elaborate(
        text: String(decoding: bytes.prefix(count), as: UTF8.self), library: shippedLibrary)
      _ = result.rendered
      #expect(result.theory != nil || !result.diagnostics.isEmpty)
    }
  }

  @Test(arguments: 0..<40) func mutatedTheoriesAreSurvived(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var bytes = try SourceFile.readBytes(path: repository + "/Axioms/list.axiom")
    let alphabet = Array("()[]|=:.\\-<>+*\"x S0\n  \u{2200}".utf8)
    for _ in 0..<(1 + random.below(12)) {
      let place = random.below(bytes.count)
      switch random.below(3) {
      case 0: bytes[place] = alphabet[random.below(alphabet.count)]
      case 1: bytes.remove(at: place)
      default: bytes.insert(alphabet[random.below(alphabet.count)], at: place)
      }
    }
    let loader = SourceLoader(libraryDirectories: [repository + "/Axioms"]) { _ in nil }
    let result = ElaboratedTheory.elaborate(
      text: String(decoding: bytes, as: UTF8.self), library: loader)
    #expect(result.theory != nil || !result.rendered.isEmpty, "seed \(seed)")
    _ = Formatter.format(SourceFile(path: "x", bytes: bytes))
  }

  @Test func windowsLineEndsAreRead() throws {
    let text = "sort Nat = 0 | S Nat\r\nfun f : Nat -> Nat\r\n  f 0 = 0\r\n  f (S n) = f n\r\n"
    #expect(facts(of: try theory(text)) == ["f 0 = 0", "f (S n) = f n"])
  }

  @Test func byteOrderMarkIsRead() throws {
    #expect(try theory("\u{FEFF}sort G\n").document.theory.store.sortSymbols.count == 2)
  }
}
