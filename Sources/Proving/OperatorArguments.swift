// Operators as arguments of functions: `foldr (+) 0 xs`, `map length xss`, `map (map f) xss`. A definition
// gives an operator as a value only where the file has one; the usual laws of lists are about more. Start at
// `liftOperators`, which declares a constant for each operator that fits the argument of a function, as is
// done for operators in arguments that people write. `ExplorationPass.Kind.arguments` explores them.
// Source: N. Smallbone et al., Quick specifications for the busy programmer, JFP 27 (2017), 5.3, where
// people give such arguments by hand.

import AxiomLanguage
import ProofKernel
import Terms

/// What a theory has of operators as arguments.
struct OperatorArguments: Sendable {
  /// Operators from this number on were declared for them.
  let first: Int
  /// By operator and function that takes it: a statement that uses it so, and says nothing else.
  let uses: [Statement]
  /// Operators from this number on were declared for `laws`.
  let firstOfLaws: Int
  /// Conjectures about functions that take functions.
  let laws: [Statement]
}

extension TheoryDocument {
  /// Declares constants for operators that fit an argument: as they stand, or with the first argument given.
  /// Where what is awaited takes an element and a value to a value, as folds do, also for operators that
  /// forget the element and are constructors, and for those that take a function's value of it. They are said to stand where the
  /// operator does.
  ///
  /// *Complexity*: a few sort inferences for each operator and each argument that is a function.
  mutating func liftOperators() -> OperatorArguments {
    let first = theory.store.operators.count
    let operators = theory.store.operators.indices.filter { number in
      let declared = theory.store.operators[number]
      let isValue = declared.role == .constructor && declared.arguments.isEmpty
      return (operatorNotes[number].position.file != "prelude" || isValue)
        && declared.result != .formula && declared.role != .abstract
        && !LiftedName.isLifted(declared.name)
    }
    var uses: [Statement] = []
    for taker in operators {
      for (place, sort) in theory.store.operators[taker].arguments.enumerated() {
        let awaited = theory.store.function(sort)
        guard !awaited.arguments.isEmpty else { continue }
        for given in operators {
          let isPrelude = operatorNotes[given].position.file == "prelude"
          let origin = operatorNotes[isPrelude ? taker : given].position
          for values in values(given, awaited) {
            uses += use(of: values, at: place, of: taker, origin)
          }
        }
        if awaited.arguments.count == 1 { uses += constants(at: place, of: taker, operators) }
      }
    }
    let firstOfLaws = theory.store.operators.count
    let laws = functionLaws(operators)
    return OperatorArguments(first: first, uses: uses, firstOfLaws: firstOfLaws, laws: laws)
  }

  /// An operator as a function, in the language of axiom files.
  private struct Value {
    let text: String
    /// The variable in it that is given.
    var given: String?
  }

  /// The function that answers with what is given, whatever it is applied to, at the sorts at which a function is applied
  /// to what comes of it.
  private mutating func constants(at place: Int, of taker: Int, _ operators: [Int]) -> [Statement] {
    let names = freeNames(2)
    let constant = Value(text: "(\\\(names[0]). \(names[1]))", given: names[1])
    let outer = operators.filter {
      let declared = theory.store.operators[$0]
      return declared.role == .defined && declared.arguments.count == 1
    }
    return ([nil] + outer).flatMap {
      use(of: [constant], at: place, of: taker, inside: $0, operatorNotes[taker].position)
    }
  }

  /// An operator as a function of so many arguments: of each line one is wanted.
  private func values(_ number: Int, _ awaited: (arguments: [SortID], result: SortID)) -> [[Value]]
  {
    let (declared, name) = (theory.store.operators[number], spelled(number))
    let arity = awaited.arguments.count
    let isSimple = declared.arguments.map { theory.store.function($0).arguments.isEmpty }
    let names = freeNames(arity + 1)
    let open = Array(names.dropLast())
    func lambda(_ arguments: [String], given: String? = nil) -> Value {
      let text = "(\\\(open.joined(separator: " ")). \(name) \(arguments.joined(separator: " ")))"
      return Value(text: text, given: given)
    }
    let element = arity == 2 ? awaited.arguments.firstIndex { $0 != awaited.result } : nil
    let isFold = awaited.arguments.contains(awaited.result)
    switch declared.arguments.count - arity {
    case 0 where !isSimple.contains(false):
      guard arity == 2 else { return [[Value(text: name)]] }
      let plain = [Value(text: name), lambda(open.reversed())]
      guard isFold, let element else { return [plain] }
      let function = names[arity]
      let parts = ["(\(function) \(open[element]))", open[1 - element]]
      return [plain, [parts, parts.reversed()].map { lambda($0, given: function) }]
    case 1 where !isSimple.dropFirst().contains(false):
      let orders = arity == 2 ? [open, open.reversed()] : [open]
      let given = orders.map { lambda([names[arity]] + $0, given: names[arity]) }
      return [given] + (singleton(number, open[0]).map { [[lambda($0)]] } ?? [])
    case -1 where declared.result == awaited.result:
      return isListed(declared.result) ? [[Value(text: "(\\\(open[0]). \(name))")]] : []
    case 2... where arity == 1:
      return singleton(number, open[0]).map { [[lambda($0)]] } ?? []
    case -1 where declared.role == .constructor:
      guard isFold, let element else { return [] }
      return [[lambda([open[1 - element]])]]
    default: return []
    }
  }

