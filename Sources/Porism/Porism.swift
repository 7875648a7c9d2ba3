// The umbrella that users of the library import: every public room of the house, and nothing else.
// The manual is the documentation catalogue beside this file; the command line is `porism-cli`. What
// is offered: axiom files (AxiomLanguage), the kernel (ProofKernel), discovery (Proving), simplification
// (Rewriting, with its Terms), and certificates (Certificates).

@_exported import AxiomLanguage
@_exported import Certificates
@_exported import LogicGrid
@_exported import ProofKernel
@_exported import Proving
@_exported import Publishing
@_exported import Rewriting
@_exported import Terms
