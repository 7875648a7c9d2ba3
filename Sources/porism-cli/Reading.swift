// What the subcommands share: reading an axiom file with its diagnostics, and writing to the two
// standard streams. Nothing here decides anything.

import ArgumentParser
import Foundation
import Porism

/// Prints to standard error.
func complain(_ text: String) {
  FileHandle.standardError.write(Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
}

/// The theory of an axiom file; diagnostics go to standard error.
///
/// Throws exit code 2 if the file is not a theory.
func readTheory(_ path: String) throws -> ElaboratedTheory {
  let result = ElaboratedTheory.elaborate(
    path: path, loader: ShippedTheories.loader)
  if !result.diagnostics.isEmpty { complain(result.rendered) }
  guard let theory = result.theory else { throw Outcome.badInput }
  return theory
}
