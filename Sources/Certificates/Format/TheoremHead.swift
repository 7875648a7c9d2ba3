// The line that opens a theorem: what it says, how it was found, and by its content what it and its
// proof are called and which facts it rests on. All but the notes can be computed from the proofs:
// `TheoremHeads` does so for the writer, and again for the reader, which compares.

import AxiomLanguage
import ProofKernel

/// What is said of a theorem before its steps.
struct TheoremHead {
  var number: Int
  var name: String
  var statementHash: ContentHash
  var proofHash: ContentHash
  var statement: Statement
  var note: TheoremNote
  /// The axioms that it rests on, its lemmas' included: places, ascending.
  var axioms: [Int]
  /// The definitions that it rests on, likewise.
  var definitions: [Int]
  var stepCount: Int

  var record: Record {
    Record([
      ("theorem", .count(number)), ("name", .text(name)), ("statement", .hash(statementHash)),
      ("proof", .hash(proofHash)), ("sortParameters", .count(statement.sortParameterCount)),
      ("parameters", .sorts(statement.parameters)), ("variables", .texts(note.variableNames)),
      ("formula", .term(statement.formula)), ("method", .text(note.method)),
      ("rank", note.rank.map { .count($0) } ?? .null), ("axioms", .numbers(axioms)),
      ("definitions", .numbers(definitions)), ("steps", .count(stepCount)),
    ])
  }

  /// What is wrong with this head, where the other was computed from the proof.
  func fault(comparedWith made: TheoremHead) -> CertificateError.Cause? {
    if made.statementHash != statementHash { return .wrongHash("the statement of '\(name)'") }
    if made.proofHash != proofHash { return .wrongHash("the proof of '\(name)'") }
    let agree = made.axioms == axioms && made.definitions == definitions
    return agree ? nil : .wrongFacts(theorem: name)
  }
}

/// Makes the heads of theorems, one after the other.
struct TheoremHeads {
  private let kinds: [Fact.Kind]  // by fact
  private var statements: [ContentHash] = []  // by theorem
  private var facts: [[Int]] = []  // by theorem

  init(_ theory: Theory) { kinds = theory.facts.map(\.kind) }

  /// The head of the next theorem.
  mutating func next(
    _ proof: Proof, _ note: TheoremNote, _ identity: inout ContentIdentity, _ store: TermStore
  ) -> TheoremHead {
    let statement = identity.statement(proof.statement, in: store)
    let used = usedFacts(of: proof)
    let head = TheoremHead(
      number: statements.count, name: proof.name, statementHash: statement,
      proofHash: identity.proof(proof, theorems: statements, in: store),
      statement: proof.statement, note: note, axioms: used.filter { kinds[$0] == .axiom },
      definitions: used.filter { kinds[$0] == .definition }, stepCount: proof.steps.count)
    statements.append(statement)
    facts.append(used)
    return head
  }

  /// The facts that a proof and the theorems that it cites rest on. Places that there are not yet are
  /// left out: the reader and the kernel refuse them.
  private func usedFacts(of proof: Proof) -> [Int] {
    var used: Set<Int> = []
    var usedTheorems: Set<Int> = []
    for step in proof.steps {
      step.forEachCitation { citation in
        switch citation {
        case .fact(let place): if kinds.indices.contains(place) { used.insert(place) }
        case .theorem(let place):
          guard facts.indices.contains(place), usedTheorems.insert(place).inserted else { return }
          used.formUnion(facts[place])
        }
      }
    }
    return used.sorted()
  }
}

extension Step {
  /// Calls `visit` for each citation of a fact or theorem.
  fileprivate func forEachCitation(_ visit: (Citation) -> Void) {
    switch self {
    case .instance(let instance): visit(instance.citation)
    case .chain(_, let rewrites), .rewrite(_, let rewrites):
      for rewrite in rewrites {
        switch rewrite.reason {
        case .instance(let instance): visit(instance.citation)
        case .step: break
        case .rearrangement(let commutativity, let associativity, _):
          visit(commutativity.citation)
          visit(associativity.citation)
        case .evaluation(let facts): facts.forEach(visit)
        }
      }
    case .assume, .fix, .discharge, .generalize, .infer, .specialize, .witness, .choose,
      .induction, .injectivity, .disjointness:
      break
    }
  }
}
