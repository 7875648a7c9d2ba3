// What a person sees at a terminal and a script does not: progress, on a line that is gone when the
// work is done. `script` (Debian's bsdutils, always there) plays the terminal.

import Foundation
import Testing

@Suite struct TerminalTests {
  @Test func progressIsForTerminals() throws {
    guard let workshop = try Workshop() else { return }
    defer { workshop.remove() }
    let command =
      "script -qec 'porism derive Axioms/list.axiom -o p.proof --time 1 > table' /dev/null"
    let (code, seen) = try workshop.run(command, environment: ["TERM": "xterm"])
    #expect(code == 3)
    // The line is written over: return, erase, text.
    let looks = seen.components(separatedBy: "\r\u{1B}[K")
    #expect(looks.count > 2)
    let look = /list: [0-9]+ attempts, [0-9]+\/s, [0-9]+ s, at most [0-9]+ s left/
    #expect(looks[1].wholeMatch(of: look) != nil, "\(looks[1])")
    // It is taken away: what comes last stands on a line of its own.
    #expect(looks.last?.hasPrefix("the time was over") == true, "\(looks.last ?? "")")
  }

  @Test func logsAreClean() throws {
    guard let workshop = try Workshop() else { return }
    defer { workshop.remove() }
    let command = "porism derive Axioms/group.axiom -o p.proof > table"
    let (code, seen) = try workshop.run(command, environment: ["TERM": "xterm"])
    #expect(code == 0 && seen == "")
    let table = try String(contentsOfFile: workshop.folder + "/table", encoding: .utf8)
    #expect(!table.contains("\u{1B}"))
    #expect(table.hasPrefix("rank  name"))
    // Numbers stand to the right, so all ranks end in one column.
    let ranks = table.split(separator: "\n").dropFirst().prefix { !$0.hasSuffix("checked") }
    #expect(ranks.count > 5)
    #expect(ranks.dropLast(2).allSatisfy { $0.prefix(4).last?.isNumber == true })
    #expect(!table.contains(" \n"))
  }
}
