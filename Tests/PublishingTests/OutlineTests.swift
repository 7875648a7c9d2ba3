// Outlines of proofs: the tree that people read has the shape of the argument, says the induction
// hypothesis, marks what is replaced, and names what is cited.

import Certificates
import ProofKernel
import Testing

@testable import Publishing

@Suite struct OutlineTests {
  private func outline(_ theory: String, _ name: String) throws -> (ProofOutline, SiteTheory) {
    let checked = example(theory)
    let number = try #require(checked.certificate.proofs.firstIndex { $0.name == name })
    let outline = ProofOutline(of: number, in: checked)
    var theory = SiteTheory(checked)
    theory.layout.store = outline.store
    return (outline, theory)
  }

  /// The sentence with formulas and links in Unicode.
  private func sentence(_ phrases: [Phrase], _ theory: SiteTheory) -> String {
    phrases.map { phrase in
      switch phrase {
      case .text(let text): text
      case .formula(let formula): theory.layout.text(formula)
      case .label(let label): "(\(label))"
      case .citation(let citation): theory.target(of: citation).title
      }
    }.joined()
  }

  @Test func inductionShowsItsCasesApart() throws {
    let (outline, theory) = try outline("arithmetic", "add_comm")
    #expect(outline.blocks.map(\.role) == [.induction])
    let induction = try #require(outline.blocks.first)
    #expect(sentence(induction.heading, theory) == "By induction on y.")
    #expect(induction.children.map(\.role) == [.baseCase, .stepCase])
    let (base, step) = (induction.children[0], induction.children[1])
    #expect(sentence(base.heading, theory) == "Base case: y = 0")
    #expect(sentence(step.heading, theory) == "Step: y = S n")
    #expect(base.goal.map { theory.layout.text($0) } == "x + 0 = 0 + x")
    #expect(step.goal.map { theory.layout.text($0) } == "x + S n = S n + x")
    #expect(step.hypotheses.map(\.label) == ["IH"])
    #expect(step.hypotheses.map { theory.layout.text($0.formula) } == ["x + n = n + x"])
    #expect(step.hypotheses.map(\.isInductive) == [true])
  }

