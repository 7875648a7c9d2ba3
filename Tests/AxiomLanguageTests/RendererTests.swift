// The exact text and JSON of diagnostics.

import Testing

@testable import AxiomLanguage

@Suite("Diagnostic renderer")
struct RendererTests {
  private func rendered(_ text: String, path: String = "Axioms/peano.axiom") -> String {
    ElaboratedTheory.elaborate(text: text, path: path, library: shippedLibrary).rendered
  }

  @Test func errorWithHelpAndNote() {
    let text = "sort Nat = zero | successor Nat\naxiom inj: sucessor x = successor y => x = y\n"
    #expect(
      rendered(text) == """
        Axioms/peano.axiom:2:12: error[unknown-symbol]: unknown symbol 'sucessor'
        2 | axiom inj: sucessor x = successor y => x = y
          |            ^~~~~~~~ help: did you mean 'successor'?
        Axioms/peano.axiom:1:19: note: 'successor' declared here

        """)
  }

  @Test func columnsCountCharacters() {
    #expect(
      rendered("sort G\naxiom ä: ∀é. é = é ∧ ü1 = ;\n", path: "u.axiom").hasPrefix(
        "u.axiom:2:27: error[unexpected-character]: unexpected character ';' (U+003B)\n"
          + "2 | axiom ä: ∀é. é = é ∧ ü1 = ;\n"
          + "  |                           ^\n"))
  }

  @Test func caretAfterTheLastToken() {
    #expect(
      rendered("axiom a: x =\n", path: "a.axiom") == """
        a.axiom:1:13: error[unfinished-input]: expected an expression, found the end of the file
        1 | axiom a: x =
          |             ^

        """)
  }

  @Test func tabsStayTabs() {
    #expect(
      rendered("axiom a:\tx =\t)\n", path: "a.axiom") == "a.axiom:1:14: error[syntax]: "
        + "expected an expression, found ')'\n1 | axiom a:\tx =\t)\n  |         \t   \t^\n")
  }

  @Test func longLinesAreShownAroundThePlace() {
    let text = "axiom a: x = " + String(repeating: "(x) ", count: 5_000) + ")\n"
    let lines = rendered(text).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].count < 200)
    #expect(lines[0].contains(":1:20014:"))
  }

  @Test func controlCharactersAreNotPrinted() {
    let output = rendered("axiom a: \u{1B}[31m\n")
    #expect(!output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(output.contains("(U+001B)"))
  }

  @Test func withoutAPlace() {
    let result = ElaboratedTheory.elaborate(path: "no/such.axiom")
    #expect(result.rendered == "error[missing-file]: no file 'no/such.axiom'\n")
  }

  @Test func json() {
    let text = "sort G\nop inv : G -> G\naxiom a: inx x = x\n"
    let result = ElaboratedTheory.elaborate(text: text, path: "g.axiom", library: shippedLibrary)
    let renderer = DiagnosticRenderer(sources: result.sources)
    #expect(
      renderer.renderJSON(result.diagnostics) == #"{"severity":"error","code":"unknown-symbol","#
        + #""message":"unknown symbol 'inx'","file":"g.axiom","line":3,"column":10,"endLine":3,"#
        + #""endColumn":13,"help":"did you mean 'inv'?","fix":{"file":"g.axiom","line":3,"#
        + #""column":10,"endLine":3,"endColumn":13,"replacement":"inv"},"notes":[{"file":"g.axiom","#
        + #""line":2,"column":4,"endLine":2,"endColumn":7,"message":"'inv' declared here"}]}"#
        + "\n")
  }

  @Test func jsonStringsAreEscaped() {
    #expect(jsonString("a\"b\\c\n\u{1}é") == "\"a\\\"b\\\\c\\n\\u0001é\"")
  }

  @Test func suggestionsAreNear() {
    #expect(nearest(to: "sucessor", among: ["zero", "successor"]) == "successor")
    #expect(nearest(to: "pluss", among: ["times", "plus"]) == "plus")
    #expect(nearest(to: "ab", among: ["cd"]) == nil)
    #expect(nearest(to: "x", among: ["y"]) == nil)
    #expect(alignmentDistance(Array("abc"), Array("acb")) == 1)
    #expect(alignmentDistance(Array(""), Array("abc")) == 3)
  }
}
