// How matches of a rule are found: from a changed node for one atom (`Driver`), by steps that find nodes for the
// others (`PlanStep`). What can be settled when the rule is compiled is: where things go (`SlotRegisters`), and which
// question most nodes fail (`DriverFilter`). `RuleTables` makes these rows, `EGraph+Search` and `EGraph+Matching` run
// them.

/// How an argument or class of a found node is used.
enum SlotUse: UInt8 {
  /// It becomes the value of the variable.
  case bind
  /// It must be the value of the variable.
  case check
  /// It is how the node was found.
  case skip
}

/// A step of a plan.
struct PlanStep: BitwiseCopyable {
  let way: PlannedStep.Way
  let place: UInt8
  let atom: UInt8
  let classUse: SlotUse
  let op: UInt32
  let arity: UInt32
  let classVariable: UInt32
  /// Where the uses of its arguments start.
  let uses: UInt32
  /// The class or argument by which it is found.
  let key: UInt32
  /// The key of the row that has the candidates.
  let row: UInt32
  /// The bit that the mask of the key's class must have.
  let mask: UInt64
  /// 1 where the node may be the driver's own: see `EGraph.search`.
  let grace: UInt32
  let slots: SlotRegisters
  /// Whether its candidates stand in a row of the index.
  let isRow: Bool
}

/// Where the children and the class of a node with at most two children go among `MatchRegisters.variables`, if nothing
/// has to be compared. What is not there goes to a register that nobody reads, and the key by which the node was
/// found gets the value that it has: so there is nothing to decide.
struct SlotRegisters: BitwiseCopyable {
  let (first, second, own): (UInt32, UInt32, UInt32)
  let isPlain: Bool

  /// The registers for an atom, the uses of whose arguments are given.
  init(_ atom: Atom, _ uses: ArraySlice<UInt32>, _ classUse: SlotUse) {
    let places = atom.arguments.map { UInt32($0) }
    first = places.first ?? MatchRegisters.unused
    second = places.count > 1 ? places[1] : MatchRegisters.unused
    own = UInt32(atom.eClass)
    isPlain =
      places.count <= 2 && classUse != .check
      && uses.allSatisfy { $0 & 3 != SlotUse.check.rawValue }
  }

  @inline(__always)
  func bind(_ record: UnsafeMutablePointer<ENodeRecord>, _ variables: UnsafeMutablePointer<UInt32>)
  {
    variables[Int(first)] = record.pointee.first
    variables[Int(second)] = record.pointee.second
    variables[Int(own)] = record.pointee.eClass
  }
}

/// One way into a query: from a changed node for one of its atoms.
struct Driver: BitwiseCopyable {
  let op: UInt32
  let atom: UInt32
  let arity: UInt32
  let classVariable: UInt32
  let classUse: SlotUse
  let uses: UInt32
  let firstStep: UInt32
  let stepCount: UInt32
  /// The step whose candidates decide for or against the generic join; `none` where there is no choice.
  let joinStep: UInt32
  /// What can be asked of a node before anything is bound.
  let filter: DriverFilter
  let slots: SlotRegisters
}

/// A question that most nodes fail, so it comes first: whether the class in one of a node's places may hold what the
/// first step looks for.
struct DriverFilter: BitwiseCopyable {
  enum Way: UInt8 {
    /// Nothing is asked.
    case none
    /// The class must have the bit of a row.
    case row
    /// It must be the class of a symbol without arguments.
    case leaf
  }
  let way: Way
  /// Where the first child, the second, or the class is in the node's record (bytes).
  let place: Int
  let mask: UInt64
  /// The same question about the second step; that about the first again where it has none.
  let (secondPlace, secondMask): (Int, UInt64)
  /// The symbol; `none` where the first step looks for no symbol.
  let leaf: UInt32

  /// The question for a driver's atom and the first of its steps.
  init(_ atom: Atom, _ steps: ArraySlice<PlanStep>) {
    func offset(_ variable: UInt32) -> Int? {
      if Int(variable) == atom.eClass { return ENodeRecord.classOffset }
      guard atom.arguments.count <= 2, let i = atom.arguments.firstIndex(of: Int(variable)) else {
        return nil
      }
      return i == 0 ? ENodeRecord.firstOffset : ENodeRecord.secondOffset
    }
    let first = steps.first
    leaf = first.map { $0.way == .leaf ? $0.op : Rewriting.none } ?? Rewriting.none
    if let first, first.isRow, let place = offset(first.key) {
      (way, self.place, mask) = (.row, place, first.mask)
    } else if let first, first.way == .leaf, first.classUse == .check,
      let place = offset(first.classVariable)
    {
      (way, self.place, mask) = (.leaf, place, 0)
    } else {
      (way, self.place, mask) = (.none, 0, 0)
    }
    if let second = steps.dropFirst().first, second.isRow, way == .row,
      let place = offset(second.key)
    {
      (secondPlace, secondMask) = (place, second.mask)
    } else {
      (secondPlace, secondMask) = (self.place, mask)
    }
  }

  /// The class in a place of a node.
  @inline(__always)
  func eClass(_ place: Int, _ record: UnsafeMutablePointer<ENodeRecord>) -> UInt32 {
    UnsafeRawPointer(record).load(fromByteOffset: place, as: UInt32.self)
  }
}
