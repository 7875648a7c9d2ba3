// What must be added to a new rule so that rewriting can use it everywhere: a form whose left side other
// rules do not change, and, where an operator commutes, the form with its arguments changed round. Each
// is a lemma with a proof of one chain. Start at `complete`. This is the part of completion that pays
// for itself; `Saturation` does the whole of it for theories that do not compute.
// Source: D. Knuth, P. Bendix, Simple word problems in universal algebras (1970).

import Terms

extension Explorer {
  /// Adds the lemmas that the newest theorem needs as a rule.
  mutating func complete() {
    let newest = list.found.count - 1
    let own = list.newestRules
    var candidates = own
    for rule in own {
      // An operator that is new among those that commute: its older rules have no other form yet.
      guard let symbol = vocabulary.bank.symbol(rule.left),
        list.laws.commutative[symbol]?.source == rule.source
      else { continue }
      candidates += list.normalizer.rules(for: symbol)
    }
    for (number, rule) in candidates.enumerated() where rule.isOriented {
      normalize(rule, isNewest: number < own.count)
      mirror(rule)
      specialize(rule)
    }
    associate(newest)
  }

  /// Adds to axioms the forms that they need as rules; nobody need read these.
  mutating func completeAxioms() {
    let first = list.found.count
    for rule in list.givenRules where rule.isOriented { mirror(rule) }
    for place in list.found.indices.dropFirst(first) { list.hide(place) }
  }

  /// Where a theorem says in another way that an operator that commutes is associative, as
  /// x·(y·z) = y·(x·z) does, associativity is the theorem and this one another form of it.
  private mutating func associate(_ place: Int) {
    guard list.found.indices.contains(place),
      let (left, right) = vocabulary.sides(list.found[place].formula).map({ ($0.left, $0.right) }),
      let symbol = vocabulary.bank.symbol(left), vocabulary.bank.symbol(right) == symbol,
      list.laws.commutative[symbol] != nil, list.laws.isAssociative(symbol)
    else { return }
    let leaves = vocabulary.openVariables(list.found[place].formula)
    guard leaves.count == 3, [left, right].allSatisfy({ vocabulary.bank.size($0) == 5 }) else {
      return
    }
    func product(_ a: Term, _ b: Term) -> Term { vocabulary.bank.make(symbol, [a, b]) }
    let law = TermEquation(
      left: product(product(leaves[0], leaves[1]), leaves[2]),
      right: product(leaves[0], product(leaves[1], leaves[2])))
    let conjecture = canonical(vocabulary.formula(law))
    guard conjecture.formula != list.found[place].formula else { return }
    var given = list.definitionRules(vocabulary.bank)
    if given.normalize(law.left, &vocabulary.bank) == given.normalize(law.right, &vocabulary.bank) {
      list.hide(place)  // an axiom says so already
      return
    }
    func stated() -> Int? { list.found.lastIndex { $0.formula == conjecture.formula } }
    guard stated() != nil || attempt(conjecture), let later = stated() else { return }
    list.subordinate(place, to: later)
  }

  /// Where other rules change the left side, the equation between normal forms.
  private mutating func normalize(_ rule: Rule, isNewest: Bool) {
    let (left, right, terms) = instance(rule)
    var others = list.normalizer.without { $0.source == rule.source }
    let start = others.normalize(left, &vocabulary.bank)
    let end = others.normalize(right, &vocabulary.bank)
    guard start != left, start != end, let back = others.links(left, &vocabulary.bank),
      let there = others.links(right, &vocabulary.bank)
    else { return }
    let own = Link(position: [], source: rule.source, terms: terms, isReversed: rule.isReversed)
    let links = back.reversed().map(\.reversed) + [own] + there
    addLemma(start, end, Link.shortened(links), isOriented: false, isAnotherForm: isNewest)
  }

  /// Where a constructor without parts stands for a variable and definitions compute, what the rule says
  /// then: as f (x + y) x = x says that f x x = x, which does not match its left side.
  private mutating func specialize(_ rule: Rule) {
    let (left, right, terms) = instance(rule)
    for term in terms {
      for constructor in vocabulary.constructors[vocabulary.bank.sort(term)] ?? []
      where vocabulary.bank[constructor].arguments.isEmpty {
        let value = vocabulary.bank.make(constructor)
        let sides = [left, right].map { vocabulary.bank.replacing(term, by: value, in: $0) }
        let equation = TermEquation(left: sides[0], right: sides[1])
        guard list.normalizer.join(equation, &vocabulary.bank) == nil else { continue }
        var others = list.normalizer.without { $0.source == rule.source }
        let start = others.normalize(sides[0], &vocabulary.bank)
        let end = others.normalize(sides[1], &vocabulary.bank)
        guard start != sides[0], start != end, let back = others.links(sides[0], &vocabulary.bank),
          let there = others.links(sides[1], &vocabulary.bank)
        else { continue }
        let own = Link(
          position: [], source: rule.source, terms: terms.map { $0 == term ? value : $0 },
          isReversed: rule.isReversed)
        let links = back.reversed().map(\.reversed) + [own] + there
        addLemma(start, end, Link.shortened(links), isOriented: false)
      }
    }
  }

