// Going back, and the JSON of e-graphs: what comes out is what went in, and bad input is refused.

import Rewriting
import Terms
import TestSupport
import Testing

@Suite struct SnapshotTests {
  @Test func pushAndPop() {
    var rules: [RewriteRule] = []
    var graph = SaturationTests.sum(5, &rules)
    graph.rebuild()
    graph.push()
    let (a, b) = SaturationTests.orders(5, &graph)
    var run = Saturation(rules, on: &graph)
    run.run(rounds: 100, on: &graph)
    #expect(graph.classCount == 31)
    graph.push()
    graph.union(graph.lookup(a)!, graph.add(graph.language.term("x0")!))
    graph.rebuild()
    #expect(graph.classCount < 31)
    let isBack = graph.pop()
    #expect(isBack && graph.classCount == 31)
    graph.checkInvariants()
    let explained = graph.explain(a, b) != nil
    #expect(explained)
    let isBackAgain = graph.pop()
    #expect(isBackAgain && graph.classCount == 9)
    graph.checkInvariants()
    let isEmpty = !graph.pop()
    #expect(isEmpty)
    // Saturated again, with the same result.
    var again = Saturation(rules, on: &graph)
    again.run(rounds: 100, on: &graph)
    #expect(graph.classCount == 31)
  }

  @Test func jsonRoundTrip() throws {
    var rules: [RewriteRule] = []
    var graph = SaturationTests.sum(6, &rules)
    var run = Saturation(rules, on: &graph)
    run.run(rounds: 100, on: &graph)
    let text = graph.json()
    var other = try EGraph(json: text)
    other.checkInvariants()
    #expect(other.nodeCount == graph.nodeCount && other.classCount == graph.classCount)
    let again = try EGraph(json: other.json())
    #expect(again.nodeCount == graph.nodeCount && again.json() == other.json())
  }

  @Test(arguments: [
    ("[]", EGraphJSONError.malformed), ("{\"nodes\":{\"a\":{}}}", .malformed), ("", .malformed),
    (
      "{\"nodes\":{\"a\":{\"op\":\"f\",\"children\":[\"b\"],\"eclass\":\"0\"}}}", .unknownChild("b")
    ),
    ("{\"nodes\":{\"a\":{\"op\":\"f\",\"children\":[\"a\"],\"eclass\":\"0\"}}}", .infinite("a")),
  ])
  func badJSON(text: String, expected: EGraphJSONError) {
    var found: EGraphJSONError?
    do throws(EGraphJSONError) { _ = try EGraph(json: text) } catch { found = error }
    #expect(found == expected)
  }

  @Test func jsonOfOthers() throws {
    let text =
      "{\"nodes\":{\"a\":{\"op\":\"x\",\"eclass\":\"0\"},"
      + "\"b\":{\"op\":\"f\",\"children\":[\"a\"],\"eclass\":\"1\",\"cost\":2.5}},"
      + "\"root_eclasses\":[\"1\"]}"
    var roots: [EClassID] = []
    var graph = try EGraph(json: text, roots: &roots)
    let top = graph.add(graph.language.term("(f x)")!)
    #expect(graph.nodeCount == 2 && roots == [graph.eClass(of: top)])
    let wide = Array(repeating: "\"a\"", count: 300).joined(separator: ",")
    #expect(throws: EGraphJSONError.tooManyChildren("b")) {
      _ = try EGraph(json: text.replacing("\"children\":[\"a\"]", with: "\"children\":[\(wide)]"))
    }
  }

  @Test func drawings() {
    var rules: [RewriteRule] = []
    var graph = SaturationTests.sum(5, &rules)
    var run = Saturation(rules, on: &graph)
    run.run(rounds: 100, on: &graph)
    let root = graph.eClass(of: graph.lookup(SaturationTests.orders(5, &graph).0)!)
    let (dot, svg) = (graph.dot(of: root), graph.drawing(of: root))
    #expect(dot.hasPrefix("digraph") && dot.count(where: { $0 == "{" }) == 32)
    #expect(svg.hasPrefix("<svg") && svg.hasSuffix("</svg>\n"))
    #expect(svg.contains("Part of an e-graph"))
  }
}
