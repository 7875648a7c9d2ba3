// The names of lifted constants, and the keys by which equal ones are found again.
//
// A key is a text that is equal for equal terms in any store with the same names; the name of a
// lambda or match is a hash of it, so names do not depend on the order of statements.
// Neighbour: `Lifting.swift`.

import ProofKernel

/// The names of lifted constants.
public enum LiftedName {
  /// Whether an operator was made here: a function as a value, or a `match`.
  public static func isLifted(_ name: String) -> Bool { name.hasPrefix("\\") }
  /// The constant that stands for `\x. x`.
  public static let identity = "\\.id"
  /// The operator that makes `\x. t` of a term t without x.
  public static let constant = "\\.const"
  /// Whether it stands for a lambda.
  static func isLambda(_ name: String) -> Bool { name.hasPrefix("\\.") }
  /// Whether it stands for a `match`.
  static func isMatch(_ name: String) -> Bool {
    name.hasPrefix("\\|.")
  }
  /// The constant that stands for an operator.
  static func value(of name: String) -> String { "\\" + name }
  /// The operator that such a constant stands for; nil for lambdas and matches.
  static func operatorName(_ name: String) -> String? {
    isLifted(name) && !isLambda(name) && !isMatch(name) ? String(name.dropFirst()) : nil
  }
}

extension TheoryDocument {
  /// The declarations up to the last one that is not of a function as a value (count): what statements after
  /// the theory bring with them stands behind.
  public var ownDeclarations: Int {
    declarations.lastIndex { declaration in
      switch declaration {
      case .operation(let name, _, _, _): !LiftedName.isLifted(name)
      case .definition(let symbol, _):
        !LiftedName.isLifted(theory.store.operators[Int(symbol.index)].name)
      case .functions(let group, _):
        !group.allSatisfy {
          LiftedName.isLifted(theory.store.operators[Int($0.symbol.index)].name)
        }
      default: true
      }
    }.map { $0 + 1 } ?? 0
  }
}

extension Scope {
  /// Remembers a constant that a document lifted, by what it stands for.
  mutating func noteLifted(_ declaration: Declaration, _ store: TermStore) {
    switch declaration {
    case .definition(let symbol, let equation):
      let declared = store.operators[Int(symbol.index)]
      guard LiftedName.isLambda(declared.name) else { return }
      let head = "lambda \(declared.sortParameterCount) \(declared.arguments.count)"
      lifted[liftedKey(head, equation.parameters, [equation.right], store)] = symbol
    case .functions(let group, _):
      guard group.count == 1, let function = group.first else { return }
      let declared = store.operators[Int(function.symbol.index)]
      guard LiftedName.isMatch(declared.name) else { return }
      let head = "match \(declared.sortParameterCount) \(declared.arguments.count - 1)"
      var terms: [TermID] = []
      for equation in function.equations {
        guard case .apply(_, _, let parts) = store.shape(of: equation.left),
          let pattern = parts.last
        else { return }
        terms += [pattern, equation.right]
      }
      lifted[liftedKey(head, function.equations.flatMap(\.parameters), terms, store)] =
        function.symbol
    default: break
    }
  }
}

/// A text that is equal for equal terms, in any store with the same names.
func liftedKey(_ head: String, _ sorts: [SortID], _ terms: [TermID], _ store: TermStore) -> String {
  var text = head
  for sort in sorts { text += " " + sortKey(sort, store) }
  var numbers: [TermID: Int] = [:]
  for root in terms {
    var pending = [(root, false)]
    while let (term, isDone) = pending.popLast() {
      if numbers[term] != nil { continue }
      let (label, children) = termKey(term, store)
      if isDone || children.isEmpty {
        numbers[term] = numbers.count
        text += "\n" + label + children.map { " \(numbers[$0] ?? 0)" }.joined()
      } else {
        pending.append((term, true))
        pending.append(contentsOf: children.reversed().map { ($0, false) })
      }
    }
    text += "\nroot \(numbers[root] ?? 0)"
  }
  return text
}

private func termKey(_ term: TermID, _ store: TermStore) -> (String, [TermID]) {
  switch store.shape(of: term) {
  case .variable(let level, let sort): return ("v\(level):" + sortKey(sort, store), [])
  case .bound(let index, let sort): return ("b\(index):" + sortKey(sort, store), [])
  case .numeral(let number, let sort): return ("n\(number):" + sortKey(sort, store), [])
  case .apply(let symbol, let sorts, let parts):
    let name = store.operators[Int(symbol.index)].name
    let own = sorts.map { ":" + sortKey($0, store) }.joined()
    return ("a" + name + own, parts)
  case .connective(let connective, let parts): return ("c\(connective)", parts)
  case .quantifier(let quantifier, let sort, let body):
    return ("q\(quantifier):" + sortKey(sort, store), [body])
  }
}

/// A sort as text; sorts are at most 250 deep.
private func sortKey(_ sort: SortID, _ store: TermStore) -> String {
  switch store.shape(of: sort) {
  case .formula: return "o"
  case .variable(let number): return "'\(number)"
  case .application(let symbol, let parts):
    let name = store.sortSymbols[Int(symbol.index)].name
    return parts.isEmpty
      ? name : "(" + name + parts.map { " " + sortKey($0, store) }.joined() + ")"
  }
}

/// The 64-bit FNV-1a hash. *Source*: Fowler, Noll, Vo, draft-eastlake-fnv.
func fnv1a(_ text: String) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
  return hash
}

/// Sixteen hexadecimal digits.
func hexadecimal(_ number: UInt64) -> String {
  let digits = String(number, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
