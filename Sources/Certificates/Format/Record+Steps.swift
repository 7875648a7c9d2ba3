// The lines inside a proof: shared sorts and terms, and one line a step. A rule is called as its case
// in `Step` or `Schema`, and the fields are those of the case; to add a rule, add its case here, in
// `CertificateReader+Steps`, and in the manual's page on certificates.

import ProofKernel

extension Record {
  /// The line that declares a shared sort.
  init(sort number: Int, _ shape: SortShape) {
    switch shape {
    case .formula: preconditionFailure("the sort of formulas is built in")
    case .variable(let place): self.init([("sort", .count(number)), ("variable", .count(place))])
    case .application(let symbol, let arguments):
      self.init([
        ("sort", .count(number)), ("symbol", .count(Int(symbol.index))),
        ("arguments", .sorts(arguments)),
      ])
    }
  }

  /// The line that declares a shared term.
  init(term number: Int, _ shape: TermShape) {
    let start: (name: String, value: Value) = ("term", .count(number))
    switch shape {
    case .variable(let level, let sort):
      self.init([start, ("variable", .count(level)), ("sort", .sort(sort))])
    case .bound(let index, let sort):
      self.init([start, ("bound", .count(index)), ("sort", .sort(sort))])
    case .numeral(let value, let sort):
      self.init([start, ("numeral", .number(value)), ("sort", .sort(sort))])
    case .apply(let symbol, let sorts, let arguments):
      self.init([
        start, ("apply", .count(Int(symbol.index))), ("sorts", .sorts(sorts)),
        ("arguments", .terms(arguments)),
      ])
    case .connective(let connective, let parts):
      self.init([start, (connective.word, .terms(parts))])
    case .quantifier(let quantifier, let sort, let body):
      self.init([start, (quantifier.word, .sort(sort)), ("body", .term(body))])
    }
  }

  /// The line of a step.
  init(step number: Int, _ step: Step) {
    let (rule, fields) = Self.parts(of: step)
    self.init([("step", .count(number)), ("rule", .text(rule))] + fields)
  }

  private static func parts(of step: Step) -> (rule: String, [(name: String, value: Value)]) {
    switch step {
    case .assume(let formula): ("assume", [("formula", .term(formula))])
    case .fix(let sort): ("fix", [("sort", .sort(sort))])
    case .discharge(let last): ("discharge", [("last", .count(last))])
    case .generalize(let last): ("generalize", [("last", .count(last))])
    case .instance(let instance): ("instance", Record(instance).fields)
    case .chain(let term, let rewrites):
      ("chain", [("term", .term(term)), ("rewrites", .records(rewrites.map(Record.init)))])
    case .rewrite(let from, let rewrites):
      ("rewrite", [("from", .count(from)), ("rewrites", .records(rewrites.map(Record.init)))])
    case .infer(let schema, let cited, let formulas):
      (schema.word, [("from", .numbers(cited)), ("formulas", .terms(formulas))])
    case .specialize(let universal, let term):
      ("specialize", [("universal", .count(universal)), ("term", .term(term))])
    case .witness(let formula, let term, let proved):
      ("witness", [("formula", .term(formula)), ("term", .term(term)), ("proved", .count(proved))])
    case .choose(let existential, let universal):
      ("choose", [("existential", .count(existential)), ("universal", .count(universal))])
    case .induction(let formula, let cases):
      ("induction", [("formula", .term(formula)), ("cases", .numbers(cases))])
    case .injectivity(let equation, let argument):
      ("injectivity", [("equation", .count(equation)), ("argument", .count(argument))])
    case .disjointness(let equation): ("disjointness", [("equation", .count(equation))])
    }
  }

  private init(_ instance: Instance) {
    self.init([
      ("cites", .citation(instance.citation)), ("sorts", .sorts(instance.sorts)),
      ("terms", .terms(instance.terms)),
    ])
  }

  private init(_ rewrite: Rewrite) {
    self.init([
      ("position", .numbers(rewrite.position.map(Int.init))),
      ("reversed", .flag(rewrite.reversed)),
    ])
    switch rewrite.reason {
    case .instance(let instance): fields.append(("instance", .record(Record(instance))))
    case .step(let number): fields.append(("step", .count(number)))
    case .rearrangement(let commutativity, let associativity, let term):
      let reason = Record([
        ("commutativity", .record(Record(commutativity))),
        ("associativity", .record(Record(associativity))), ("term", .term(term)),
      ])
      fields.append(("rearrangement", .record(reason)))
    case .evaluation(let facts): fields.append(("evaluation", .citations(facts)))
    }
  }
}
