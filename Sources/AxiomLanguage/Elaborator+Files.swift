// Files: the order of reading, `use`, circles, and what is missing.
//
// All files are read and parsed first, depth first along `use`; then they are elaborated, used
// files before their users. Circles are found on the way down. Entry: `elaborate`; the loader is
// in `SourceLoader.swift`.

import ProofKernel

/// A file that has been read and parsed.
private struct LoadedFile {
  var id: FileID
  var path: String
  var parsed: ParseResult
}

/// The reading of all files of a theory.
private struct FileReader {
  let loader: SourceLoader
  let root: String
  var sources = SourceMap()
  var diagnostics: [Diagnostic] = []
  /// In the order in which they are to be elaborated.
  var loaded: [LoadedFile] = []
  /// Paths that have been read, by where they were found.
  var known: Set<String> = []
  /// Paths from the main file down to the one being read, with the `use` that led to each.
  var open: [(key: String, path: String, span: SourceSpan?)] = []

  /// The most files that may use one another in a chain: far above any library.
  static let chainLimit = 200

  mutating func readMain(_ path: String) {
    switch loader.bytes(of: path) {
    case .failure(let error): diagnostics.append(Diagnostic(fault(error, path), at: nil))
    case .success(let bytes):
      let relative = SourceLoader.lastPart(of: path)
      finish(bytes, key: "file:" + relative, path: relative, shown: path, from: nil)
    }
  }

  private func fault(_ error: SourceReadError, _ path: String) -> Diagnostic.Kind {
    switch error {
    case .missing: return .missingFile(path)
    case .directory: return .directory(path)
    case .tooLarge: return .fileTooLarge(path, limit: SourceFile.maximumBytes)
    case .refused(let code): return .unreadableFile(path, errno: code)
    }
  }

  /// The name of a file without its folder and its ending.
  static func stem(of path: String) -> String {
    let name = SourceLoader.lastPart(of: path)
    for ending in [".axiom", ".smt2"] where name.hasSuffix(ending) {
      return String(name.dropLast(ending.count))
    }
    return name
  }

  private mutating func finish(
    _ bytes: [UInt8], key: String, path: String, shown: String, from: SourceSpan?
  ) {
    known.insert(key)
    open.append((key, path, from))
    let file = SourceFile(path: shown, bytes: bytes)
    let id = sources.add(file)
    let parsed =
      path.hasSuffix(".smt2")
      ? SMTLIBReader.parse(file, id: id, stem: FileReader.stem(of: path))
      : Parser.parse(file, id: id)
    diagnostics += parsed.diagnostics
    for case .use(let statement) in parsed.tree.statements {
      use(statement, parsed.tree, from: id, path: path, isLibrary: key.hasPrefix("library:"))
    }
    loaded.append(LoadedFile(id: id, path: path, parsed: parsed))
    open.removeLast()
  }

  private mutating func use(
    _ statement: UseStatement, _ tree: SyntaxTree, from id: FileID, path: String, isLibrary: Bool
  ) {
    let span = SourceSpan(id, statement.path.range)
    let text = tree.text(statement.path.name)
    let named = text.hasSuffix(".axiom") ? text : text + ".axiom"
    let beside = SourceLoader.join(SourceLoader.directory(of: path), named)
    var candidates: [(key: String, path: String, shown: String)] = []
    if !isLibrary {
      candidates.append(("file:" + beside, beside, SourceLoader.join(root, beside)))
    } else if beside != named {
      candidates.append(("library:" + beside, beside, beside))
    }
    candidates.append(("library:" + named, named, named))
    for (key, path, shown) in candidates {
      if let start = open.firstIndex(where: { $0.key == key }) {
        let notes = open[(start + 1)...].compactMap { entry in
          entry.span.map { Diagnostic.Note(.usedHere(entry.path), at: $0) }
        }
        diagnostics.append(Diagnostic(.cyclicUse(text), at: span, notes: notes))
        return
      }
      if known.contains(key) { return }
      let isFile = key.hasPrefix("file:")
      let found =
        isFile
        ? loader.bytes(of: shown).map { SourceLoader.LibraryFile(bytes: $0, shownPath: shown) }
        : loader.libraryFile(path)
      switch found {
      case .failure(.missing): continue
      case .failure(let error):
        diagnostics.append(Diagnostic(fault(error, text), at: span))
        return
      case .success(let file):
        guard open.count < FileReader.chainLimit else {
          diagnostics.append(
            Diagnostic(.nestingTooDeep(limit: FileReader.chainLimit), at: span))
          return
        }
        finish(file.bytes, key: key, path: path, shown: file.shownPath, from: span)
        return
      }
    }
    diagnostics.append(Diagnostic(.missingFile(named), at: span))
  }
}

