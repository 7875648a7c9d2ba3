// Finding and making nodes: `probe` looks for one in the table, `makeNode` puts in one that is not there. Rules, which
// build small nodes most of the time, take `probeSmall`, `reserveNodes` and `putNode`: no loops over children, and the
// rows grow beforehand. `EGraph+Building` calls these for the user, `EGraph+Apply` for rules.

extension EGraph {
  /// The node with this operator and these children, if there is one, and where it is or would be in
  /// the table. Requires children that are keys: roots, or as of the last rebuild during a search.
  @inline(__always)
  mutating func probe(_ op: UInt32, _ arity: UInt32, _ children: UnsafePointer<UInt32>)
    -> (node: UInt32, slot: Int, hash: UInt32)
  {
    if arity <= 2 {
      return probeSmall(op, arity > 0 ? children[0] : 0, arity > 1 ? children[1] : 0)
    }
    var hash = HashConsTable.hash(op, children[0], children[1])
    for i in 2..<Int(arity) { hash = HashConsTable.hash(hash, children[i], UInt32(i)) }
    var slot = table.start(hash)
    while let node = table.candidate(slot, hash) {
      if node != none && nodes[node].op == op && hasChildren(nodes[node], arity, children) {
        return (node, slot, hash)
      }
      slot = table.after(slot)
    }
    return (none, slot, hash)
  }

  /// As `probe`, with at most two children; 0 stands for those that are not there.
  @inline(__always)
  mutating func probeSmall(_ op: UInt32, _ first: UInt32, _ second: UInt32)
    -> (node: UInt32, slot: Int, hash: UInt32)
  {
    probeSmall(op, seed: HashConsTable.seed(op), first, second)
  }

  /// As above, where the operator's part of the hash is known.
  @inline(__always)
  mutating func probeSmall(_ op: UInt32, seed: UInt64, _ first: UInt32, _ second: UInt32)
    -> (node: UInt32, slot: Int, hash: UInt32)
  {
    let hash = HashConsTable.hash(seed: seed, first, second)
    var slot = table.start(hash)
    while let node = table.candidate(slot, hash) {
      if node != none {
        let record = nodes[node]
        if record.op == op && record.first == first && record.second == second {
          return (node, slot, hash)
        }
      }
      slot = table.after(slot)
    }
    return (none, slot, hash)
  }

  @inline(never)
  private func hasChildren(
    _ record: ENodeRecord, _ arity: UInt32, _ children: UnsafePointer<UInt32>
  ) -> Bool {
    for i in 0..<arity where spill[record.first + i] != children[Int(i)] { return false }
    return true
  }

  /// Makes a node that is not there, in a class that is, or in a new one where `eClass` is `none`.
  @inline(__always)
  mutating func makeNode(
    _ op: UInt32, _ arity: UInt32, _ children: UnsafePointer<UInt32>, in eClass: UInt32,
    slot: Int, hash: UInt32, birth: UInt32
  ) -> UInt32 {
    let node = UInt32(nodes.count)
    let target = eClass == none ? UInt32(classes.count) : eClass
    if eClass == none {
      classes.append(
        EClassRecord(rows: none, absorbed: none, weight: 0, constant: none, mask: 0))
      leaders.append(target)
      classCount += 1
    }
    var record = ENodeRecord(
      op: op, eClass: target, moment: ENodeRecord.touched, first: 0, second: 0)
    if arity > 2 {
      record.first = UInt32(spill.count)
      for i in 0..<Int(arity) { spill.append(children[i]) }
    } else {
      if arity > 0 { record.first = children[0] }
      if arity > 1 { record.second = children[1] }
    }
    nodes.append(record)
    births.append(birth)
    changes.append(node)
    nodeCount += 1
    table.insert(node, hash, at: slot)
    if arity == 0 { operators[op].leaf = node }
    if folding != nil { noteForFolding(node) }
    return node
  }

  /// Makes room for some nodes and as many classes.
  @inline(__always)
  mutating func reserveNodes(_ number: Int) {
    if nodes.count &+ number > nodes.capacity || classes.count &+ number > classes.capacity
      || changes.count &+ number > changes.capacity
    {
      growNodes(number)
    }
    table.reserve(number)
  }

  @inline(never)
  private mutating func growNodes(_ number: Int) {
    nodes.reserve(number)
    births.reserve(nodes.capacity - births.count)
    classes.reserve(number)
    leaders.reserve(classes.capacity - leaders.count)
    changes.reserve(number)
    precondition(nodes.capacity < Int(UInt32.max) && classes.capacity < Int(UInt32.max))
  }

  /// As `makeNode`, of a node with at most two children for which there is room.
  @inline(__always)
  mutating func putNode(
    _ step: UnsafePointer<BuildStep>, _ first: UInt32, _ second: UInt32, in eClass: UInt32,
    slot: Int, hash: UInt32, birth: UInt32
  ) -> UInt32 {
    let node = UInt32(truncatingIfNeeded: nodes.count)
    let op = step.pointee.op
    var target = eClass
    if eClass == none {
      target = UInt32(truncatingIfNeeded: classes.count)
      classes.put(EClassRecord(rows: none, absorbed: none, weight: 0, constant: none, mask: 0))
      leaders.put(target)
      classCount &+= 1
    }
    nodes.put(
      ENodeRecord(
        op: op, eClass: target, moment: ENodeRecord.touched, first: first, second: second))
    births.put(birth)
    changes.put(node)
    nodeCount &+= 1
    table.put(node, hash, at: slot)
    if step.pointee.arity == 0 { operators[op].leaf = node }
    if folding != nil { noteForFolding(node) }
    return node
  }
}
