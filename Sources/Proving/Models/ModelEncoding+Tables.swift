// The tables of a model before the search: what the laws say of single places, and a numbering of the
// elements, which are all alike at first. Three numberings, the strongest that applies: an abelian
// group is a product of cyclic ones; the elements of a semilattice are numbered so that smaller ones
// come first; else elements are numbered as they turn up. Entry: `makeTables`, `numberByAppearance`.

extension ModelEncoding {
  mutating func makeTables(_ group: [Int]?) {
    for (number, symbol) in problem.symbols.enumerated() {
      let places = power(size, symbol.arity)
      if symbol.isPredicate {
        let first = newVariables(places)
        tables.append((0..<Int32(places)).map { first + $0 })
      } else if laws.definitions[number] != nil {
        tables.append(Array(repeating: -1, count: places))
      } else if let group, let known = laws.group, let table = table(number, group, known) {
        tables.append(table)
      } else {
        tables.append(openTable(number, places, hasOrder: group == nil))
      }
    }
  }

  private mutating func openTable(_ symbol: Int, _ places: Int, hasOrder: Bool) -> [Int32] {
    var table: [Int32] = []
    let isLower = hasOrder && laws.lower.contains(symbol)
    let isUpper = hasOrder && laws.upper.contains(symbol)
    let isLattice = !laws.upper.isEmpty
    for place in 0..<places {
      let (x, y) = (place / size, place % size)
      if laws.isCommutative[symbol] && y < x {
        table.append(table[y * size + x])
      } else if laws.isIdempotent[symbol] && x == y {
        table.append(-1 - Int32(x))
      } else if isLattice && isLower && y == size - 1 {
        table.append(-1 - Int32(x))  // the last element is the greatest
      } else if isUpper && x == 0 {
        table.append(-1 - Int32(y))
      } else if isLower {
        table.append(newNode { $0 <= x })
      } else if isUpper {
        table.append(newNode { $0 >= y })
      } else {
        table.append(newNode())
      }
    }
    return table
  }

  /// The table of an operation of the group; the element of a tuple of residues is the number with
  /// these digits.
  private func table(
    _ symbol: Int, _ group: [Int], _ known: (sum: Int, zero: Int, inverse: Int)
  ) -> [Int32]? {
    func digits(_ element: Int) -> [Int] {
      var rest = element
      return group.map { order in
        defer { rest /= order }
        return rest % order
      }
    }
    func node(_ digits: [Int]) -> Int32 {
      -1 - Int32(zip(digits, group).reversed().reduce(0) { $0 * $1.1 + $1.0 })
    }
    switch symbol {
    case known.zero: return [-1]
    case known.inverse:
      return (0..<size).map { node(zip(digits($0), group).map { ($1 - $0) % $1 }) }
    case known.sum:
      return (0..<size * size).map { place in
        let (x, y) = (digits(place / size), digits(place % size))
        return node(group.indices.map { (x[$0] + y[$0]) % group[$0] })
      }
    default: return nil
    }
  }

  /// Elements may be renamed: let them be numbered as they first turn up, in the constants, then in
  /// the places whose largest argument is 0, then 1, and so on. So a place whose largest argument
  /// is m has a value v > m + 1 only if v − 1 was the value of an earlier place.
  /// Source: J. Zhang, H. Zhang, SEM: a system for enumerating models (1995).
  mutating func numberByAppearance() {
    var places: [(largest: Int, symbol: Int, first: Int32)] = []
    for (number, symbol) in problem.symbols.enumerated()
    where !symbol.isPredicate && laws.definitions[number] == nil {
      let count = power(size, symbol.arity)
      guard count <= 4096 else { continue }
      for place in 0..<count where tables[number][place] >= 0 {
        var (rest, largest) = (place, -1)
        for _ in 0..<symbol.arity {
          largest = max(largest, rest % size)
          rest /= size
        }
        places.append((largest, number, tables[number][place]))
      }
    }
    places.sort { ($0.largest, $0.symbol, $0.first) < ($1.largest, $1.symbol, $1.first) }
    // By value: a variable that says that an earlier place has it; 0 if none can.
    var earlier = Array(repeating: Int32(0), count: size)
    for (place, (largest, _, first)) in places.enumerated() {
      if place > 0, places[place - 1].first == first { continue }
      for value in 0..<size where value > largest + 1 {
        let before = earlier[value - 1]
        solver.add([-(first + Int32(value))] + (before == 0 ? [] : [before]))
      }
      let new = newVariables(size)
      for value in 0..<size {
        let before = earlier[value]
        let cell = first + Int32(value)
        solver.add([-(new + Int32(value)), cell] + (before == 0 ? [] : [before]))
        earlier[value] = new + Int32(value)
      }
    }
  }
}