extension ElaboratedTheory {
  /// Reads an axiom file and all that it uses.
  ///
  /// Never fails: faults are in the result. *Complexity*: linear in the text, apart from the
  /// checks of functions, which the kernel bounds.
  public static func elaborate(path: String, loader: SourceLoader = SourceLoader())
    -> ElaborationResult
  {
    var reader = FileReader(loader: loader, root: SourceLoader.directory(of: path))
    reader.readMain(path)
    let name = FileReader.stem(of: path)
    var elaborator = Elaborator(loader: loader, document: TheoryDocument(name: name))
    elaborator.sources = reader.sources
    elaborator.diagnostics = reader.diagnostics
    elaborator.declaresBool = reader.loaded.contains { declaresBool($0.parsed.tree) }
    for file in boolFirst(reader.loaded) {
      let isMain = file.id == FileID(index: 0)
      elaborator.elaborate(file.parsed.tree, file.id, path: file.path, keepsGoals: isMain)
      elaborator.files.append(
        AxiomFile(path: file.path, bytes: reader.sources[file.id].bytes))
      let isSilent = file.parsed.tokens.count == 1 && file.parsed.diagnostics.isEmpty
      if isMain && isSilent {
        elaborator.diagnostics.append(
          Diagnostic(.emptyFile, at: SourceSpan(file.id, SourceRange(0, 0))))
      }
    }
    let hasError = elaborator.diagnostics.contains { $0.severity == .error }
    let theory = ElaboratedTheory(
      document: elaborator.document, goals: elaborator.goals, files: elaborator.files)
    return ElaborationResult(
      theory: hasError ? nil : theory,
      diagnostics: ordered(elaborator.diagnostics), sources: elaborator.sources)
  }

  /// Reads a theory from text in memory; `use` finds only the library.
  public static func elaborate(text: String, path: String = "input.axiom", library: SourceLoader)
    -> ElaborationResult
  {
    elaborate(path: path, loader: library.adding(path: path, text: text))
  }

  /// The files in the order of elaboration: one that declares Bool and uses no other comes before those that only
  /// use the name, in whatever order somebody wrote the `use` lines.
  private static func boolFirst(_ files: [LoadedFile]) -> [LoadedFile] {
    guard
      let place = files.firstIndex(where: { file in
        declaresBool(file.parsed.tree)
          && !file.parsed.tree.statements.contains { if case .use = $0 { true } else { false } }
      })
    else { return files }
    var ordered = files
    ordered.insert(ordered.remove(at: place), at: 0)
    return ordered
  }

  private static func declaresBool(_ tree: SyntaxTree) -> Bool {
    for case .sort(let group) in tree.statements
    where group.contains(where: { tree.text($0.name.name) == "Bool" }) { return true }
    return false
  }

  /// By file, then by place; those without a place first. Stable.
  private static func ordered(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.enumerated().sorted {
      let left = ($0.element.primary?.file.index ?? -1, $0.element.primary?.range.start ?? 0)
      let right = ($1.element.primary?.file.index ?? -1, $1.element.primary?.range.start ?? 0)
      return (left.0, left.1, $0.offset) < (right.0, right.1, $1.offset)
    }.map(\.element)
  }
}
