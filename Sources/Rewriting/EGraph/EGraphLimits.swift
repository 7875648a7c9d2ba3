// How much an e-graph may grow, and which limit was met. Searches ask at each match (`EGraph.checkLimits`), and leave the
// e-graph whole. Start at `EGraphLimits`.

/// How much an e-graph may grow. Whoever adds nodes asks `EGraph.reachedLimit`.
public struct EGraphLimits: Sendable {
  /// Live nodes (count).
  public var nodes: Int
  /// Classes (count).
  public var classes: Int
  /// Matches tried (count), over the life of the e-graph.
  public var steps: Int
  /// Bytes held by its stores. They are counted whenever nodes have grown by a sixteenth, so that an e-graph may hold
  /// what the stores, which double, have grown by since.
  public var bytes: Int
  /// Limits; those not given are out of reach.
  public init(
    nodes: Int = .max, classes: Int = .max, steps: Int = .max, bytes: Int = .max
  ) {
    (self.nodes, self.classes, self.steps, self.bytes) = (nodes, classes, steps, bytes)
  }
}

/// A limit that was reached.
public enum ResourceLimit: String, Sendable {
  case nodes, classes, steps, bytes, rounds, time
}

extension EGraph {
  /// Looks whether the e-graph has outgrown a limit.
  @inline(__always)
  mutating func checkLimits() {
    if nodeCount >= limits.nodes { reachedLimit = .nodes }
    if classCount >= limits.classes { reachedLimit = .classes }
    if nodes.count >= nextByteCheck { checkBytes() }
  }

  @inline(never)
  private mutating func checkBytes() {
    nextByteCheck =
      limits.bytes == .max ? nodes.count + 4096 : nodes.count + max(16, nodes.count / 16)
    if byteCount >= limits.bytes { reachedLimit = .bytes }
  }
}