  @Test func chainMarksWhatIsReplaced() throws {
    let (outline, theory) = try outline("arithmetic", "add_comm")
    let chain = try #require(outline.blocks[0].children[1].children.first)
    #expect(chain.role == .chain)
    let lines = chain.lines.map { theory.layout.text($0.formula) }
    #expect(
      lines == [
        "⟪x + S n⟫", "‹S ⟪(x + n)⟫›", "⟪S ‹(n + x)›⟫", "‹S n + x›",
      ])
    #expect(chain.lines.map(\.relation) == [nil, "=", "=", "="])
    #expect(chain.lines.map(\.isReversed) == [false, false, false, true])
    let reasons = chain.lines.dropFirst().map { sentence($0.reason, theory) }
    #expect(reasons == ["definition 2 of +", "(IH)", "add_succ_left"])
  }

  @Test func listInductionNamesTheFields() throws {
    let (outline, theory) = try outline("list", "append_nil_right")
    let step = outline.blocks[0].children[1]
    #expect(sentence(step.heading, theory) == "Step: xs = x :: ys")
    #expect(step.hypotheses.map { theory.layout.text($0.formula) } == ["ys ++ [] = ys"])
    #expect(step.goal.map { theory.layout.text($0) } == "(x :: ys) ++ [] = x :: ys")
  }

  @Test func choicesNestAndWitnessesAreNamed() throws {
    let (outline, theory) = try outline("arithmetic", "leq_trans")
    let outer = try #require(outline.blocks.first)
    #expect(outer.hypotheses.map(\.label) == ["H1", "H2"])
    #expect(outer.children.map(\.role) == [.claim, .claim, .section, .claim])
    #expect(outer.children.map(\.label) == ["1", "2", "3", nil])
    let choice = outer.children[2]
    #expect(sentence(choice.heading, theory) == "By (1) there is n with")
    #expect(choice.hypotheses.map { theory.layout.text($0.formula) } == ["x + n = y"])
    let inner = try #require(choice.children.first)
    #expect(sentence(inner.heading, theory) == "By (2) there is m with")
    let witness = try #require(inner.children.last)
    #expect(sentence(witness.reason, theory) == "witnessed by n + m: (4)")
    #expect(sentence(outer.children[3].reason, theory) == "by definition of ≤, from (3)")
  }

  @Test func splitRefutationAndTheRestHaveWords() throws {
    let (split, theory) = try outline("arithmetic", "zero_or_not")
    #expect(split.blocks.map(\.role) == [.split])
    #expect(sentence(split.blocks[0].heading, theory) == "Either x = 0 ∨ x ≠ 0.")
    #expect(split.blocks[0].children.map(\.role) == [.plainCase, .plainCase])
    let (refutation, _) = try outline("arithmetic", "succ_not_zero")
    #expect(
      sentence(refutation.blocks[0].heading, theory) == "Suppose, for a contradiction,")
    let (sum, _) = try outline("arithmetic", "two_plus_three")
    #expect(
      sentence(sum.blocks[0].lines[1].reason, theory) == "computed by definition 1 of +")
    let (rotate, _) = try outline("arithmetic", "add_rotate")
    #expect(
      sentence(rotate.blocks[0].lines[1].reason, theory)
        == "rearranged by add_comm and add_assoc")
  }

  @Test(arguments: allExamples.map(\.name))
  func labelsAreUniqueAndKnown(_ name: String) throws {
    let checked = example(name)
    for number in checked.certificate.proofs.indices {
      var (given, used): ([String], Set<String>) = ([], [])
      collect(ProofOutline(of: number, in: checked).blocks, &given, &used)
      #expect(Set(given).count == given.count)
      #expect(used.isSubset(of: Set(given)), "\(checked.certificate.proofs[number].name)")
    }
  }

  private func collect(
    _ blocks: [OutlineBlock], _ given: inout [String], _ used: inout Set<String>
  ) {
    for block in blocks {
      given += block.hypotheses.map(\.label) + (block.label.map { [$0] } ?? [])
      let phrases = block.heading + block.reason + block.lines.flatMap(\.reason)
      for case .label(let label) in phrases { used.insert(label) }
      collect(block.children, &given, &used)
    }
  }

  @Test func explanationIsAlignedText() throws {
    let explanation = ProofExplanation(example("arithmetic"))
    let number = try #require(explanation.theorems(matching: "add_comm").first)
    let text = explanation.text(of: number)
    #expect(
      text.contains(
        """
          Step: y = S n
            IH  x + n = n + x   induction hypothesis
            to show  x + S n = S n + x
                ⟪x + S n⟫
              = ‹S ⟪(x + n)⟫›   definition 2 of + →
              = ⟪S ‹(n + x)›⟫   IH →
              = ‹S n + x›       add_succ_left ←
        """))
    #expect(text.contains("definition 2 of +   x + S y = S (x + y)   arithmetic.axiom:5"))
    #expect(explanation.text(of: number, isColored: true).contains("\u{1B}[4mx + S n\u{1B}[24m"))
    #expect(explanation.names(like: "comm") == ["add_comm"])
  }

  @Test func longListsOfNamesAreBroken() throws {
    let checked = try #require(shippedTheories(["peano"]).first)
    let explanation = ProofExplanation(checked)
    let place = try #require(explanation.theorems(matching: "add_comm").first)
    let lines = explanation.text(of: place).split(separator: "\n")
    let users = lines.drop { !$0.hasPrefix("Used by ") }
    #expect(users.count > 1 && users.allSatisfy { $0.count <= 96 })
    let names = users.joined().dropFirst("Used by".count).split(separator: ",")
    let trimmed = names.map { String($0.drop { $0 == " " }) }
    let theory = SiteTheory(checked)
    #expect(trimmed == theory.theorems[place].usedBy.map { theory.theorems[$0].name })
  }
}
