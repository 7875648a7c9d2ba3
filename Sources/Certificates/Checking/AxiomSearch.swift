// Where the axiom files of a certificate are looked for: in the folder that was named, else beside the
// certificate, with the shipped library for what they `use`; else, if the main file itself is
// shipped and has the stated hash, in the library alone. No path of the certificate is opened but the
// plain name of its main file. Start at `elaborate`; `Comparison` compares what is found.

import AxiomLanguage

/// Where axiom files may be found.
public struct AxiomSearch: Sendable {
  /// The folder that was named; nil for the certificate's own.
  public var folder: String?
  /// The folder of TPTP's own axiom files, for what a problem includes; nil if there is none.
  public var library: String?
  /// The bytes of a shipped file by its name, such as `peano.axiom`; nil if none is called so.
  public var shipped: @Sendable (String) -> [UInt8]?

  /// Collects the parts; never fails.
  public init(
    folder: String? = nil, library: String? = nil,
    shipped: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
  ) {
    (self.folder, self.library, self.shipped) = (folder, library, shipped)
  }

  /// The theory of a certificate's axiom files, and where its main file was found; nil if nowhere.
  ///
  /// *Throws*: the file is not in the folder that was named, or its text is no theory any more.
  func elaborate(_ certificate: Certificate, at path: String) throws(Difference) -> (
    theory: ElaboratedTheory, path: String
  )? {
    guard let stamp = certificate.files.last else { return nil }
    let main = stamp.path
    let beside = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let file = folder.map { $0.hasSuffix("/") ? $0 + main : "\($0)/\(main)" } ?? beside + main
    if Self.exists(file) {
      return (try theory(file, SourceLoader(embedded: shipped)), file)
    }
    if folder != nil { throw Difference(.missingFile(path: file)) }
    guard let bytes = shipped(main), ContentHash(of: bytes).description == stamp.hash else {
      return nil
    }
    // From the library alone: the names of used files must not be found by chance in this folder.
    var library: [String: String] = [:]
    for stamp in certificate.files {
      if let bytes = shipped(stamp.path) {
        library[stamp.path] = String(decoding: bytes, as: UTF8.self)
      }
    }
    let files = [main: String(decoding: bytes, as: UTF8.self)]
    return (try theory(main, SourceLoader(files: files, library: library)), "shipped \(main)")
  }

  private func theory(_ path: String, _ loader: SourceLoader) throws(Difference)
    -> ElaboratedTheory
  {
    if ElaboratedTheory.isTPTP(path) { return try problem(path) }
    let result = ElaboratedTheory.elaborate(path: path, loader: loader)
    guard let theory = result.theory else {
      let first = result.rendered.split(separator: "\n").first ?? ""
      throw Difference(.elaboration(String(first)))
    }
    return theory
  }

  /// The theory of a TPTP problem.
  private func problem(_ path: String) throws(Difference) -> ElaboratedTheory {
    do {
      return try ElaboratedTheory(TPTPProblem.read(path: path, library: library))
    } catch let error as TPTPError {
      let first = error.rendered.split(separator: "\n").first ?? ""
      throw Difference(.elaboration(String(first)))
    } catch {
      throw Difference(.elaboration("the kernel refuses a clause"))
    }
  }

  private static func exists(_ path: String) -> Bool {
    do throws(SourceReadError) { _ = try SourceFile.readBytes(path: path) } catch {
      return error != .missing
    }
    return true
  }
}
