// Random axiom files in random layout: valid syntax, meaningless content.
//
// Spaces, line breaks, comments and spellings vary, so that the formatter and the parser meet every
// token next to every other. Entry: `RandomSource.file()`.

@testable import AxiomLanguage

/// A writer of random sources.
struct RandomSource {
  var random: SeededGenerator
  private var output = ""
  private var startsEquation = false

  init(random: SeededGenerator) { self.random = random }

  /// A file of a few statements.
  mutating func file() -> String {
    output = ""
    for _ in 0..<(1 + random.below(6)) {
      if random.below(4) == 0 { output += "-- a comment\n" }
      if random.below(4) == 0 { output += "\n\n" }
      statement()
      output += random.below(5) == 0 ? "   -- why\n" : "\n"
    }
    return output
  }

  private mutating func statement() {
    switch random.below(6) {
    case 0:
      word("sort")
      word("T")
      word("a")
      put("=")
      for index in 0..<(1 + random.below(3)) {
        if index > 0 { put("|") }
        constructor()
      }
    case 1:
      word("op")
      put(random.pick(["f", "(+)", "(**)", "[]", "0"]))
      put(":")
      signature()
      if random.below(2) == 0 { fixity() }
    case 2: function()
    case 3:
      word("define")
      word("p")
      word("x")
      put(":=")
      expression(3)
    default:
      word(random.pick(["axiom", "theorem"]))
      word(random.pick(["a", "b'", "left_unit"]))
      put(":")
      expression(4)
    }
  }

  private mutating func function() {
    word("fun")
    word("f")
    put(":")
    signature()
    if random.below(2) == 0 { fixity() }
    let indent = String(repeating: " ", count: 1 + random.below(5))
    for _ in 0..<(1 + random.below(3)) {
      if random.below(5) == 0 { output += "\n" + indent + "-- about the equation" }
      output += "\n" + indent
      lineIndent = indent + "   "
      startsEquation = true
      chain(2)
      put("=")
      expression(2)
    }
    lineIndent = "    "
  }

  private mutating func constructor() {
    if random.below(3) == 0 {
      word("a")
      put(random.pick(["::", "<>"]))
      put("(List a)")
      fixity()
    } else {
      put(random.pick(["A", "B a", "C (T a)", "[]", "0", "(@@) a a", "D (a -> b)"]))
    }
  }

  private mutating func signature() {
    put(random.pick(["G", "G G -> G", "(a -> b) (List a) → List b", "(a->b->c) -> a"]))
  }

  private mutating func fixity() {
    put(random.pick(["[infixl 60]", "[ infixr 50 ]", "[infix 40]", "[prefix  90]"]))
  }

  private var lineIndent = "    "

  /// A token that may touch its neighbours.
  private mutating func put(_ text: String) {
    // Equations of one function start in one column.
    if startsEquation {
      startsEquation = false
      output += text + " "
      return
    }
    switch random.below(12) {
    case 0: output += "  " + text + " "
    case 1 where !output.hasSuffix("\n"): output += " " + text + "\n" + lineIndent
    default: output += " " + text + " "
    }
  }

  private mutating func word(_ text: String) { output += text + " " }

  private mutating func expression(_ depth: Int) {
    if depth == 0 {
      chain(0)
      return
    }
    switch random.below(9) {
    case 0:
      put(random.pick(["forall", "∀", "exists", "∃"]))
      put(random.pick(["x", "x y", "(x : Nat) y", "(x y : List a)"]))
      put(".")
      expression(depth - 1)
    case 1:
      put(random.pick(["not", "¬"]))
      chain(depth - 1)
    case 2:
      put("(")
      expression(depth - 1)
      put(")")
      put(random.pick(["and", "∧", "or", "∨", "=>", "⇒", "<=>", "⇔"]))
      put("(")
      expression(depth - 1)
      put(")")
    case 3:
      put("if")
      chain(depth - 1)
      put("then")
      chain(depth - 1)
      put("else")
      chain(depth - 1)
    case 4:
      put("match")
      chain(depth - 1)
      put("with")
      put("0 ->")
      chain(depth - 1)
      put("| S n →")
      chain(depth - 1)
    default:
      chain(depth - 1)
      put(random.pick(["=", "/=", "≠"]))
      chain(depth - 1)
    }
  }

  private mutating func chain(_ depth: Int) {
    if random.below(6) == 0 { put("!") }
    for index in 0..<(1 + random.below(3)) {
      if index > 0 { put(random.pick(["+", "*", "·", "<=", "≤", "<=?", "::", "∘"])) }
      application(depth)
    }
  }

  private mutating func application(_ depth: Int) {
    for _ in 0..<(1 + random.below(3)) {
      switch random.below(depth > 0 ? 8 : 5) {
      case 0: put("[]")
      case 1: put(random.pick(["0", "12"]))
      case 2: put(random.pick(["(+)", "(·)", "(::)"]))
      case 3, 4: put(random.pick(["x", "y", "f", "x'", "xs", "été"]))
      case 5:
        put(random.pick(["(\\x.", "(λ x y ."]))
        chain(depth - 1)
        put(")")
      case 6:
        put("(")
        chain(depth - 1)
        put(": Nat)")
      default:
        put("(")
        expression(depth - 1)
        put(")")
      }
    }
  }
}
