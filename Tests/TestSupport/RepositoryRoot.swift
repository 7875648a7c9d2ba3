// Shared by the test suites: where the repository's own files are.

/// The folder of the repository, from the path of a file two folders below it.
public func repositoryRoot(from file: String = #filePath) -> String {
  file.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
}
