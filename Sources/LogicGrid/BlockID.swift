// The names of logic blocks: keys, not objects, so that an untouched block costs nothing.
// Start at `BlockID.home(of:among:)`, which gives each content hash its block; `BlockTable` says
// which worker a block lives on. Nothing here has side effects. Neighbour: `GridProgram.swift`.
// Source: L. Valiant, A bridging model for parallel computation, CACM 33 (1990): more virtual
// processors ("parallel slackness") than real ones, spread by hashing.

/// A logic block: the home of a fixed share of the facts and of the inferences on them.
@frozen
public struct BlockID: Hashable, Comparable, Sendable {
  /// Below the number of blocks of its grid.
  public let rawValue: UInt32

  /// The block of this number.
  @inlinable
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// How many blocks a grid has unless told otherwise (count). Enough for two per core on a
  /// large cluster, few enough that a bit per block is 512 bytes.
  @inlinable
  public static var defaultCount: Int { 4_096 }

  /// The block that a key lives on. Keys need not be well mixed: the finaliser of SplitMix64 is
  /// applied first. Depends on the key and `count` only, never on `Hasher`. Constant time.
  @inlinable
  public static func home(of key: UInt64, among count: Int = defaultCount) -> BlockID {
    var mixed = key &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    return BlockID(UInt32(truncatingIfNeeded: mixed.multipliedFullWidth(by: UInt64(count)).high))
  }

  /// Canonical order: by number.
  @inlinable
  public static func < (a: BlockID, b: BlockID) -> Bool { a.rawValue < b.rawValue }

  /// Stands for all live blocks where a destination is meant, for the coordinator where a sender is.
  @inlinable
  static var everyone: BlockID { BlockID(.max) }

  /// No block at all.
  @inlinable
  static var nobody: BlockID { BlockID(.max - 1) }
}

/// Which worker each block lives on: any table is right, and no result depends on it.
@frozen
public struct BlockTable: Sendable {
  /// Number of workers (count), at least one.
  public let workers: Int
  /// The worker of each block, in order of blocks; each below `workers`.
  public let owners: [UInt32]

  /// The table of these owners. Requires: at least one block, every owner below `workers`.
  public init(owners: [UInt32], workers: Int) {
    precondition(workers > 0 && !owners.isEmpty, "a table needs a worker and a block")
    precondition(owners.count < Int(BlockID.nobody.rawValue), "\(owners.count) blocks")
    precondition(owners.allSatisfy { $0 < workers }, "an owner is not among \(workers) workers")
    self.owners = owners
    self.workers = workers
  }

  /// Blocks dealt out to workers in turn.
  public init(blocks: Int = BlockID.defaultCount, workers: Int) {
    self.init(owners: (0..<blocks).map { UInt32($0 % workers) }, workers: workers)
  }

  /// The worker of a block. Constant time.
  @inlinable
  public subscript(block: BlockID) -> Int { Int(owners[Int(block.rawValue)]) }
}
