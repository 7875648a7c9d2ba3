// Hashes of sorts and terms by structure, each distinct one hashed once, with a stack of its own and
// never by recursion on depth. Symbols are hashed as their declarations; inside its own group a
// symbol is hashed as its place in the group. Start at `hash(_: TermID)`; `ContentIdentity` says
// what the hashes are for.
// Source: R. C. Merkle, A digital signature based on a conventional encryption function (1987).

import AxiomLanguage
import ProofKernel

/// The hashes of symbols, and of the sorts and terms made of them.
struct TermHasher: Sendable {
  /// By sort symbol; the built-in arrow comes first.
  var sortSymbols: [ContentHash] = [HashMaker("arrow").finished()]
  /// By operator; the built-in application comes first.
  var operators: [ContentHash] = [HashMaker("application").finished()]
  private var sorts: [SortID: ContentHash] = [:]
  private var terms: [TermID: ContentHash] = [:]
  /// New numbers for free variables and sort variables; nil where they keep theirs.
  private var renaming: Renaming?

  private struct Renaming {
    var levels: [Int: Int] = [:]
    var sorts: [Int: Int] = [:]
    var isIdentity: Bool {
      levels.allSatisfy { $0.key == $0.value } && sorts.allSatisfy { $0.key == $0.value }
    }
  }

  // MARK: sorts and terms

  /// The hash of a sort. Recursion is bounded by the depth of sorts (`TermStore.largestDepth`).
  mutating func hash(_ sort: SortID, _ store: TermStore) -> ContentHash {
    if let known = sorts[sort] { return known }
    var maker: HashMaker
    switch store.shape(of: sort) {
    case .formula: maker = HashMaker("formula")
    case .variable(let number):
      maker = HashMaker("sort variable")
      maker.add(renaming?.sorts[number] ?? number)
    case .application(let symbol, let arguments):
      maker = HashMaker("sort")
      maker.add(sortSymbols[Int(symbol.index)])
      maker.add(arguments.map { hash($0, store) })
    }
    let made = maker.finish()
    sorts[sort] = made
    return made
  }

  /// The hash of a term. Complexity: linear in what was not hashed before.
  mutating func hash(_ root: TermID, _ store: TermStore) -> ContentHash {
    if let known = terms[root] { return known }
    var stack = [root]
    while let term = stack.last {
      let shape = store.shape(of: term)
      let before = stack.count
      for part in shape.parts where terms[part] == nil { stack.append(part) }
      guard stack.count == before else { continue }
      stack.removeLast()
      if terms[term] == nil { terms[term] = hash(shape, store) }
    }
    return terms[root]!
  }

  /// The hash of a node whose parts have been hashed.
  private mutating func hash(_ shape: TermShape, _ store: TermStore) -> ContentHash {
    var maker: HashMaker
    switch shape {
    case .variable(let level, let sort):
      maker = HashMaker("variable")
      maker.add(renaming?.levels[level] ?? level)
      maker.add(hash(sort, store))
    case .bound(let index, let sort):
      maker = HashMaker("bound")
      maker.add(index)
      maker.add(hash(sort, store))
    case .numeral(let number, let sort):
      maker = HashMaker("numeral")
      maker.add(Int(bitPattern: UInt(number)))
      maker.add(hash(sort, store))
    case .apply(let symbol, let sorts, let parts):
      maker = HashMaker("apply")
      maker.add(operators[Int(symbol.index)])
      maker.add(sorts.map { hash($0, store) })
      maker.add(parts.map { terms[$0]! })
    case .connective(let connective, let parts):
      maker = HashMaker(connective.word)
      maker.add(parts.map { terms[$0]! })
    case .quantifier(let quantifier, let sort, let body):
      maker = HashMaker(quantifier.word)
      maker.add(hash(sort, store))
      maker.add(terms[body]!)
    }
    return maker.finish()
  }

  // MARK: statements

  /// The hash of a formula, its variables numbered in the order in which it mentions them.
  mutating func normalStatement(_ formula: TermID, _ store: TermStore) -> ContentHash {
    var maker = HashMaker("statement")
    maker.add(normalHashes([formula], store))
    return maker.finish()
  }

