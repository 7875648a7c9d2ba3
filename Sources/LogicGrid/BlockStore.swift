// The blocks that are alive: state and inbox of each, and which have messages waiting. Start at
// `slot(for:worker:program:)`, which brings a block to life. Each worker writes only the slots of
// the blocks that its table entry gives it during delivery, and only the slots of the blocks that
// it drew during a superstep, so no slot needs a lock. Neighbours: `Grid+Compute.swift`,
// `Grid+Delivery.swift`. Source: G. Malewicz et al., Pregel, SIGMOD (2010), section 4.

/// Memory for one value that shares no cache line (nor the pair of lines that is fetched together)
/// with another: workers that write neighbouring values would slow each other down.
@inlinable
func allocateApart<Value: ~Copyable>(_ type: Value.Type) -> UnsafeMutablePointer<Value> {
  let size = (MemoryLayout<Value>.size + 127) & ~127
  return UnsafeMutableRawPointer.allocate(byteCount: max(size, 128), alignment: 128)
    .bindMemory(to: type, capacity: 1)
}

/// What a live block owns.
@usableFromInline
struct Slot<Program: GridProgram> {
  @usableFromInline var state: Program.State
  /// In canonical order; empty unless the block waits to be stepped.
  @usableFromInline var inbox: [Program.Message] = []

  @inlinable
  init(state: Program.State) { self.state = state }
}

/// A set of blocks as bits: ascending order for free, 512 bytes for 4 096 blocks.
@usableFromInline
struct BlockSet {
  @usableFromInline var words: [UInt64]

  @inlinable
  init(blocks: Int) { words = Array(repeating: 0, count: (blocks + 63) / 64) }

  @inlinable
  mutating func insert(_ block: BlockID) {
    words[Int(block.rawValue >> 6)] |= 1 << UInt64(block.rawValue & 63)
  }

  @inlinable
  func contains(_ block: BlockID) -> Bool {
    words[Int(block.rawValue >> 6)] >> UInt64(block.rawValue & 63) & 1 == 1
  }

  /// Calls `body` with each member, ascending.
  @inlinable
  func forEach(_ body: (BlockID) -> Void) {
    for (index, word) in words.enumerated() where word != 0 {
      var rest = word
      while rest != 0 {
        body(BlockID(UInt32(index << 6 + rest.trailingZeroBitCount)))
        rest &= rest - 1
      }
    }
  }
}

/// What one worker knows of the blocks that it owns.
@usableFromInline
struct Shard {
  /// Blocks that have a slot.
  @usableFromInline var live: BlockSet
  /// Blocks whose inbox is not empty.
  @usableFromInline var waiting: BlockSet
  /// How many they are (count).
  @usableFromInline var waitingCount = 0
  /// Messages put into inboxes since last asked (count).
  @usableFromInline var delivered = 0
  /// Envelopes taken out of the parcels of other blocks since last asked (count).
  @usableFromInline var received = 0

  @inlinable
  init(blocks: Int) {
    live = BlockSet(blocks: blocks)
    waiting = BlockSet(blocks: blocks)
  }
}

/// Slots by block and shards by local worker, in memory that does not move.
@usableFromInline
final class BlockStore<Program: GridProgram>: @unchecked Sendable {
  @usableFromInline let blocks: Int
  @usableFromInline let slots: UnsafeMutablePointer<UnsafeMutablePointer<Slot<Program>>?>
  /// The owners of the blocks: a copy of the table in memory that does not move.
  @usableFromInline let owners: UnsafeMutableBufferPointer<UInt32>
  @usableFromInline let workers: Int
  @usableFromInline let shards: UnsafeMutablePointer<Shard>

  @inlinable
  init(table: BlockTable, workers: Int) {
    blocks = table.owners.count
    owners = .allocate(capacity: blocks)
    _ = owners.initialize(from: table.owners)
    self.workers = workers
    slots = .allocate(capacity: blocks)
    slots.initialize(repeating: nil, count: blocks)
    shards = .allocate(capacity: workers)
    for worker in 0..<workers {
      (shards + worker).initialize(to: Shard(blocks: blocks))
    }
  }

  deinit {
    for block in 0..<blocks {
      guard let slot = slots[block] else { continue }
      slot.deinitialize(count: 1)
      slot.deallocate()
    }
    slots.deallocate()
    owners.deallocate()
    shards.deinitialize(count: workers)
    shards.deallocate()
  }

  /// The slot of a block, made if need be. Called by the worker that owns the block, or serially.
  @inlinable
  func slot(
    for block: BlockID, worker: Int, program: UnsafePointer<Program>
  ) -> UnsafeMutablePointer<Slot<Program>> {
    if let slot = slots[Int(block.rawValue)] { return slot }
    return bringToLife(block, worker: worker, program: program)
  }

  @inlinable
  @inline(never)
  func bringToLife(
    _ block: BlockID, worker: Int, program: UnsafePointer<Program>
  ) -> UnsafeMutablePointer<Slot<Program>> {
    let slot = allocateApart(Slot<Program>.self)
    slot.initialize(to: Slot(state: program.pointee.makeState(for: block)))
    slots[Int(block.rawValue)] = slot
    shards[worker].live.insert(block)
    return slot
  }

  /// All waiting blocks of this process, ascending; afterwards none is marked as waiting.
  @inlinable
  func takeWaiting() -> [BlockID] {
    var result: [BlockID] = []
    var total = 0
    for worker in 0..<workers {
      total += shards[worker].waitingCount
      shards[worker].waitingCount = 0
    }
    result.reserveCapacity(total)
    for index in 0..<(blocks + 63) / 64 {
      var rest: UInt64 = 0
      for worker in 0..<workers {
        rest |= shards[worker].waiting.words[index]
        shards[worker].waiting.words[index] = 0
      }
      while rest != 0 {
        result.append(BlockID(UInt32(index << 6 + rest.trailingZeroBitCount)))
        rest &= rest - 1
      }
      if result.count == total { break }
    }
    return result
  }
}
