// `porism simplify --cases FILE`: each line a JSON object with an expression in the notation of other systems;
// each answer a line, in order. The theory follows the domain of the case: complex or real functions. Start
// at `run`. An answer whose `proved` is true has a proof that the kernel accepted; where the expression cannot
// be read, or the kind asks for more than an equal expression, `result` is null and `error` says why.

import Foundation
import Porism

/// Simplifies the cases of a file.
struct SimplificationCases {
  let engine: SimplificationEngine
  let cost: CostModel
  let nodes: Int

  /// Nodes of an e-graph (count): there are many cases, most of them small.
  static let usualNodes = 4_000
  /// What asks for another expression than an equal one.
  private static let others: Set<String> = ["antiderivative"]
  /// What asks for an equal expression, whatever its form.
  private static let kinds: Set<String> = [
    "apart", "auto", "cancel", "collect", "combsimp", "derivative", "expand", "factor", "gammasimp",
    "logcombine", "noop", "powsimp", "radsimp", "simplify", "sqrtdenest", "together", "trig",
  ]
  /// What variables may stand for.
  private static let domains: Set<String> = ["complex", "constant", "real", "positive"]

  /// What a theory's cases have in common.
  private final class Ground {
    let document: TheoryDocument
    let notation: ArithmeticNotation
    let lemmas: [Proof]

    init(_ name: String) {
      let result = ElaboratedTheory.elaborate(
        text: String(decoding: ShippedTheories.bytes(name + ".axiom")!, as: UTF8.self),
        path: name + ".axiom", library: ShippedTheories.loader)
      guard let read = result.theory, let notation = ArithmeticNotation(read.document) else {
        preconditionFailure(result.rendered)
      }
      (document, self.notation, lemmas) = (read.document, notation, [])
    }
  }

  func run(_ path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      complain("error: cannot read '\(path)'")
      throw Outcome.badInput
    }
    var grounds: [String: Ground] = [:]
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    var isBad = false
    for (number, line) in lines.enumerated() {
      // Each answer is there as soon as it is found.
      defer { fflush(nil) }
      guard
        let fields = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let id = fields["id"] as? String, let input = fields["input"] as? String
      else {
        complain("\(path):\(number + 1): error: no object with \"id\" and \"input\"")
        report(nil, error: "line \(number + 1) is no object with \"id\" and \"input\"")
        isBad = true
        continue
      }
      let domain = fields["domain"] as? String ?? "complex"
      let kind = fields["kind"] as? String ?? "simplify"
      guard Self.domains.contains(domain) else {
        report(id, error: "unknown domain '\(domain)'")
        continue
      }
      guard Self.kinds.contains(kind) || Self.others.contains(kind) else {
        report(id, error: "unknown kind '\(kind)'")
        continue
      }
      let variable = kind == "derivative" ? fields["var"] as? String ?? "x" : nil
      let isReal = ["positive", "real"].contains(domain)
      let name =
        variable != nil ? "derivatives" : isReal ? "real-functions" : "complex-functions"
      let ground = grounds[name] ?? Ground(name)
      grounds[name] = ground
      if Self.others.contains(kind) {
        report(id, error: "'\(kind)' asks for more than an equal expression")
      } else {
        answer(id, input, ground, positive: domain == "positive", by: variable)
      }
    }
    if isBad { throw Outcome.badInput }
  }

  /// Prints the answer to a case; by a variable it is the derivative.
  private func answer(
    _ id: String, _ input: String, _ ground: Ground, positive: Bool, by variable: String?
  ) {
    var document = ground.document
    var expression: Porism.Expression
    do throws(NotationFault) {
      expression = try ground.notation.read(input, in: &document, positive: positive)
    } catch { return report(id, error: error.description) }
    if let variable {
      guard
        let derivative = ground.notation.derivative(of: expression, by: variable, in: &document)
      else { return report(id, error: "the theory has no derivation") }
      expression = derivative
    }
    var simplifier = Simplifier(document, lemmas: ground.lemmas)
    (simplifier.engine, simplifier.cost) = (engine, cost)
    simplifier.limits.graph.nodes = nodes
    do throws(SimplificationError) {
      let result = try simplifier.simplify(expression, of: document)
      let store = result.document.theory.store
      let names = result.variableNames
      if variable != nil, ground.notation.isOpen(result.after, in: store) {
        return report(id, error: "it has a function whose derivative the theory does not know")
      }
      // What D makes of the variables says what is asked, not when the answer holds.
      let conditions = result.conditions.filter {
        variable == nil || !ground.notation.isHypothesis($0, in: store)
      }
      print(
        JSONText.object([
          ("id", .text(id)),
          (
            "result",
            .text(ground.notation.text(of: result.after, in: store, variableNames: names))
          ),
          (
            "conditions",
            .texts(
              conditions.map {
                ground.notation.text(ofFormula: $0, in: store, variableNames: names)
              })
          ),
          ("proved", .flag(true)),
        ]))
    } catch {
      switch error {
      case .inappropriate, .inappropriateAssumption: report(id, error: "no term of the theory")
      case .refused(let error): report(id, error: "the kernel refused the proof: \(error)")
      }
    }
  }

  private func report(_ id: String?, error: String) {
    print(
      JSONText.object([
        ("id", id.map { .text($0) } ?? .null), ("result", .null), ("conditions", .texts([])),
        ("proved", .flag(false)), ("error", .text(error)),
      ]))
  }
}
