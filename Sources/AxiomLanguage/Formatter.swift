// The layout of axiom files, behind `porism format`.
//
// Works on tokens, so comments and line breaks stay where they are and nothing can be lost: spaces,
// indentation and spellings are made uniform, and the `=` of a function's equations are aligned.
// Formatting twice changes nothing. Entry: `Formatter.format`; neighbour: `Formatter+Spacing.swift`.

/// Formats axiom files.
public struct Formatter {
  /// What came of formatting one file.
  public struct Result: Sendable {
    /// The new text; nil if the file has a fault.
    public var text: String?
    /// The faults.
    public var diagnostics: [Diagnostic]
  }

  let file: SourceFile
  let parsed: ParseResult
  let style: Printer.Style
  let roles: TokenRoles

  /// The formatted text of a file; ASCII spellings unless asked otherwise.
  ///
  /// *Complexity*: linear in the file. Never fails: faults are in the result.
  public static func format(
    _ file: SourceFile, id: FileID = FileID(index: 0), style: Printer.Style = .ascii
  ) -> Result {
    let parsed = Parser.parse(file, id: id)
    if !parsed.diagnostics.isEmpty { return Result(text: nil, diagnostics: parsed.diagnostics) }
    let formatter = Formatter(file: file, parsed: parsed, style: style)
    return Result(text: formatter.run(), diagnostics: [])
  }

  private init(file: SourceFile, parsed: ParseResult, style: Printer.Style) {
    self.file = file
    self.parsed = parsed
    self.style = style
    roles = TokenRoles(parsed)
  }

  /// A line of output: its indentation, its text, and where the `=` to be aligned stands in it.
  struct Line {
    var indent: Int
    var text = ""
    var comment = ""
    /// The function whose equation starts here, and the width before its `=`.
    var equation: (function: Int, width: Int)?
    /// Whether a blank line stands before it.
    var followsBlank = false
  }

  private func run() -> String {
    var lines: [Line] = []
    var nextComment = 0
    var lastLine = -1
    for (index, token) in parsed.tokens.enumerated() {
      while nextComment < parsed.comments.count,
        parsed.comments[nextComment].range.start < Int(token.start)
      {
        add(parsed.comments[nextComment], before: index, &lines, &lastLine)
        nextComment += 1
      }
      if token.kind == .end { break }
      let source = file.lineIndex(of: Int(token.start))
      if token.isFirstOnLine || lines.isEmpty {
        lines.append(Line(indent: roles.indents[index]))
        lines[lines.count - 1].followsBlank = lastLine >= 0 && source > lastLine + 1
      } else {
        lines[lines.count - 1].text += spacing(before: index)
      }
      if let function = roles.equationSigns[index] {
        // Aligned only where the left side stands on the line where it starts.
        let line = lines[lines.count - 1]
        if roles.equationStarts.contains(lineStart(index)) {
          lines[lines.count - 1].equation = (function, line.text.count - 1)
        }
      }
      lines[lines.count - 1].text += text(token)
      lastLine = file.lineIndex(of: max(Int(token.end) - 1, 0))
    }
    while nextComment < parsed.comments.count {
      add(parsed.comments[nextComment], before: parsed.tokens.count - 1, &lines, &lastLine)
      nextComment += 1
    }
    align(&lines)
    return render(lines)
  }

  /// The first token of the line on which a token stands.
  private func lineStart(_ index: Int) -> Int {
    var start = index
    while !parsed.tokens[start].isFirstOnLine && start > 0 { start -= 1 }
    return start
  }

  private func add(
    _ comment: Comment, before index: Int, _ lines: inout [Line], _ lastLine: inout Int
  ) {
    let source = file.lineIndex(of: comment.range.start)
    let text = file.text(comment.range)
    if comment.isAlone || lines.isEmpty {
      let isIndented = file.lineRange(source).start < comment.range.start
      let next = roles.indents[index]
      var line = Line(indent: next > 0 ? next : isIndented ? 2 : 0)
      line.comment = text
      line.followsBlank = lastLine >= 0 && source > lastLine + 1
      lines.append(line)
    } else {
      lines[lines.count - 1].comment = text
    }
    lastLine = source
  }

  /// Pads left sides, so that the `=` of one function stand in one column.
  private func align(_ lines: inout [Line]) {
    var widths: [Int: Int] = [:]
    for line in lines {
      guard let (function, width) = line.equation else { continue }
      widths[function] = max(widths[function] ?? 0, width)
    }
    for index in lines.indices {
      guard let (function, width) = lines[index].equation, let widest = widths[function] else {
        continue
      }
      let place = lines[index].text.index(lines[index].text.startIndex, offsetBy: width)
      lines[index].text.insert(
        contentsOf: String(repeating: " ", count: widest - width), at: place)
    }
  }

  private func render(_ lines: [Line]) -> String {
    var output = ""
    for line in lines {
      if line.followsBlank { output += "\n" }
      let gap = line.text.isEmpty || line.comment.isEmpty ? "" : "  "
      output += String(repeating: " ", count: line.indent) + line.text + gap + line.comment + "\n"
    }
    return output
  }
}
