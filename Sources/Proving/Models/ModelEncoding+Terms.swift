// Ground terms as nodes, and the clauses that tie a node to the places of tables that it may be. Equal
// terms share a node; for operations that are associative and commutative, terms that are equal up to
// rearrangement do. Entry: `node`, `addAssociativity`.

import AxiomLanguage

extension ModelEncoding {
  mutating func node(_ term: TPTPProblem.Term, _ values: [Int32]) -> Int32 {
    var stack: [Int32] = []
    for code in term.reversed() {
      if code < 0 {
        stack.append(values[Int(-1 - code)])
      } else {
        let arity = problem.symbols[Int(code)].arity
        let parts = Array(stack.suffix(arity).reversed())
        stack.removeLast(arity)
        stack.append(node(Int(code), parts))
      }
    }
    return stack[0]
  }

  /// The nodes of the arguments of a term or atom.
  mutating func arguments(of term: TPTPProblem.Term, _ values: [Int32]) -> [Int32] {
    guard let symbol = term.first, symbol >= 0 else { return [] }
    var parts: [Int32] = []
    var rest = term[1...]
    for _ in 0..<problem.symbols[Int(symbol)].arity {
      var end = rest.startIndex
      var open = 1
      while open > 0 {
        open += (rest[end] >= 0 ? problem.symbols[Int(rest[end])].arity : 0) - 1
        end += 1
      }
      parts.append(node(Array(rest[..<end]), values))
      rest = rest[end...]
    }
    return parts
  }

  mutating func atom(_ term: TPTPProblem.Term, _ values: [Int32]) -> Int32 {
    node(Int(term[0]), arguments(of: term, values), isPredicate: true)
  }

  private mutating func node(_ symbol: Int, _ arguments: [Int32], isPredicate: Bool = false)
    -> Int32
  {
    if let definition = laws.definitions[symbol] { return node(definition, arguments) }
    let (key, parts) = canonical(symbol, arguments)
    if parts.count == 1 && arguments.count == 2 { return parts[0] }
    if let node = found(symbol, key, parts) { return node }
    let new = isPredicate ? newVariables(1) : newNode()
    known[key] = new
    if laws.isAC(symbol) { summands[[Int32(symbol), new]] = parts }
    tie(symbol, binary(symbol, parts), to: new, isPredicate: isPredicate)
    return new
  }

  /// The node of a ground term that is there already: a place of a table, or a term met before.
  mutating func found(_ symbol: Int, _ key: [Int32], _ parts: [Int32]) -> Int32? {
    if parts.count == problem.symbols[symbol].arity, parts.allSatisfy({ $0 < 0 }) {
      let node = tables[symbol][parts.reduce(0) { $0 * size + Int(-1 - $1) }]
      if laws.isAC(symbol), node >= 0, summands[[Int32(symbol), node]] == nil {
        summands[[Int32(symbol), node]] = parts
      }
      return node
    }
    return known[key]
  }

  /// The arguments in one order, sums taken apart; and a key that equal terms share.
  func canonical(_ symbol: Int, _ arguments: [Int32]) -> (key: [Int32], parts: [Int32]) {
    var parts = arguments
    if laws.isAC(symbol) {
      parts = arguments.flatMap { summands[[Int32(symbol), $0]] ?? [$0] }
      parts.sort()
      if laws.isIdempotent[symbol] {
        parts = parts.indices.filter { $0 == 0 || parts[$0] != parts[$0 - 1] }.map { parts[$0] }
      }
    } else if laws.isCommutative[symbol] {
      parts.sort()
    }
    return ([Int32(symbol)] + parts, parts)
  }

  /// More than two summands as the sum of all but the last, and the last.
  mutating func binary(_ symbol: Int, _ parts: [Int32]) -> [Int32] {
    guard parts.count > 2, problem.symbols[symbol].arity == 2 else { return parts }
    return [sum(symbol, Array(parts.dropLast())), parts[parts.count - 1]]
  }

  /// The node of a sum whose summands are sorted.
  private mutating func sum(_ symbol: Int, _ parts: [Int32]) -> Int32 {
    let key = [Int32(symbol)] + parts
    if let node = found(symbol, key, parts) { return node }
    let pair = binary(symbol, parts)
    let new = newNode()
    known[key] = new
    summands[[Int32(symbol), new]] = parts
    tie(symbol, pair, to: new, isPredicate: false)
    return new
  }

  /// x + y + z is one node, and it is what each pair makes with the third.
  mutating func addAssociativity(_ symbol: Int) {
    for x in 0..<size {
      for y in x..<size {
        for z in y..<size {
          let parts = [z, y, x].map { -1 - Int32($0) }
          let table = tables[symbol]
          let sides = [[x, y, z], [y, z, x], [x, z, y]].map { three in
            [table[three[0] * size + three[1]], -1 - Int32(three[2])]
          }
          // Where a pair has a known value, the sum is a place of the table.
          var node: Int32?
          for side in sides where side[0] < 0 {
            let value = table[Int(-1 - side[0]) * size + Int(-1 - side[1])]
            if let node {
              if node != value { addEquality(node, value, true, unless: 0) }
            } else {
              node = value
            }
          }
          let target = node ?? newNode()
          let key = canonical(symbol, parts).key
          if key.count == 4 && known[key] == nil {
            known[key] = target
            if target >= 0 && node == nil { summands[[Int32(symbol), target]] = parts }
          }
          for side in sides where side[0] >= 0 {
            tie(symbol, side, to: target, isPredicate: false)
          }
        }
      }
    }
  }

  /// For all values of the parts that are no elements: the place of the table has the node's value.
  mutating func tie(_ symbol: Int, _ parts: [Int32], to node: Int32, isPredicate: Bool) {
    let open = parts.indices.filter { parts[$0] >= 0 }
    var choice = Array(repeating: 0, count: open.count)
    while true {
      var condition: [Int32] = []
      var (place, next, isPossible) = (0, 0, true)
      for part in parts {
        var element = Int(-1 - part)
        if part >= 0 {
          element = choice[next]
          next += 1
          condition.append(-(part + Int32(element)))
          if isFalse[Int(part) + element] { isPossible = false }
        }
        place = place * size + element
      }
      if isPossible { tie(tables[symbol][place], node, condition, isPredicate) }
      var last = choice.count - 1
      while last >= 0, choice[last] == size - 1 {
        choice[last] = 0
        last -= 1
      }
      if last < 0 { break }
      choice[last] += 1
    }
  }

  private mutating func tie(
    _ cell: Int32, _ node: Int32, _ condition: [Int32], _ isPredicate: Bool
  ) {
    if cell == node { return }
    if isPredicate {
      solver.add(condition + [-cell, node])
      solver.add(condition + [cell, -node])
    } else if cell < 0 && node < 0 {
      solver.add(condition)
    } else if cell < 0 || node < 0 {
      solver.add(condition + [cell < 0 ? node - 1 - cell : cell - 1 - node])
    } else {
      for value in 0..<Int32(size) {
        if !isFalse[Int(cell + value)] { solver.add(condition + [-(cell + value), node + value]) }
        if !isFalse[Int(node + value)] { solver.add(condition + [cell + value, -(node + value)]) }
      }
    }
  }
}