  /// The arguments with which a constructor makes the least value that holds an element, as `x :: []`.
  private func singleton(_ number: Int, _ element: String) -> [String]? {
    let declared = theory.store.operators[number]
    let places = declared.arguments.indices.filter { declared.arguments[$0] != declared.result }
    guard declared.role == .constructor, declared.arguments.count > places.count, places.count == 1,
      let empty = theory.store.operators.indices.first(where: {
        let other = theory.store.operators[$0]
        return other.role == .constructor && other.result == declared.result
          && other.arguments.isEmpty
      })
    else { return nil }
    return declared.arguments.indices.map { $0 == places[0] ? element : spelled(empty) }
  }

  /// Whether the values of a sort are its constructors.
  private func isListed(_ sort: SortID) -> Bool {
    guard case .application(let symbol, _) = theory.store.shape(of: sort) else { return false }
    let constructors = theory.store.sortSymbols[Int(symbol.index)].constructors
    return !constructors.isEmpty
      && constructors.allSatisfy { theory.store.operators[Int($0.index)].arguments.isEmpty }
  }

  /// The statement that a function of a value is what it is, for the first value that fits at the most general
  /// sorts; none if none does.
  private mutating func use(
    of values: [Value], at place: Int, of taker: Int, inside outer: Int? = nil,
    _ origin: SourcePosition
  ) -> [Statement] {
    var best: (statement: Statement, document: TheoryDocument)?
    for value in values {
      let count = theory.store.operators[taker].arguments.count
      var variables = Array(freeNames(count + 10).suffix(count))
      variables.remove(at: place)
      var arguments = variables
      arguments.insert(value.text, at: place)
      // Sort variables are numbered as the variables come: what is given has the first.
      variables = (value.given.map { [$0] } ?? []) + variables
      let bound = variables.isEmpty ? "" : "forall \(variables.joined(separator: " ")). "
      let inner = spelled(taker) + " " + arguments.joined(separator: " ")
      let term = outer.map { "\(spelled($0)) (\(inner))" } ?? inner
      var trial = self
      guard
        let made = trial.elaborate(formula: bound + "\(term) = \(term)", origin: origin).goal?
          .statement,
        made.sortParameterCount > best?.statement.sortParameterCount ?? -1
      else { continue }
      best = (made, trial)
    }
    if let best { self = best.document }
    return best.map { [$0.statement] } ?? []
  }

  /// So many names that no operator has.
  func freeNames(_ count: Int) -> [String] {
    let taken = Set(theory.store.operators.map(\.name))
    let letters = ["x", "y", "z", "u", "v", "w"]
    let numbered = (1...count + taken.count).map { "x\($0)" }
    return Array((letters + numbered).filter { !taken.contains($0) }.prefix(count))
  }

  /// The name of an operator before its arguments.
  func spelled(_ number: Int) -> String {
    let name = theory.store.operators[number].name
    return name.first.map { $0.isLetter || $0 == "_" } == true ? name : "(\(name))"
  }
}

extension TermStore {
  /// The sorts of the arguments that a function of that sort takes, none if it is no function, and of its value.
  func function(_ sort: SortID) -> (arguments: [SortID], result: SortID) {
    var (arguments, result): ([SortID], SortID) = ([], sort)
    while case .application(.arrow, let parts) = shape(of: result) {
      arguments.append(parts[0])
      result = parts[1]
    }
    return (arguments, result)
  }
}

extension Vocabulary {
  /// Whether a symbol is an operator as an argument.
  func isSection(_ symbol: Symbol) -> Bool {
    forArguments.contains(symbol)
      && operatorID(symbol).map { LiftedName.isLifted(store.operators[Int($0.index)].name) } == true
  }

  /// Whether there is an operator as an argument in a term.
  func hasSection(_ term: Term) -> Bool {
    !forArguments.isEmpty && bank.subterms(term).contains { bank.symbol($0).map(isSection) == true }
  }

  /// Whether an argument of a symbol is a function.
  func takesFunction(_ symbol: Symbol) -> Bool {
    bank[symbol].arguments.contains { sort in
      if case .application(.arrow, _) = store.shape(of: SortID(sort.index)) { true } else { false }
    }
  }

  /// Whether variables of that sort, which a symbol has, take part in enumerations: functions at the sorts
  /// of operators only if they are given to one.
  func hasVariables(_ sort: TermSort, _ symbol: Symbol) -> Bool {
    guard forArguments.contains(symbol),
      case .application(.arrow, _) = store.shape(of: SortID(sort.index))
    else { return true }
    return isSection(symbol) && bank[symbol].arguments.contains(sort)
  }
}
