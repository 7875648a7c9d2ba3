// What a statement, a proof and a theory are called by their content, whatever they are called by
// people, wherever they stand in a file, and whatever their numbers are. In a statement each symbol
// is replaced by the hash of its declaration: a function by its equations, an inductive sort by its
// name and constructors, an abstract sort or operator by its name, sorts and axiom file. Variables
// are numbered in the order in which the statement mentions them. Start at `init` and `statement`.

import AxiomLanguage
import ProofKernel

/// The content hashes of a theory, and the maker of those of statements and proofs in it.
public struct ContentIdentity: Sendable {
  private var hasher = TermHasher()
  /// By fact of the theory: the hash of its statement. An axiom and a theorem may agree.
  public private(set) var facts: [ContentHash] = []
  /// The hash of all that the theory declares, in no order.
  public private(set) var theory: ContentHash

  /// Hashes the declarations. Complexity: linear in them.
  public init(_ document: TheoryDocument) {
    theory = HashMaker().finished()
    for declaration in document.declarations { add(declaration, document) }
    var maker = HashMaker("theory")
    maker.add(hasher.sortSymbols.sorted())
    maker.add(hasher.operators.sorted())
    var stated: [ContentHash] = []
    for (fact, hash) in zip(document.theory.facts, facts) {
      var maker = HashMaker(fact.kind == .axiom ? "axiom" : "definition")
      maker.add(hash)
      stated.append(maker.finish())
    }
    maker.add(stated.sorted())
    theory = maker.finish()
  }

  /// The hash of what a statement says, up to the names and order of its variables.
  ///
  /// *Requires*: a statement of the document's theory; the same store, or one that continues it,
  /// each time. *Complexity*: linear in the shared size of the formula.
  public mutating func statement(_ statement: Statement, in store: TermStore) -> ContentHash {
    hasher.normalStatement(statement.formula, store)
  }

  /// The hash of a proof: what it proves, and each step with what it cites.
  ///
  /// *Shape*: `theorems` are the statement hashes of the earlier theorems. *Requires*: as `statement`.
  public mutating func proof(_ proof: Proof, theorems: [ContentHash], in store: TermStore)
    -> ContentHash
  {
    var maker = HashMaker("proof")
    maker.add(proof.statement.sortParameterCount)
    maker.add(proof.statement.parameters.map { hasher.hash($0, store) })
    maker.add(hasher.hash(proof.statement.formula, store))
    maker.add(proof.steps.count)
    for (number, step) in proof.steps.enumerated() {
      add(Record(step: number, step), theorems, store, to: &maker)
    }
    return maker.finish()
  }

  private mutating func add(
    _ record: Record, _ theorems: [ContentHash], _ store: TermStore, to maker: inout HashMaker
  ) {
    maker.add(record.fields.count)
    for (name, value) in record.fields {
      maker.add(name)
      switch value {
      case .number(let number): maker.add(Int(truncatingIfNeeded: number))
      case .numbers(let numbers): maker.add(numbers)
      case .flag(let flag): maker.add(flag ? 1 : 0)
      case .text(let text): maker.add(text)
      case .sort(let sort): maker.add(hasher.hash(sort, store))
      case .sorts(let sorts): maker.add(sorts.map { hasher.hash($0, store) })
      case .term(let term): maker.add(hasher.hash(term, store))
      case .terms(let terms): maker.add(terms.map { hasher.hash($0, store) })
      case .citation(let citation): add(citation, theorems, to: &maker)
      case .citations(let citations):
        maker.add(citations.count)
        for citation in citations { add(citation, theorems, to: &maker) }
      case .record(let inner): add(inner, theorems, store, to: &maker)
      case .records(let records):
        maker.add(records.count)
        for inner in records { add(inner, theorems, store, to: &maker) }
      case .null, .texts, .hash, .place, .fixity:
        preconditionFailure("no step has a field like '\(name)'")
      }
    }
  }

  /// What is cited, by content. A place that there is not is hashed as such: the kernel refuses it.
  private func add(_ citation: Citation, _ theorems: [ContentHash], to maker: inout HashMaker) {
    let (word, place, known) =
      switch citation {
      case .fact(let place): ("fact", place, facts)
      case .theorem(let place): ("theorem", place, theorems)
      }
    maker.add(word)
    if known.indices.contains(place) { maker.add(known[place]) } else { maker.add(place) }
  }

  // MARK: declarations

  private mutating func add(_ declaration: Declaration, _ document: TheoryDocument) {
    let store = document.theory.store
    let known = facts.count
    switch declaration {
    case .sort(let name, let count):
      let number = hasher.sortSymbols.count
      var maker = HashMaker("abstract sort")
      maker.add(name)
      maker.add(count)
      maker.add(theoryName(of: document.sortPositions[number].file))
      hasher.sortSymbols.append(maker.finish())
    case .inductive(let group): hasher.addInductive(group, store)
    case .operation(let name, let count, let arguments, let result):
      let number = hasher.operators.count
      var maker = HashMaker("abstract operator")
      maker.add(name)
      maker.add(count)
      maker.add(arguments.map { hasher.hash($0, store) })
      maker.add(hasher.hash(result, store))
      maker.add(theoryName(of: document.operatorNotes[number].position.file))
      hasher.operators.append(maker.finish())
    case .functions(let group, let truth):
      hasher.define(group.map { ($0.symbol, $0.equations) }, truth: truth, store)
    case .definition(let symbol, let equation):
      hasher.define([(symbol, [equation])], truth: nil, store)
    case .axiom: break
    }
    // One fact for each equation, and for an axiom: what the declaration adds is known to it alone.
    let added =
      switch declaration {
      case .sort, .inductive, .operation: 0
      case .functions(let group, _): group.reduce(0) { $0 + $1.equations.count }
      case .definition, .axiom: 1
      }
    for fact in document.theory.facts[known..<known + added] {
      facts.append(hasher.normalStatement(fact.statement.formula, store))
    }
  }
}

/// The name of an axiom file or script, without folders and ending: it does not depend on where it is found.
func theoryName(of path: String) -> String {
  let last = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
  let ending = ([".axiom", ".smt2"] + TPTPProblem.endings).first { last.hasSuffix($0) } ?? ""
  return String(last.dropLast(ending.count))
}
