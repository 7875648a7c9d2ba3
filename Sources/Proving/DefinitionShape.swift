// What the equations that define functions look like, as far as proofs about the functions depend on
// it: for which arguments they wait, and whether plain induction does for them. `TheoremList` keeps it;
// `ProofSearch+Cases` and `Explorer` ask.

import Terms

/// What is to be known of all definitions of a theory.
struct DefinitionShape: Sendable {
  /// By function: the places at which equations have constructors, those of all equations first.
  private(set) var inspectedArguments: [Symbol: [Int]] = [:]
  /// By function that looks below the first constructor of an argument: the arguments of its equations.
  private(set) var deepPatterns: [Symbol: [[Term]]] = [:]
  /// By function that calls itself with what is several constructors below an argument: how many, for each argument;
  /// 2 for half (S (S x)) = S (half x).
  private(set) var strides: [Symbol: [Int]] = [:]
  /// The functions that call themselves with more than one argument changed, look below the first constructor
  /// of an argument, or wait for the outcome of a test, and those that are defined by such: induction needs
  /// hypotheses that are universal, and the cases of what is stuck.
  private(set) var involved: Set<Symbol> = []
  /// The functions that only compare and choose, such as max x y = if x <=? y then y else x: cases of tests are all that
  /// their laws need, if those of the test are known.
  private(set) var choosing: Set<Symbol> = []

  /// Of these rules, those that come from a theory's facts. Complexity: O(functions × rules).
  init(_ rules: [Rule], _ vocabulary: Vocabulary) {
    let bank = vocabulary.bank
    var equations: [Symbol: [(left: Term, right: Term)]] = [:]
    for rule in rules {
      guard case .cited(.fact, _) = rule.source else { continue }
      var (left, right) = (rule.left, rule.right)
      // Of an equivalence that defines a test, the test.
      if bank.sort(left) == .formula, bank.arity(left) == 2 {
        (left, right) = (bank.argument(left, 0), right)
      }
      if let symbol = bank.symbol(left) { equations[symbol, default: []].append((left, right)) }
    }
    inspectedArguments = equations.mapValues { Self.inspected($0.map(\.left), bank) }
    deepPatterns = equations.mapValues { $0.map { bank.arguments($0.left) } }.filter {
      $0.value.contains { $0.contains { Self.isDeep($0, bank) } }
    }
    strides = equations.compactMapValues { Self.strides(of: $0, bank) }
    choosing = Set(
      equations.keys.filter { symbol in
        guard let all = equations[symbol], all.count == 1 else { return false }
        let arguments = bank.arguments(all[0].left)
        return !arguments.isEmpty && arguments.allSatisfy { bank.variableNumber($0) != nil }
          && bank.subterms(all[0].right).contains { waitsForTest($0, vocabulary) }
          && !bank.subterms(all[0].right).contains { bank.symbol($0) == symbol }
      })
    // What looks at no constructor is no definition, but an axiom.
    var pending = equations.keys.sorted().filter { symbol in
      inspectedArguments[symbol]?.isEmpty == false
        && equations[symbol]!.contains { needsCases(symbol, $0.left, $0.right, vocabulary) }
    }
    var users: [Symbol: [Symbol]] = [:]
    for symbol in equations.keys.sorted() {
      for used in Set(equations[symbol]!.flatMap { bank.symbols(in: $0.right) }) {
        users[used, default: []].append(symbol)
      }
    }
    while let symbol = pending.popLast() {
      if involved.insert(symbol).inserted { pending += users[symbol] ?? [] }
    }
  }

  private func needsCases(
    _ symbol: Symbol, _ left: Term, _ right: Term, _ vocabulary: Vocabulary
  ) -> Bool {
    let bank = vocabulary.bank
    if bank.arguments(left).contains(where: { Self.isDeep($0, bank) }) { return true }
    return bank.subterms(right).contains { part in
      guard let head = bank.symbol(part) else { return false }
      if head == symbol {
        return zip(bank.arguments(part), bank.arguments(left)).count { $0 != $1 } > 1
      }
      return waitsForTest(part, vocabulary)
    }
  }

  /// Whether the function of a term waits for the outcome of a test.
  private func waitsForTest(_ part: Term, _ vocabulary: Vocabulary) -> Bool {
    let bank = vocabulary.bank
    guard let head = bank.symbol(part), let place = inspectedArguments[head]?.first,
      place < bank.arity(part)
    else { return false }
    let awaited = bank.argument(part, place)
    return !bank.isConstructor(awaited) && vocabulary.isTest(bank.sort(awaited))
  }

  /// Whether a pattern has a constructor below another one.
  private static func isDeep(_ pattern: Term, _ bank: TermBank) -> Bool {
    bank.isConstructor(pattern) && bank.arguments(pattern).contains(where: bank.isConstructor)
  }

  /// Whether a formula has one of the functions that are involved.
  func isInvolved(_ formula: Term, _ bank: TermBank) -> Bool {
    !involved.isEmpty
      && bank.subterms(formula).contains { bank.symbol($0).map(involved.contains) ?? false }
  }

  /// Whether a formula has one of the functions that choose.
  func chooses(_ formula: Term, _ bank: TermBank) -> Bool {
    !choosing.isEmpty
      && bank.subterms(formula).contains { bank.symbol($0).map(choosing.contains) ?? false }
  }

  /// For each argument of a function, how far below it the function calls itself, 1 if it does not; nil if that is
  /// nowhere more than one constructor.
  private static func strides(of equations: [(left: Term, right: Term)], _ bank: TermBank) -> [Int]?
  {
    var strides = Array(repeating: 1, count: bank.arity(equations[0].left))
    for (left, right) in equations {
      for call in bank.subterms(right) where bank.symbol(call) == bank.symbol(left) {
        for (place, pattern) in bank.arguments(left).enumerated() {
          if let depth = depth(of: bank.argument(call, place), in: pattern, bank) {
            strides[place] = max(strides[place], min(depth, longestStride))
          }
        }
      }
    }
    return strides.contains { $0 > 1 } ? strides : nil
  }

  /// Steps longer than this are not taken at once (count): a claim has so many parts.
  private static let longestStride = 4

  /// How many constructors of a pattern stand around a variable; nil if it is not there.
  private static func depth(of variable: Term, in pattern: Term, _ bank: TermBank) -> Int? {
    guard bank.variableNumber(variable) != nil else { return nil }
    if pattern == variable { return 0 }
    return bank.arguments(pattern).lazy.compactMap { depth(of: variable, in: $0, bank) }.first.map {
      $0 + 1
    }
  }

  private static func inspected(_ lefts: [Term], _ bank: TermBank) -> [Int] {
    let places = (0..<bank.arity(lefts[0])).map { place in
      (place, count: lefts.filter { bank.isConstructor(bank.argument($0, place)) }.count)
    }
    let all = places.filter { $0.count == lefts.count }
    return (all + places.filter { 1..<lefts.count ~= $0.count }).map(\.0)
  }
}

extension TermBank {
  /// The symbols of a term, each as often as it occurs in different subterms.
  fileprivate func symbols(in term: Term) -> [Symbol] { subterms(term).compactMap(symbol) }
}

extension Vocabulary {
  /// Whether the values of a sort are listed in its declaration.
  func isTest(_ sort: TermSort) -> Bool {
    guard let constructors = constructors[sort] else { return false }
    return constructors.allSatisfy { bank[$0].arguments.isEmpty }
  }
}
