// Sources with markers: 1️⃣, 2️⃣, … stand where diagnostics must start.
//
// `expectDiagnostics` elaborates the source without its markers, compares the cases, the places and
// the texts that the ranges cover, and applies all fixes. Source of the habit: swift-syntax,
// Tests/SwiftParserTest/Assertions.swift.

import Testing

@testable import AxiomLanguage

/// A diagnostic that a test expects.
struct Expected {
  var marker: Int
  var kind: Diagnostic.Kind
  var covers: String?
  var notes: [Diagnostic.NoteKind]

  /// At a marker, a kind; perhaps the text that its range covers and its notes.
  init(
    _ marker: Int, _ kind: Diagnostic.Kind, covers: String? = nil, notes: [Diagnostic.NoteKind] = []
  ) {
    self.marker = marker
    self.kind = kind
    self.covers = covers
    self.notes = notes
  }
}

/// The text without markers, and the byte offset of each marker by its number.
func withoutMarkers(_ source: String) -> (text: String, offsets: [Int: Int]) {
  var text = ""
  var offsets: [Int: Int] = [:]
  for character in source {
    let scalars = Array(character.unicodeScalars)
    if scalars.count == 3, scalars[2].value == 0x20E3, let number = Int(String(scalars[0])) {
      offsets[number] = text.utf8.count
    } else {
      text.append(character)
    }
  }
  return (text, offsets)
}

/// Elaborates a marked source and compares its diagnostics; returns the result.
@discardableResult
func expectDiagnostics(
  _ source: String, _ expected: [Expected], fixed: String? = nil,
  library: SourceLoader = shippedLibrary, sourceLocation: SourceLocation = #_sourceLocation
) -> ElaborationResult {
  let (text, offsets) = withoutMarkers(source)
  let result = ElaboratedTheory.elaborate(text: text, library: library)
  let main = result.diagnostics.filter { $0.primary?.file == FileID(index: 0) }
  let kinds = main.map(\.kind)
  guard kinds == expected.map(\.kind) else {
    Issue.record(
      "expected \(expected.map(\.kind)), found:\n\(result.rendered)",
      sourceLocation: sourceLocation)
    return result
  }
  let bytes = Array(text.utf8)
  for (found, wanted) in zip(main, expected) {
    guard let range = found.primary?.range else { continue }
    #expect(range.start == offsets[wanted.marker], "\(found)", sourceLocation: sourceLocation)
    if let covers = wanted.covers {
      let shown = String(decoding: bytes[range.start..<range.end], as: UTF8.self)
      #expect(shown == covers, sourceLocation: sourceLocation)
    }
    if !wanted.notes.isEmpty {
      #expect(found.notes.map(\.kind) == wanted.notes, sourceLocation: sourceLocation)
    }
  }
  if let fixed {
    #expect(applyFixes(main, to: text) == fixed, sourceLocation: sourceLocation)
  }
  return result
}

/// The text with every fix of the diagnostics applied.
func applyFixes(_ diagnostics: [Diagnostic], to text: String) -> String {
  var bytes = Array(text.utf8)
  let fixes = diagnostics.compactMap(\.fix).sorted { $0.span.range.start > $1.span.range.start }
  for fix in fixes {
    bytes.replaceSubrange(fix.span.range.start..<fix.span.range.end, with: fix.replacement.utf8)
  }
  return String(decoding: bytes, as: UTF8.self)
}
