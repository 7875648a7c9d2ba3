// In which order the symbols of a theory are explored. Start at `passes`. What a file builds upon is
// explored before it; in a file, any two functions by themselves before all of them together, since
// most laws are about one or two functions, and terms over two may be larger. Then come terms in which
// no function occurs twice: among all terms these are few, and many laws of three functions are about
// them. A polymorphic operator takes part in a pair at its own sort variables, and at the sorts at
// which it meets the other.
// Source: N. Smallbone et al., Quick specifications for the busy programmer, JFP 27 (2017), 5.

import AxiomLanguage
import ProofKernel
import Terms

/// The symbols of one enumeration of terms.
struct ExplorationPass: Sendable {
  /// What terms it makes.
  enum Kind: Sendable {
    /// Over one function that tests something, with all constructors: what compares is needed by most proofs
    /// about what uses it.
    case test
    /// Over two functions, with all constructors.
    case pair
    /// Over all functions of the files so far, each once at most, and constants.
    case linear
    /// Over all symbols of the files so far.
    case whole
    /// As `linear`, with operators as arguments, which weigh nothing.
    case arguments
  }
  let kind: Kind
  let operations: [Symbol]
  let predicates: [Symbol]

  /// The passes of a theory.
  static func passes(_ document: TheoryDocument, _ vocabulary: Vocabulary) -> [ExplorationPass] {
    var files: [String] = []
    for note in document.operatorNotes where note.position.file != "prelude" {
      if !files.contains(note.position.file) { files.append(note.position.file) }
    }
    let computing = computing(document.theory)
    var passes: [ExplorationPass] = []
    var known: Set<String> = ["prelude"]
    for file in files {
      known.insert(file)
      func isKnown(_ symbol: Symbol) -> Bool {
        vocabulary.operatorID(symbol).map {
          known.contains(document.operatorNotes[Int($0.index)].position.file)
            && computing.contains($0)
        } ?? false
      }
      // Of the prelude's functions, `if`, no law is worth a line.
      let operations = vocabulary.operations.filter { symbol in
        isKnown(symbol) && !isPrelude(symbol, document, vocabulary)
          && !vocabulary.forArguments.contains(symbol)
      }
      let functions = functions(operations, document, vocabulary)
      if functions.count > 1 {
        for function in functions
        where operations.contains(where: {
          vocabulary.operatorID($0) == function && vocabulary.isTestFunction($0)
        }) && isNew(function, file, document) {
          passes.append(pair(function, function, operations, vocabulary, .test))
        }
      }
      // Two functions are all that there are: the pass over all symbols is the pair's.
      if functions.count > 2 {
        for (first, second) in pairs(functions, new: file, document) {
          passes.append(pair(first, second, operations, vocabulary))
        }
      }
      passes.append(
        ExplorationPass(
          kind: .whole, operations: operations, predicates: vocabulary.predicates.filter(isKnown)))
      if functions.count > 2 { passes.append(linear(operations, vocabulary)) }
    }
    if let arguments = arguments(document, vocabulary) { passes.append(arguments) }
    return passes
  }

  /// The operators that can be tested: where there are axioms, those that lead to no operator of which only these
  /// speak, unless it gives values that constructors make, and so has a table.
  private static func computing(_ theory: Theory) -> Set<OperatorID> {
    let operators = theory.store.operators.indices.map { OperatorID(UInt32($0)) }
    guard theory.facts.contains(where: { $0.kind == .axiom }) else { return Set(operators) }
    let store = theory.store
    let opaque = theory.openOperators.filter { id in
      guard case .application(let sort, _) = store.shape(of: store.operators[Int(id.index)].result)
      else { return true }
      return store.sortSymbols[Int(sort.index)].constructors.isEmpty
    }
    let reach = Reach(theory)
    return Set(operators.filter { reach.closure(of: [$0]).isDisjoint(with: opaque) })
  }

  /// The defined functions among some symbols, each once, in order; those of the prelude left out.
  private static func functions(
    _ operations: [Symbol], _ document: TheoryDocument, _ vocabulary: Vocabulary
  ) -> [OperatorID] {
    var found: [OperatorID] = []
    let open = document.theory.openOperators
    for id in operations.compactMap(vocabulary.operatorID) where !found.contains(id) {
      let isDefined =
        document.theory.store.operators[Int(id.index)].role == .defined || open.contains(id)
      let file = document.operatorNotes[Int(id.index)].position.file
      if isDefined, file != "prelude" { found.append(id) }
    }
    return found.sorted()
  }

