// TPTP problems: what is read, what clauses FOF formulas become, and what is refused with its
// place.

import AxiomLanguage
import Foundation
import TestSupport
import Testing

@Suite struct TPTPTests {
  /// The clauses as text: variables X0, X1, …
  private func texts(_ problem: TPTPProblem) -> [String] {
    func text(_ term: TPTPProblem.Term) -> String {
      var stack: [String] = []
      for code in term.reversed() {
        guard code >= 0 else {
          stack.append("X\(-1 - code)")
          continue
        }
        let symbol = problem.symbols[Int(code)]
        let parts = stack.suffix(symbol.arity).reversed()
        stack.removeLast(symbol.arity)
        stack.append(
          parts.isEmpty ? symbol.name : "\(symbol.name)(\(parts.joined(separator: ",")))")
      }
      return stack[0]
    }
    return problem.clauses.map { clause in
      clause.literals.map { literal in
        guard let right = literal.right else {
          return (literal.isPositive ? "" : "~") + text(literal.left)
        }
        return "\(text(literal.left)) \(literal.isPositive ? "=" : "!=") \(text(right))"
      }.joined(separator: " | ")
    }
  }

  @Test func clausesAreRead() throws {
    let problem = try TPTPProblem.read(
      text: """
        % a comment
        cnf(a, axiom, f(X, 'B c') = f('B c', X)). /* another
        one */ cnf(b,axiom,(p(X) | ~ q(Y,X) | X != Y), file('x.p', b), [status(thm)]).
        cnf(goal, negated_conjecture, ~ f(a,b) = f(b,a)).
        """)
    #expect(
      texts(problem) == [
        "f(X0,B c) = f(B c,X0)", "p(X0) | ~q(X1,X0) | X0 != X1", "f(a,b) != f(b,a)",
      ])
    #expect(problem.clauses.map(\.line) == [2, 3, 4])
    #expect(problem.clauses.map(\.isFromConjecture) == [false, false, true])
    #expect(!problem.isUnitEquality)
    #expect(problem.firstNonHorn == nil)
  }

  @Test(arguments: [
    ("fof(c, conjecture, ! [X] : f(X) = X).", ["f(sk0) != sk0"]),
    ("fof(a, axiom, ! [X] : ? [Y] : f(X,Y) = X).", ["f(X0,sk0(X0)) = X0"]),
    ("fof(a, axiom, p => (q & r)).", ["~p | q", "~p | r"]),
    ("fof(a, axiom, p <=> q).", ["~p | q", "p | ~q"]),
    ("fof(a, axiom, p <~> q).", ["~p | ~q", "p | q"]),
    ("fof(a, axiom, ~ ? [X] : (p(X) & ~ q(X))).", ["~p(X0) | q(X0)"]),
    ("fof(a, axiom, p | $true).", []),
    ("fof(a, axiom, p | $false).", ["p"]),
    ("fof(a, axiom, ! [X] : (p(X) => ! [X] : q(X))).", ["~p(X0) | q(X1)"]),
    ("fof(c, conjecture, ? [X,Y] : f(X,Y) = Y).", ["f(X0,X1) != X1"]),
    ("fof(a, axiom, a = b <= c = d).", ["a = b | c != d"]),
    ("fof(a, axiom, ~ (p ~| q)).", ["p | q"]),
  ]) func formulasBecomeClauses(_ text: String, _ clauses: [String]) throws {
    #expect(try texts(TPTPProblem.read(text: text)) == clauses)
  }

  @Test(arguments: [
    ("cnf(a, axiom, f(X) = ).", 1, 22), ("cnf(a, axiom, f(X = b).", 1, 19),
    ("cnf(a, axiom, f(X) = b)", 1, 24), ("cnf(a, nonsense, a = b).", 1, 8),
    ("\n  fof(a, axiom, f(X) = b).", 2, 19), ("cnf(a, axiom, 'abc = b).", 1, 15),
    ("/* never ends", 1, 1), ("fof(a, axiom, p & q | r).", 1, 21), ("gnf(a,axiom,a=b).", 1, 1),
    ("cnf(a, axiom, X).", 1, 16), ("include('nowhere/to/be/found.ax').", 1, 1),
  ]) func faultsHaveTheirPlace(_ text: String, _ line: Int, _ column: Int) {
    do throws(TPTPError) {
      _ = try TPTPProblem.read(text: text)
      Issue.record("'\(text)' was read")
    } catch {
      #expect(error.kind != .inappropriate)
      #expect((error.line, error.column) == (line, column), "\(error.rendered)")
    }
  }

  @Test(arguments: [
    "tff(a, type, f: $int > $int).", "thf(a, axiom, f @ x).", "cnf(a, axiom, $less(X, Y)).",
    "fof(a, axiom, ! [X: $int] : X = X).",
  ]) func otherLanguagesAreInappropriate(_ text: String) {
    do throws(TPTPError) {
      _ = try TPTPProblem.read(text: text)
      Issue.record("'\(text)' was read")
    } catch {
      #expect(error.kind == .inappropriate)
    }
  }

  @Test func deepNestingIsRefused() {
    let deep = String(repeating: "f(", count: 100_000)
    #expect(throws: TPTPError.self) { try TPTPProblem.read(text: "cnf(a, axiom, \(deep)") }
    let brackets = String(repeating: "(", count: 100_000)
    #expect(throws: TPTPError.self) { try TPTPProblem.read(text: "fof(a, axiom, \(brackets)") }
  }

  @Test func filesIncludeOthers() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("Axioms"), withIntermediateDirectories: true)
    func write(_ text: String, _ name: String) throws -> String {
      let path = folder.appendingPathComponent(name).path
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      return path
    }
    _ = try write("cnf(one, axiom, a = b).\ncnf(two, axiom, b = c).\n", "Axioms/X.ax")
    let path = try write(
      "include('Axioms/X.ax', [two]).\ncnf(g, negated_conjecture, b != c).", "x.p")
    #expect(try texts(TPTPProblem.read(path: path)) == ["b = c", "b != c"])
    let circle = try write("include('y.p').", "y.p")
    #expect(throws: TPTPError.self) { try TPTPProblem.read(path: circle) }
    #expect(throws: TPTPError.self) { try TPTPProblem.read(path: folder.path) }
  }

  @Test func randomBytesNeverCrash() {
    var random = SeededGenerator(seed: 7)
    let pieces = [
      "cnf(", "fof(", "a", "X", ",", "axiom", ").", "(", ")", "=", "!=", "|", "&", "~", "!", "[",
      "]",
      ":", "'", "\"", "%", "/*", "*/", "\n", "$true", " ", "\u{e9}", "\0",
    ]
    for _ in 0..<3000 {
      let text = (0..<random.below(30)).map { _ in random.pick(pieces) }.joined()
      _ = try? TPTPProblem.read(text: text)
    }
  }
}
