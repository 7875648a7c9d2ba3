// `porism simplify EXPR`: the simplest equal expression over a theory that is found, with a proof that the
// kernel has accepted; the work is done by `Simplifier`. `--lemmas CERT` lets the theorems of a
// certificate be used as well: the proofs written then contain theirs.

import ArgumentParser
import Porism

/// `porism simplify`.
struct SimplifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simplify", abstract: "Simplify an expression over a theory, with a proof.")

  @Argument(help: "An expression over the theory; free names are variables.")
  var expression: String?
  @Option(help: "A file of JSON lines {\"id\", \"input\", \"kind\", …} to be simplified, in order.")
  var cases: String?
  @Option(help: "An .axiom file, or the name of a shipped one.") var theory: String = "ring"
  @Option(help: "rewriter or egraph.") var engine: String = "egraph"
  @Option(help: "\(CostModel.named.map(\.name).joined(separator: ", ")).") var cost: String = "size"
  @Option(help: "A formula about its variables that may be used; may be repeated.")
  var assume: [String] = []
  @Option(help: "A certificate of the theory, whose equations are used too.") var lemmas: String?
  @Flag(help: "Do not prove and use the theorems that the file states.") var axiomsOnly = false
  @Option(help: "Write the proof as a certificate.") var proof: String?
  @Option(help: "Draw the e-graph as SVG.") var draw: String?
  @Option(help: "The largest number of nodes of the e-graph.") var nodes: Int?
  @Flag(
    name: .customLong("report"),
    help: "Say whether the equations, from left to right, end and are confluent.")
  var reportsSystem = false
  @Flag(help: "Print each step.") var steps = false
  @Flag(help: "Print one JSON object.") var json = false

  func run() throws {
    guard let engine = SimplificationEngine(rawValue: engine) else {
      throw ValidationError("--engine is rewriter or egraph, not '\(engine)'")
    }
    guard let model = CostModel.named.first(where: { $0.name == cost }) else {
      let names = CostModel.named.map(\.name).joined(separator: ", ")
      throw ValidationError("--cost is one of \(names), not '\(cost)'")
    }
    guard nodes ?? 1 > 0 else { throw ValidationError("--nodes takes a number above zero") }
    if draw != nil && engine == .rewriter {
      throw ValidationError("--draw shows an e-graph: use --engine egraph")
    }
    if let cases {
      let nodes = nodes ?? SimplificationCases.usualNodes
      try SimplificationCases(engine: engine, cost: model, nodes: nodes).run(cases)
      return
    }
    if reportsSystem { return reportSystem(try readKnown()) }
    guard let expression else {
      throw ValidationError("an expression, --cases FILE or --report is missing")
    }
    if let proof { try requireWritable(proof) }
    if let draw { try requireWritable(draw) }
    let known = try readKnown()
    var document = known.document
    let read = try read(expression, &document)
    var simplifier = Simplifier(document, lemmas: known.proofs)
    (simplifier.engine, simplifier.cost) = (engine, model)
    simplifier.draws = draw != nil
    if let nodes { simplifier.limits.graph.nodes = nodes }
    let result: Simplification
    do throws(SimplificationError) {
      result = try simplifier.simplify(read, of: document, name: name(besides: known))
    } catch {
      switch error {
      case .inappropriate:
        complain("error: '\(expression)' is no term, or has a numeral that is too large")
        throw Outcome.badInput
      case .inappropriateAssumption(let place):
        complain(
          "error: --assume '\(place < assume.count ? assume[place] : "")' is no equation, inequality or predicate"
        )
        throw Outcome.badInput
      case .refused(let error):
        complain("error: the kernel refused the proof: \(error)")
        throw Outcome.failed
      }
    }
    if let refusal = result.refusal {
      complain("what was found has no proof (\(refusal.detail)): the expression is left as it is")
    }
    report(result, isArithmetic: read.isArithmetic)
    if let proof {
      let certificate = Certificate(
        document: result.document, files: known.files, proofs: known.proofs + [result.proof],
        notes: known.notes + [
          TheoremNote(
            variableNames: result.variableNames, method: "simplification by the \(engine.rawValue)",
            rank: known.proofs.isEmpty ? 1 : nil)
        ])
      try writeCertificate(certificate, to: proof)
    }
    if let draw, let drawing = result.drawing {
      do throws(FileError) { try AtomicFile.write(Array(drawing.utf8), to: draw) } catch {
        complain("error: \(error)")
        throw Outcome.badInput
      }
    }
  }

  /// The expression, in the axiom language, or else in the notation of calculators, which has numbers.
  private func read(_ expression: String, _ document: inout TheoryDocument) throws
    -> Porism.Expression
  {
    let (read, faults) = document.elaborate(expression: expression, assuming: assume)
    if let read {
      if !faults.isEmpty { complain(faults) }
      return read
    }
    if let notation = ArithmeticNotation(document) {
      do throws(NotationFault) {
        return try notation.read(expression, assuming: assume, in: &document)
      } catch {
        // The fault of the notation in which the text is written.
        if ([expression] + assume).contains(where: notation.fits) {
          let space = String(repeating: " ", count: error.column - 1)
          complain(
            "<expression>:1:\(error.column): error: \(error.message)\n1 | \(error.text)\n  | \(space)^"
          )
          throw Outcome.badInput
        }
      }
    }
    complain(faults)
    throw Outcome.badInput
  }

  /// What may be used: the certificate of `--lemmas`, or the theory.
  private func readKnown() throws -> Certificate {
    guard let lemmas else { return try readTheoryAndTheorems() }
    // Whatever is wrong with it, it is bad input: nothing was tried and failed.
    do { return try readCertificate(lemmas).certificate } catch { throw Outcome.badInput }
  }

  /// The theory of the file, or of the shipped file of that name, with proofs of the theorems that it states.
  private func readTheoryAndTheorems() throws -> Certificate {
    if ShippedTheories.names.contains(self.theory),
      let bytes = ShippedTheories.bytes(self.theory + ".axiom")
    {
      let result = ElaboratedTheory.elaborate(
        text: String(decoding: bytes, as: UTF8.self), path: self.theory + ".axiom",
        library: ShippedTheories.loader)
      guard let read = result.theory else { preconditionFailure(result.rendered) }
      // The goals of a shipped theory are there to be tried by `prove`.
      return Certificate(
        document: read.document, files: read.files.map { AxiomFileStamp($0) }, proofs: [], notes: []
      )
    }
    let theory = try readTheory(self.theory)
    if axiomsOnly {
      return Certificate(
        document: theory.document, files: theory.files.map { AxiomFileStamp($0) }, proofs: [],
        notes: [])
    }
    let stated = theory.proveStatedTheorems()
    for name in stated.open { complain("theorem '\(name)' was not proved: it is not used") }
    return Certificate(
      document: stated.document, files: theory.files.map { AxiomFileStamp($0) },
      proofs: stated.theorems.map(\.proof),
      notes: stated.theorems.map {
        TheoremNote(variableNames: $0.variableNames, method: $0.method, rank: $0.rank)
      })
  }

  /// A name that no lemma has.
  private func name(besides known: Certificate) -> String {
    let taken = Set(known.proofs.map(\.name))
    var name = "simplified"
    while taken.contains(name) { name += "'" }
    return name
  }

  /// In the notation in which the expression was written; numbers above 1 have one only.
  private func report(_ result: Simplification, isArithmetic: Bool) {
    let printer = Printer(result.document)
    let notation = ArithmeticNotation(result.document)
    let store = result.document.theory.store
    let showsNumbers =
      isArithmetic
      || [result.before, result.after].contains { notation?.isNumeric($0, in: store) == true }
    func text(_ term: TermID) -> String {
      if let notation, showsNumbers {
        return notation.text(
          ofFormula: term, in: store, variableNames: result.variableNames)
      }
      return printer.text(of: term, in: store, variableNames: result.variableNames)
    }
    let conditions = result.conditions.map(text)
    let facts = result.facts.map { result.document.theory.facts[$0].name }
    if !result.contradiction.isEmpty {
      complain(
        "by these facts two numbers are equal: " + result.contradiction.joined(separator: ", "))
    }
    if json {
      print(
        JSONText.object([
          ("input", .text(text(result.before))), ("result", .text(text(result.after))),
          ("conditions", .texts(conditions)), ("costBefore", .number(result.costBefore)),
          ("costAfter", .number(result.costAfter)), ("proved", .flag(true)),
          ("checkedSteps", .number(result.stepCount)), ("facts", .texts(facts)),
          ("theorems", .texts(result.theorems)),
          ("stoppedBy", .text(result.endDescription)),
          ("cyclesBefore", result.cyclesBefore.json), ("cyclesAfter", result.cyclesAfter.json),
          ("rules", result.ruleReport), ("rounds", result.roundReport),
        ]))
      return
    }
    if steps {
      for (term, reason) in result.chain {
        print(reason.isEmpty ? "  \(text(term))" : "= \(text(term))    by \(reason)")
      }
      complain(
        "cost \(result.costBefore) to \(result.costAfter); \(result.stepCount) steps checked; "
          + result.endDescription)
    } else {
      print(text(result.after))
    }
    if !conditions.isEmpty { print("if " + conditions.joined(separator: ", ")) }
  }
}
