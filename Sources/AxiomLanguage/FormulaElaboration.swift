// One formula by itself, against a theory that is at hand.
//
// Used for `--goal`, for conjectures from a pipe, and to read printed formulas back. The theory may
// come from files or from a certificate: names and fixities are read off its document.
// Entry: `TheoryDocument.elaborate(formula:)`.

import ProofKernel

/// What came of reading one formula.
public struct FormulaResult: Sendable {
  /// The statement; nil if there was an error.
  public var goal: Goal?
  /// Errors and warnings.
  public var diagnostics: [Diagnostic]
  /// The source that diagnostics point into.
  public var sources: SourceMap

  /// The diagnostics as text.
  public var rendered: String { DiagnosticRenderer(sources: sources).render(diagnostics) }
}

extension TheoryDocument {
  /// Reads a formula; its free variables and outermost universal quantifiers are parameters.
  ///
  /// Terms are added to the theory's store; where the formula has a function as a value, or the
  /// first Bool term, declarations are added as well, so elaborate before a `Checker` takes the
  /// theory. These are said to stand at `origin`, or else in the formula. Nothing is added after an
  /// error. Never fails: faults are in the result.
  public mutating func elaborate(
    formula text: String, name: String = "goal", path: String = "<goal>",
    origin: SourcePosition? = nil
  )
    -> FormulaResult
  {
    let file = SourceFile(path: path, text: text)
    var elaborator = Elaborator(loader: SourceLoader(files: [:]), document: self)
    elaborator.fileID = elaborator.sources.add(file)
    elaborator.filePath = path
    elaborator.origin = origin
    let (parsed, expression) = Parser.parseExpression(file, id: elaborator.fileID)
    elaborator.diagnostics = parsed.diagnostics
    elaborator.tree = parsed.tree
    var goal: Goal?
    if let expression {
      do throws(ElaborationAbort) {
        let (statement, names) = try elaborator.elaborate(expression, warnsOfSingles: false)
        let start = SourceRange(0, 0)
        goal = Goal(
          name: name, statement: statement, variableNames: names,
          position: elaborator.position(start))
        self = elaborator.document
      } catch {}
    }
    return FormulaResult(
      goal: goal, diagnostics: elaborator.diagnostics, sources: elaborator.sources)
  }
}
