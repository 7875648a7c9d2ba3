// `porism format`: what it changes, what it keeps, and that a second run changes nothing.

import Testing

@testable import AxiomLanguage

/// A syntax tree without ranges: equal for texts that differ in layout and spelling only.
func skeleton(_ text: String) -> [String]? {
  let parsed = Parser.parse(SourceFile(path: "x", text: text))
  guard parsed.diagnostics.isEmpty else { return nil }
  let tree = parsed.tree
  let nodes = tree.nodes.indices.map { index in
    let node = tree.nodes[index]
    let children = tree.children(of: NodeID(index: index)).map { "\($0.index)" }
    return "\(node.kind) \(tree.text(node.name)) \(children.joined(separator: " "))"
  }
  return nodes + tree.statements.map { summary($0, tree) }
}

/// A statement by its parts, nodes as numbers.
private func summary(_ statement: StatementSyntax, _ tree: SyntaxTree) -> String {
  func text(_ name: NameReference) -> String { tree.text(name.name) }
  func text(_ clause: FixityClause?) -> String {
    clause.map { "[\($0.fixity.placement) \($0.fixity.precedence)]" } ?? ""
  }
  func text(_ nodes: [NodeID]) -> String { nodes.map { "\($0.index)" }.joined(separator: ",") }
  switch statement {
  case .use(let use): return "use \(text(use.path))"
  case .sort(let group):
    return group.map { sort in
      let constructors = sort.constructors?.map {
        "\(text($0.name)) \(text($0.arguments)) \(text($0.fixity))"
      }
      return "sort \(text(sort.name)) \(sort.parameters.map(text)) \(constructors ?? [])"
    }.joined(separator: " and ")
  case .op(let op):
    return "op \(text(op.name)) \(text(op.signature.arguments)) \(op.signature.result.index) "
      + text(op.fixity)
  case .fun(let group):
    return group.map { function in
      "fun \(text(function.name)) \(text(function.signature.arguments)) \(text(function.fixity)) "
        + text(function.equations.flatMap { [$0.left, $0.right] })
    }.joined(separator: " and ")
  case .define(let definition):
    return "define \(definition.left.index) \(definition.right.index) \(text(definition.fixity))"
  case .axiom(let fact): return "axiom \(text(fact.name)) \(fact.formula.index)"
  case .theorem(let fact): return "theorem \(text(fact.name)) \(fact.formula.index)"
  }
}

/// Formats a text, checks that nothing but layout changed and that formatting again changes nothing.
@discardableResult
func expectFormats(
  _ text: String, as expected: String? = nil, style: Printer.Style = .ascii,
  sourceLocation: SourceLocation = #_sourceLocation
) -> String? {
  let result = Formatter.format(SourceFile(path: "x", text: text), style: style)
  guard let formatted = result.text else {
    Issue.record("has faults: \(result.diagnostics)", sourceLocation: sourceLocation)
    return nil
  }
  if let expected { #expect(formatted == expected, sourceLocation: sourceLocation) }
  #expect(skeleton(formatted) == skeleton(text), "\(formatted)", sourceLocation: sourceLocation)
  let again = Formatter.format(SourceFile(path: "x", text: formatted), style: style).text
  #expect(again == formatted, sourceLocation: sourceLocation)
  return formatted
}

@Suite("Formatter")
struct FormatterTests {
  @Test(arguments: shippedTheories) func shippedFilesAreFormatted(name: String) throws {
    let bytes = try SourceFile.readBytes(path: repository + "/Axioms/\(name).axiom")
    let text = String(decoding: bytes, as: UTF8.self)
    expectFormats(text, as: text)
    // Unicode and back is the identity.
    if let unicode = expectFormats(text, style: .unicode) { expectFormats(unicode, as: text) }
  }

  @Test func spacesAndSpellings() {
    expectFormats(
      "axiom   a :∀x  y.x·y=y * x∧¬(x≠y)⇒ ∃ z . z≤ x\n",
      as: "axiom a: forall x y. x * y = y * x and not (x /= y) => exists z. z <= x\n")
    expectFormats(
      "axiom a: forall x y. x * y = y * x and not (x /= y) => exists (z : G). z <= x\n",
      as: "axiom a: ∀x y. x · y = y · x ∧ ¬(x ≠ y) ⇒ ∃ (z : G). z ≤ x\n", style: .unicode)
  }

  @Test func equationsAreAligned() {
    expectFormats(
      "fun (+) : Nat Nat->Nat [ infixl 60 ]\n    x + 0 = x\n    x + S y = S(x+y)\n",
      as: "fun (+) : Nat Nat -> Nat  [infixl 60]\n  x + 0   = x\n  x + S y = S (x + y)\n")
  }

  @Test func alignmentIgnoresBrokenLeftSides() {
    expectFormats(
      "fun f : N N -> N\n  f x\n      y = x\n",
      as: "fun f : N N -> N\n  f x\n      y = x\n")
  }

  @Test func commentsStay() {
    let text = """
      -- at the top

      sort G   -- an abstract sort
      -- between


        -- indented
      fun f : G -> G
      -- before an equation
        f x = x -- after
        -- at the end of the block

      """
    expectFormats(
      text,
      as: """
        -- at the top

        sort G  -- an abstract sort
        -- between

          -- indented
        fun f : G -> G
          -- before an equation
          f x = x  -- after
          -- at the end of the block

        """)
  }

  @Test func continuedLinesAreIndented() {
    expectFormats(
      "axiom a: x = y\n => y = x\nfun f : N -> N\n  f x =\n           x\nsort T = A\n       | B T\n",
      as: "axiom a: x = y\n    => y = x\nfun f : N -> N\n  f x =\n      x\nsort T = A\n    | B T\n")
  }

  @Test func operatorsWithOneOperandKeepTheirGap() {
    expectFormats("axiom a: ! x = !x\n", as: "axiom a: ! x = !x\n")
    expectFormats("axiom a: !!x = ! ! x\n", as: "axiom a: !!x = ! ! x\n")
    expectFormats(
      "op (!) : G -> G [postfix 80]\naxiom a: x! = x !\n",
      as: "op (!) : G -> G  [postfix 80]\naxiom a: x! = x !\n")
  }

  @Test func groupsAndNames() {
    expectFormats(
      "sort A=a|b B and  B = c  A\nop ( + ):A A->B\ntheorem t:map(\\x.x)( + )[] =  (x:A)\n",
      as: "sort A = a | b B and B = c A\nop (+) : A A -> B\n"
        + "theorem t: map (\\x. x) (+) [] = (x : A)\n")
  }

  @Test func faultyFilesAreLeftAlone() {
    let result = Formatter.format(SourceFile(path: "x", text: "axiom a: (\n"))
    #expect(result.text == nil)
    #expect(result.diagnostics.count == 1)
  }

  @Test func emptyFileStaysEmpty() { expectFormats("", as: "") }

  @Test(arguments: 0..<200) func randomSources(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var writer = RandomSource(random: random)
    let text = writer.file()
    random = writer.random
    guard skeleton(text) != nil else {
      let result = ElaboratedTheory.elaborate(text: text, library: shippedLibrary)
      Issue.record("seed \(seed): the random source does not parse\n\(result.rendered)")
      return
    }
    expectFormats(text)
    expectFormats(text, style: .unicode)
  }
}