  /// Where the operator at the top commutes, the rule with its arguments changed round: rewriting by
  /// commutativity may leave either.
  private mutating func mirror(_ rule: Rule) {
    guard let symbol = vocabulary.bank.symbol(rule.left),
      let commutativity = list.laws.commutative[symbol]
    else { return }
    let (left, right, terms) = instance(rule)
    let turned = vocabulary.bank.make(symbol, vocabulary.bank.arguments(left).reversed())
    // Commutativity itself would turn these arguments, but not every instance of them.
    var others = list.normalizer.without { $0.source == commutativity.source }
    let equation = TermEquation(left: turned, right: right)
    guard others.join(equation, &vocabulary.bank) == nil else { return }
    let links = [
      Link(
        position: [], source: commutativity.source, terms: vocabulary.bank.arguments(turned),
        isReversed: commutativity.isReversed),
      Link(position: [], source: rule.source, terms: terms, isReversed: rule.isReversed),
    ]
    addLemma(turned, right, links, isOriented: !isCircular(turned, right))
  }

  private mutating func addLemma(
    _ left: Term, _ right: Term, _ links: [Link], isOriented: Bool,
    isAnotherForm: Bool = false
  ) {
    // A form of an older rule counts as the newest theorem's: only with both can it be made.
    let origin = list.found.lastIndex { $0.origin == nil }
    // What people read is turned as textbooks have it.
    let naming = TheoremNaming(vocabulary, list.checker.theory)
    if isAnotherForm, naming.shape(left, right) == nil, naming.shape(right, left) != nil {
      return addLemma(
        right, left, links.reversed().map(\.reversed), isOriented: false, isAnotherForm: true)
    }
    let isFormula = vocabulary.bank.sort(left) == .formula
    let stated = vocabulary.connective(isFormula ? .iff : .equal, [left, right])
    let lemma = canonical(stated)
    guard seen.insert(lemma.formula).inserted else { return }
    var renamed = Dictionary(
      uniqueKeysWithValues: zip(
        vocabulary.openVariables(stated), vocabulary.openVariables(lemma.formula)))
    // Where the way led through a term with further variables, these may be anything.
    for variable in links.flatMap(\.terms).flatMap(vocabulary.openVariables)
    where renamed[variable] == nil {
      guard let value = someTerm(vocabulary.bank.sort(variable), in: lemma.formula) else { return }
      renamed[variable] = value
    }
    var script = Script()
    _ = script.append(
      .chain(
        vocabulary.bank.argument(lemma.formula, 0),
        links.map { link in
          Link(
            position: link.position, source: link.source,
            terms: link.terms.map { vocabulary.bank.renaming($0, renamed) },
            isReversed: link.isReversed)
        }))
    var name = TheoremNaming(vocabulary, list.checker.theory).name(lemma.formula)
    while !names.insert(name).inserted { name += "'" }
    // A smaller form says the same with less: it is the theorem, and what was found a form of it.
    let isBetter =
      origin.map {
        isAnotherForm
          && vocabulary.bank.size(lemma.formula) < vocabulary.bank.size(list.found[$0].formula)
      } ?? true
    let accepted = list.add(
      lemma.formula, parameters: lemma.parameters, script, named: name, method: "rewriting",
      isOriented: isOriented, origin: isBetter ? nil : origin, &vocabulary)
    if accepted, isBetter, let origin { list.subordinate(origin) }
    counters.theorems += accepted ? 1 : 0
    counters.refusals += accepted ? 0 : 1
  }

  /// A variable of a formula that has a sort, or else a constant that is made by a constructor.
  private mutating func someTerm(_ sort: TermSort, in formula: Term) -> Term? {
    let variables = vocabulary.openVariables(formula)
    if let variable = variables.first(where: { vocabulary.bank.sort($0) == sort }) {
      return variable
    }
    let constants = (vocabulary.constructors[sort] ?? []).filter {
      vocabulary.bank[$0].arguments.isEmpty
    }
    return constants.first.map { vocabulary.bank.make($0) }
  }

  /// Whether a rule could be used on what it has made.
  private mutating func isCircular(_ left: Term, _ right: Term) -> Bool {
    let constants = vocabulary.openVariables(left)
    var patterns: [Term: Term] = [:]
    for (number, constant) in constants.enumerated() {
      patterns[constant] = vocabulary.bank.variable(number, vocabulary.bank.sort(constant))
    }
    let pattern = vocabulary.bank.renaming(left, patterns)
    return vocabulary.bank.subterms(right).contains { part in
      var substitution = Substitution(count: constants.count)
      return vocabulary.bank.match(pattern, part, &substitution)
    }
  }

  /// The sides of a rule with constants for its variables, and the constants by number.
  private mutating func instance(_ rule: Rule) -> (left: Term, right: Term, constants: [Term]) {
    var substitution = Substitution(count: rule.variableCount)
    for variable in vocabulary.bank.subterms(rule.left) {
      guard let number = vocabulary.bank.variableNumber(variable) else { continue }
      substitution[number] = vocabulary.eigenvariable(number, vocabulary.bank.sort(variable))
    }
    return (
      vocabulary.bank.instance(rule.left, substitution),
      vocabulary.bank.instance(rule.right, substitution),
      (0..<rule.variableCount).compactMap { substitution[$0] }
    )
  }
}
