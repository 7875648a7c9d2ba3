// The standard workloads, read from the file beside the project (`CORPORA`, default ../shared/corpora).
// Tests that need it are skipped, loudly, where it is not there.

import Foundation
import Rewriting
import Terms
import TestSupport

/// The file of workloads.
struct Workloads {
  private let list: [[String: Any]]

  /// The shared one; nil, with a line on standard error, if it is not there.
  static let shared: Workloads? = {
    let corpora =
      ProcessInfo.processInfo.environment["CORPORA"] ?? repositoryRoot() + "/../shared/corpora"
    for folder in [corpora, "/work/shared/corpora"] {
      if let data = FileManager.default.contents(atPath: folder + "/egraph/workloads.json"),
        let json = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
        let list = json["workloads"] as? [[String: Any]]
      {
        return Workloads(list: list)
      }
    }
    FileHandle.standardError.write(Data("SKIPPED: no workloads at \(corpora)\n".utf8))
    return nil
  }()

  /// A workload by its name.
  subscript(id: String) -> Workload {
    Workload(content: list.first { $0["id"] as? String == id } ?? [:])
  }
}

/// One workload.
struct Workload {
  let content: [String: Any]

  /// Strings under a key.
  func strings(_ key: String) -> [String] { content[key] as? [String] ?? [] }

  /// Objects under a key.
  func objects(_ key: String) -> [[String: Any]] { content[key] as? [[String: Any]] ?? [] }

  /// The plain rules.
  func rules(_ language: inout Language, under key: String = "rules") -> [RewriteRule] {
    objects(key).map { rule in
      RewriteRule(
        name: rule["name"] as! String, rule["lhs"] as! String, rule["rhs"] as! String,
        in: &language)!
    }
  }
}

extension Workloads: @unchecked Sendable {}
