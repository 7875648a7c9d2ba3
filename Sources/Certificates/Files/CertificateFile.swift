// Certificates on disk: written whole or not at all, and read with the file's faults told apart from
// those of what it says. `CertificateWriter` and `CertificateReader` know the format, `AtomicFile`
// and `ByteScanner` the file system.

/// Reads and writes `.proof` files.
public enum CertificateFile {
  /// Writes a certificate to a file, which appears, or is replaced, in one step.
  ///
  /// *Throws*: what the system refuses (full disk, read-only mount, a folder of that name …); the
  /// earlier file is then untouched and nothing is left beside it.
  public static func write(_ certificate: Certificate, to path: String) throws(FileError) {
    var file = try AtomicFile(path: path)
    try CertificateWriter.write(certificate, to: &file)
    try file.commit()
  }

  /// Reads a certificate, whose proofs the kernel has not checked yet.
  ///
  /// *Throws*: the first fault, with its line; or what the system refuses.
  public static func read(_ path: String) throws(CertificateError) -> Certificate {
    try CertificateReader.read(ByteScanner(path: path)).certificate
  }
}