  /// Whether a symbol is a function that every theory has.
  private static func isPrelude(
    _ symbol: Symbol, _ document: TheoryDocument, _ vocabulary: Vocabulary
  ) -> Bool {
    guard let id = vocabulary.operatorID(symbol) else { return false }
    let number = Int(id.index)
    return document.theory.store.operators[number].role == .defined
      && document.operatorNotes[number].position.file == "prelude"
  }

  /// The pairs of which one is declared in the file.
  private static func pairs(_ functions: [OperatorID], new file: String, _ document: TheoryDocument)
    -> [(OperatorID, OperatorID)]
  {
    functions.enumerated().flatMap { i, second in
      functions[..<i].filter { isNew($0, file, document) || isNew(second, file, document) }
        .map { ($0, second) }
    }
  }

  private static func isNew(_ id: OperatorID, _ file: String, _ document: TheoryDocument) -> Bool {
    document.operatorNotes[Int(id.index)].position.file == file
  }

  private static func pair(
    _ first: OperatorID, _ second: OperatorID, _ operations: [Symbol], _ vocabulary: Vocabulary,
    _ kind: Kind = .pair
  ) -> ExplorationPass {
    func sorts(_ symbol: Symbol) -> Set<TermSort> {
      Set(vocabulary.bank[symbol].arguments + [vocabulary.bank[symbol].sort])
    }
    let own = operations.filter { symbol in
      vocabulary.isGeneral(symbol)
        && (vocabulary.operatorID(symbol) == first || vocabulary.operatorID(symbol) == second)
    }
    let meeting = own.reduce(into: Set<TermSort>()) { $0.formUnion(sorts($1)) }
    let chosen = operations.filter { symbol in
      if own.contains(symbol) { return true }
      let isWanted =
        vocabulary.bank[symbol].isConstructor || vocabulary.operatorID(symbol) == first
        || vocabulary.operatorID(symbol) == second
      return isWanted && sorts(symbol).isSubset(of: meeting)
    }
    return ExplorationPass(kind: kind, operations: chosen, predicates: [])
  }

  private static func linear(_ operations: [Symbol], _ vocabulary: Vocabulary) -> ExplorationPass {
    let own = operations.filter { symbol in
      vocabulary.isGeneral(symbol) && vocabulary.operatorID(symbol) != .apply
        && (!vocabulary.bank[symbol].isConstructor || vocabulary.bank[symbol].arguments.isEmpty)
    }
    return ExplorationPass(kind: .linear, operations: own, predicates: [])
  }

  /// The pass with operators as arguments; nil where no function takes any.
  private static func arguments(_ document: TheoryDocument, _ vocabulary: Vocabulary)
    -> ExplorationPass?
  {
    guard !vocabulary.forArguments.isEmpty else { return nil }
    func sorts(_ symbol: Symbol) -> Set<TermSort> {
      Set(vocabulary.bank[symbol].arguments + [vocabulary.bank[symbol].sort])
    }
    let operations = vocabulary.operations.filter { symbol in
      let info = vocabulary.bank[symbol]
      return vocabulary.operatorID(symbol) != .apply && !isPrelude(symbol, document, vocabulary)
        && (!info.isConstructor || info.arguments.isEmpty) && !vocabulary.forLaws.contains(symbol)
    }
    let own = operations.filter {
      vocabulary.forArguments.contains($0) || vocabulary.isGeneral($0)
    }
    let meeting = own.reduce(into: Set<TermSort>()) { $0.formUnion(sorts($1)) }
    return ExplorationPass(
      kind: .arguments, operations: operations.filter { sorts($0).isSubset(of: meeting) },
      predicates: [])
  }
}

extension Vocabulary {
  /// The operator that a symbol stands for; nil for what is no operator.
  func operatorID(_ symbol: Symbol) -> OperatorID? {
    if case .operation(let id, _) = origins[Int(symbol.index)] { id } else { nil }
  }

  /// Whether a symbol is an operator at its own sort variables.
  func isGeneral(_ symbol: Symbol) -> Bool {
    guard case .operation(_, let sorts) = origins[Int(symbol.index)] else { return false }
    return sorts.enumerated().allSatisfy { store.shape(of: $0.element) == .variable($0.offset) }
  }
}
