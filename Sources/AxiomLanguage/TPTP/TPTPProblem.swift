// A first-order problem in clauses, as TPTP files state them. Terms are symbol codes in prefix
// order; nothing here knows how problems are written (`TPTPReader`), turned into clauses
// (`TPTPClausifier`) or solved (`Proving/Completion`).
// Source: G. Sutcliffe, The TPTP problem library and associated infrastructure (2017).

/// A problem: clauses that are to be refuted.
public struct TPTPProblem: Sendable {
  /// A function or predicate symbol; the same name with another arity is another symbol.
  public struct Symbol: Hashable, Sendable {
    /// As written, without quotes where it was quoted.
    public var name: String
    /// Number of arguments (count).
    public var arity: Int
    /// Whether it makes atoms, not terms.
    public var isPredicate: Bool
    /// Whether the reader made it to replace an existential variable.
    public var isSkolem: Bool

    /// Collects the parts; never fails.
    public init(name: String, arity: Int, isPredicate: Bool, isSkolem: Bool) {
      (self.name, self.arity) = (name, arity)
      (self.isPredicate, self.isSkolem) = (isPredicate, isSkolem)
    }
  }

  /// A term in prefix order: a symbol's number, or −1 − n for the variable n of the clause.
  public typealias Term = [Int32]

  /// An atom or its negation.
  public struct Literal: Hashable, Sendable {
    /// Whether it is the atom itself.
    public var isPositive: Bool
    /// The left side of an equation, or an atom whose first symbol is a predicate.
    public var left: Term
    /// The right side of an equation; nil for another predicate.
    public var right: Term?

    /// Collects the parts; never fails.
    public init(isPositive: Bool, left: Term, right: Term?) {
      (self.isPositive, self.left, self.right) = (isPositive, left, right)
    }
  }

  /// A disjunction, universal in its variables.
  public struct Clause: Hashable, Sendable {
    /// The name of the formula that it comes from.
    public var name: String
    /// Where that formula stands (count from 1).
    public var line: Int
    /// The file that it stands in.
    public var path: String
    /// Whether it comes from the conjecture, negated, rather than from what is given.
    public var isFromConjecture: Bool
    /// The disjuncts.
    public var literals: [Literal]
    /// Number of variables (count): they are 0 ..< variableCount, by first occurrence.
    public var variableCount: Int
    /// The names of its variables, by number.
    public var variableNames: [String]

    /// Collects the parts; never fails.
    public init(
      name: String, line: Int, path: String, isFromConjecture: Bool, literals: [Literal],
      variableCount: Int, variableNames: [String]
    ) {
      (self.name, self.line, self.path) = (name, line, path)
      (self.isFromConjecture, self.literals) = (isFromConjecture, literals)
      (self.variableCount, self.variableNames) = (variableCount, variableNames)
    }
  }

  /// A file of a problem.
  public struct File: Hashable, Sendable {
    /// The name of the main file; of others the path under which they are included.
    public var path: String
    /// Where it was found.
    public var place: String
    /// Its bytes.
    public var bytes: [UInt8]
  }

  /// How the names of files of problems end.
  public static let endings = [".p", ".tptp", ".ax"]

  /// The files, each once, included ones before those that include them; none if it was a text.
  public var files: [File] = []
  /// All symbols, in order of first occurrence.
  public var symbols: [Symbol] = []
  /// All clauses, in order.
  public var clauses: [Clause] = []
  /// Whether a formula with the role `conjecture` was stated: it decides the words of the answer.
  public var hasConjecture = false

  /// A problem without clauses.
  public init() {}

  /// Whether all clauses are single literals, all of them equations.
  public var isUnitEquality: Bool {
    clauses.allSatisfy { $0.literals.count == 1 && $0.literals[0].right != nil }
  }

  /// The first clause with more than one positive literal; nil for a Horn problem.
  public var firstNonHorn: Clause? {
    clauses.first { $0.literals.filter(\.isPositive).count > 1 }
  }
}

/// A fault of a TPTP file.
public struct TPTPError: Error, Hashable, Sendable {
  /// What kind it is.
  public enum Kind: Hashable, Sendable {
    /// The file cannot be read.
    case unreadable
    /// The text is not TPTP, or not the part of it that is read.
    case syntax
    /// It is TPTP, but of a kind that is not solved here.
    case inappropriate
  }
  /// What kind it is.
  public var kind: Kind
  /// What was expected and found.
  public var message: String
  /// The file.
  public var path: String
  /// Count from 1; 0 if no place is to blame.
  public var line: Int
  /// Count from 1.
  public var column: Int
  /// The text of the line.
  public var text: String

  /// `file:line:column: error[code]: message`, with the line and a caret.
  public var rendered: String {
    let code =
      switch kind {
      case .unreadable: "unreadable-file"
      case .syntax: "tptp-syntax"
      case .inappropriate: "inappropriate"
      }
    guard line > 0 else { return "\(path): error[\(code)]: \(message)" }
    let margin = String(repeating: " ", count: String(line).count)
    let shown = text.count > 200 ? String(text.prefix(200)) : text
    let caret = String(repeating: " ", count: min(max(column - 1, 0), 200)) + "^"
    return "\(path):\(line):\(column): error[\(code)]: \(message)\n"
      + "\(line) | \(shown)\n\(margin) | \(caret)"
  }
}