  /// The hashes of terms that share their variables.
  private mutating func normalHashes(_ roots: [TermID], _ store: TermStore) -> [ContentHash] {
    let renaming = renaming(roots, store)
    if renaming.isIdentity { return roots.map { hash($0, store) } }
    var renamed = TermHasher()
    (renamed.sortSymbols, renamed.operators) = (sortSymbols, operators)
    renamed.renaming = renaming
    return roots.map { renamed.hash($0, store) }
  }

  /// Numbers by first mention, from left to right: a part seen before mentions nothing new.
  private func renaming(_ roots: [TermID], _ store: TermStore) -> Renaming {
    var renaming = Renaming()
    var seen: Set<TermID> = []
    var seenSorts: Set<SortID> = []
    var stack = Array(roots.reversed())
    while let term = stack.popLast() {
      guard seen.insert(term).inserted else { continue }
      let shape = store.shape(of: term)
      var sorts = Array(shape.sorts.reversed())
      while let sort = sorts.popLast() {
        guard seenSorts.insert(sort).inserted else { continue }
        switch store.shape(of: sort) {
        case .formula: break
        case .variable(let number):
          if renaming.sorts[number] == nil { renaming.sorts[number] = renaming.sorts.count }
        case .application(_, let arguments): sorts.append(contentsOf: arguments.reversed())
        }
      }
      if case .variable(let level, _) = shape, renaming.levels[level] == nil {
        renaming.levels[level] = renaming.levels.count
      }
      stack.append(contentsOf: shape.parts.reversed())
    }
    return renaming
  }

  // MARK: symbols

  /// Replaces the hashes of the sorts of a group, and adds those of their constructors.
  mutating func addInductive(_ group: [InductiveSort], _ store: TermStore) {
    var inner = self
    inner.sorts = [:]
    for (place, member) in group.enumerated() {
      inner.sortSymbols[Int(member.symbol.index)] = Self.place(place, in: "own sort")
    }
    var maker = HashMaker("inductive")
    maker.add(group.count)
    for (symbol, constructors) in group {
      maker.add(store.sortSymbols[Int(symbol.index)].name)
      maker.add(store.sortSymbols[Int(symbol.index)].parameterCount)
      maker.add(constructors.count)
      for (name, arguments) in constructors {
        maker.add(name)
        maker.add(arguments.map { inner.hash($0, store) })
      }
    }
    let whole = maker.finish()
    sorts = [:]
    for (place, member) in group.enumerated() {
      sortSymbols[Int(member.symbol.index)] = Self.place(place, in: "member", of: whole)
      for constructor in member.constructors.indices {
        let sort = sortSymbols[Int(member.symbol.index)]
        operators.append(Self.place(constructor, in: "constructor", of: sort))
      }
    }
  }

  /// Replaces the hashes of the operators of a group by those of their equations, in no order.
  mutating func define(
    _ group: [(symbol: OperatorID, equations: [Equation])], truth: TermID?, _ store: TermStore
  ) {
    var inner = TermHasher()
    // Moved, not copied: a copy for each group would be quadratic.
    (inner.sortSymbols, inner.operators) = (sortSymbols, operators)
    operators = []
    for (place, member) in group.enumerated() {
      inner.operators[Int(member.symbol.index)] = Self.place(place, in: "own operator")
    }
    var maker = HashMaker("definitions")
    maker.add(group.count)
    for (symbol, equations) in group {
      let declared = store.operators[Int(symbol.index)]
      maker.add(declared.sortParameterCount)
      maker.add(declared.arguments.map { inner.hash($0, store) })
      maker.add(inner.hash(declared.result, store))
      maker.add(
        equations.map { equation in
          var maker = HashMaker("equation")
          maker.add(inner.normalHashes([equation.left, equation.right], store))
          return maker.finish()
        }.sorted())
    }
    // Which constant is `true` matters only where an equation has a formula on the right.
    maker.add(truth.map { [inner.hash($0, store)] } ?? [])
    let whole = maker.finish()
    operators = inner.operators
    for (place, member) in group.enumerated() {
      operators[Int(member.symbol.index)] = Self.place(place, in: "function", of: whole)
    }
  }

  private static func place(_ place: Int, in tag: String, of whole: ContentHash? = nil)
    -> ContentHash
  {
    var maker = HashMaker(tag)
    maker.add(place)
    if let whole { maker.add(whole) }
    return maker.finish()
  }
}
