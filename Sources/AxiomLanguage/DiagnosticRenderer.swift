// Diagnostics as people read them, and as JSON.
//
//     Axioms/peano.axiom:12:12: error[unknown-symbol]: unknown symbol 'sucessor'
//     12 | axiom inj: sucessor x = successor y => x = y
//        |            ^~~~~~~~ help: did you mean 'successor'?
//     Axioms/peano.axiom:3:8: note: 'successor' declared here
//
// Entry: `render`; the sentences are in `DiagnosticRenderer+Messages.swift`.

/// Turns diagnostics into text.
public struct DiagnosticRenderer {
  /// The widest part of a source line that is shown, in characters.
  static let maximumExcerpt = 160

  /// As many bytes of a line are looked at, on each side of what is marked and within it.
  private static let maximumBytes = 4096

  private let sources: SourceMap

  /// A renderer of diagnostics that point into these files.
  public init(sources: SourceMap) { self.sources = sources }

  /// All diagnostics, one after the other, each ending in a line feed.
  ///
  /// *Complexity*: linear in the output and in the lines pointed at.
  public func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(render).joined()
  }

  /// One diagnostic with its source line and its notes, ending in a line feed.
  public func render(_ diagnostic: Diagnostic) -> String {
    let severity = diagnostic.severity == .error ? "error" : "warning"
    let title = "\(severity)[\(diagnostic.code)]: \(message(diagnostic))\n"
    var output: String
    if let span = diagnostic.primary {
      output = place(span) + ": " + title + excerpt(span, help: help(diagnostic))
    } else {
      output = title
      if let help = help(diagnostic) { output += "help: \(help)\n" }
    }
    for note in diagnostic.notes {
      output += "\(place(note.span)): note: \(message(note.kind))\n"
    }
    return output
  }

  private func place(_ span: SourceSpan) -> String {
    let file = sources[span.file]
    let location = file.location(of: span.range.start)
    return "\(file.path):\(location.line):\(location.column)"
  }

  /// The source line with its number, and a line of carets under the range.
  private func excerpt(_ span: SourceSpan, help: String?) -> String {
    let file = sources[span.file]
    let lineIndex = file.lineIndex(of: span.range.start)
    let line = file.lineRange(lineIndex)
    let number = String(lineIndex + 1)
    let start = min(max(span.range.start, line.start), line.end)
    let end = min(max(span.range.end, start), line.end)
    let reach = Self.maximumBytes
    var before = printable(file.text(SourceRange(max(line.start, start - reach), start)))
    var marked = printable(file.text(SourceRange(start, min(end, start + reach))))
    var after = printable(file.text(SourceRange(end, min(line.end, end + reach))))
    // A long line is shown around the place, so that one message stays one screen line.
    if before.count + marked.count + after.count > DiagnosticRenderer.maximumExcerpt {
      let side = DiagnosticRenderer.maximumExcerpt / 3
      if before.count > side { before = ["…"] + before.suffix(side) }
      if marked.count > side { marked = marked.prefix(side) + ["…"] }
      if after.count > side { after = after.prefix(side) + ["…"] }
    }
    let carets = "^" + String(repeating: "~", count: max(marked.count, 1) - 1)
    let padding = String(before.map { $0 == "\t" ? "\t" : " " })
    let margin = String(repeating: " ", count: number.count)
    let text = String(before + marked + after)
    let hint = help.map { " help: \($0)" } ?? ""
    return "\(number) | \(text)\n\(margin) | \(padding)\(carets)\(hint)\n"
  }

  /// The characters of a source line, those that a terminal would obey replaced.
  private func printable(_ text: String) -> [Character] {
    text.map { character in
      guard let scalar = character.unicodeScalars.first else { return character }
      let isControl = scalar.value < 0x20 || (scalar.value >= 0x7F && scalar.value < 0xA0)
      return isControl && scalar != "\t" ? "\u{FFFD}" : character
    }
  }

  // MARK: JSON

  /// All diagnostics as JSON, one object a line.
  public func renderJSON(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { renderJSON($0) + "\n" }.joined()
  }

  /// One diagnostic as a JSON object: `severity code message file line column endLine endColumn
  /// help fix notes`; places are left out where there are none.
  public func renderJSON(_ diagnostic: Diagnostic) -> String {
    var fields = [
      "\"severity\":\"\(diagnostic.severity == .error ? "error" : "warning")\"",
      "\"code\":\"\(diagnostic.code)\"",
      "\"message\":\(jsonString(message(diagnostic)))",
    ]
    if let span = diagnostic.primary { fields.append(jsonPlace(span)) }
    if let help = help(diagnostic) { fields.append("\"help\":\(jsonString(help))") }
    if let fix = diagnostic.fix {
      fields.append(
        "\"fix\":{\(jsonPlace(fix.span)),\"replacement\":\(jsonString(fix.replacement))}")
    }
    if !diagnostic.notes.isEmpty {
      let notes = diagnostic.notes.map {
        "{\(jsonPlace($0.span)),\"message\":\(jsonString(message($0.kind)))}"
      }
      fields.append("\"notes\":[\(notes.joined(separator: ","))]")
    }
    return "{\(fields.joined(separator: ","))}"
  }

  private func jsonPlace(_ span: SourceSpan) -> String {
    let file = sources[span.file]
    let start = file.location(of: span.range.start)
    let end = file.location(of: span.range.end)
    return "\"file\":\(jsonString(file.path)),\"line\":\(start.line),\"column\":\(start.column),"
      + "\"endLine\":\(end.line),\"endColumn\":\(end.column)"
  }
}

/// A JSON string literal.
func jsonString(_ text: String) -> String {
  let digits = Array("0123456789abcdef")
  var output = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": output += "\\\""
    case "\\": output += "\\\\"
    case "\n": output += "\\n"
    case "\t": output += "\\t"
    case "\r": output += "\\r"
    default:
      if scalar.value < 0x20 {
        output += "\\u00\(digits[Int(scalar.value >> 4)])\(digits[Int(scalar.value & 15)])"
      } else {
        output.unicodeScalars.append(scalar)
      }
    }
  }
  return output + "\""
}
