// Chains of operands and operators to applications, once all fixities are known.
//
// The parser leaves `x + y * z` as a flat chain because `+` may be declared in a used file. Here the
// chain is grouped with two explicit stacks, so its length does not matter; the new nodes are added
// to the tree. Entry: `FixityResolver.resolve`. Source of the method: Dijkstra's shunting yard, 1961.

/// How an operator may be written, and where that is said.
struct FixityEntry {
  var fixity: Fixity
  /// Where the fixity is declared; nil for one that no file declares.
  var span: SourceSpan?
}

/// What is known about an operator in a chain.
enum OperatorStatus {
  case declared(FixityEntry)
  /// The name is declared, but without a fixity.
  case withoutFixity
  case unknown(suggestion: String?)
  /// The name belongs to a statement that has its own message already.
  case faulty
}

/// The grouping of one chain.
struct FixityResolver {
  let fileID: FileID
  let status: (String) -> OperatorStatus
  private(set) var diagnostic: Diagnostic?

  private var operands: [NodeID] = []
  private var pending: [(symbol: NodeID, entry: FixityEntry)] = []

  init(fileID: FileID, status: @escaping (String) -> OperatorStatus) {
    self.fileID = fileID
    self.status = status
  }

  /// Groups a chain.
  ///
  /// Returns nil after a fault, which is then in `diagnostic` unless it was reported before.
  /// *Complexity*: linear in the length of the chain.
  mutating func resolve(_ chain: NodeID, in tree: inout SyntaxTree) -> NodeID? {
    var wantsOperand = true
    var last: NodeID?
    for item in Array(tree.children(of: chain)) {
      guard tree[item].kind == .operatorSymbol else {
        guard wantsOperand else {
          return fail(.expected([.operatorSymbol], found: .text(excerpt(item, tree))), item, tree)
        }
        operands.append(item)
        wantsOperand = false
        continue
      }
      last = item
      guard let entry = entry(of: item, tree) else { return nil }
      switch entry.fixity.placement {
      case .prefix:
        guard wantsOperand else {
          return fail(.missingOperand(name(item, tree), .left), item, tree)
        }
        pending.append((item, entry))
      case .postfix:
        guard !wantsOperand else {
          return fail(.missingOperand(name(item, tree), .left), item, tree)
        }
        guard reduce(before: item, entry, &tree) else { return nil }
        pending.append((item, entry))
        apply(&tree)
      case .infix, .infixl, .infixr:
        guard !wantsOperand else {
          return fail(.missingOperand(name(item, tree), .left), item, tree)
        }
        guard reduce(before: item, entry, &tree) else { return nil }
        pending.append((item, entry))
        wantsOperand = true
      }
    }
    if wantsOperand, let last {
      return fail(.missingOperand(name(last, tree), .right), last, tree)
    }
    while !pending.isEmpty { apply(&tree) }
    return operands.last
  }

  private func name(_ item: NodeID, _ tree: SyntaxTree) -> String { tree.text(tree[item].name) }

  private func excerpt(_ item: NodeID, _ tree: SyntaxTree) -> String {
    let head = tree[item].childCount > 0 ? tree.child(item, 0) : item
    return tree.text(tree[head].name)
  }

  private mutating func entry(of item: NodeID, _ tree: SyntaxTree) -> FixityEntry? {
    let name = name(item, tree)
    switch status(name) {
    case .declared(let entry): return entry
    case .withoutFixity: _ = fail(.missingFixity(name), item, tree)
    case .unknown(let suggestion):
      _ = fail(.unknownSymbol(name), item, tree)
      if let suggestion {
        diagnostic?.fix = Diagnostic.Fix(SourceSpan(fileID, tree[item].range), suggestion)
      }
    case .faulty: break
    }
    return nil
  }

  private mutating func fail(_ kind: Diagnostic.Kind, _ item: NodeID, _ tree: SyntaxTree) -> NodeID?
  {
    if diagnostic == nil { diagnostic = Diagnostic(kind, at: SourceSpan(fileID, tree[item].range)) }
    return nil
  }

  /// Applies the operators on the stack that bind tighter than the one that comes.
  private mutating func reduce(
    before item: NodeID, _ entry: FixityEntry, _ tree: inout SyntaxTree
  ) -> Bool {
    while let top = pending.last, top.entry.fixity.precedence >= entry.fixity.precedence {
      if top.entry.fixity.precedence == entry.fixity.precedence {
        switch (top.entry.fixity.placement, entry.fixity.placement) {
        case (.infixl, .infixl), (.prefix, .infixl): break
        case (.infixr, .infixr): return true
        default:
          let notes = [
            (name(top.symbol, tree), top.entry.span ?? SourceSpan(fileID, tree[top.symbol].range)),
            (name(item, tree), entry.span ?? SourceSpan(fileID, tree[item].range)),
          ]
          diagnostic = Diagnostic(
            .precedenceClash(notes[0].0, notes[1].0), at: SourceSpan(fileID, tree[item].range),
            notes: notes.prefix(notes[0].0 == notes[1].0 ? 1 : 2).map {
              Diagnostic.Note(.declaredHere($0.0), at: $0.1)
            })
          return false
        }
      }
      apply(&tree)
    }
    return true
  }

  /// Applies the operator on top of the stack to its operands.
  private mutating func apply(_ tree: inout SyntaxTree) {
    let (symbol, entry) = pending.removeLast()
    let symbolNode = tree[symbol]
    let head = tree.add(.name, name: symbolNode.name, range: symbolNode.range)
    let right = operands.removeLast()
    var range = symbolNode.range.union(tree[right].range)
    var parts = [head, right]
    if entry.fixity.placement != .prefix && entry.fixity.placement != .postfix {
      let left = operands.removeLast()
      range = range.union(tree[left].range)
      parts = [head, left, right]
    }
    operands.append(tree.add(.application, children: parts, range: range))
  }
}
