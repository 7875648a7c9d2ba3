// swift-tools-version: 6.2
// Porism: the rooms of the house and the one-way doors between them. See README.md first.
import PackageDescription

/// Every room is Swift 6, warnings are errors in our own code, and lookups stay checked (no -Ounchecked).
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "porism",
  products: [
    .library(name: "Porism", targets: ["Porism"]),
    .executable(name: "porism", targets: ["porism-cli"]),
    .executable(name: "benchmark", targets: ["benchmark"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
  ],
  targets: [
    .target(name: "ProofKernel", swiftSettings: strict),
    .target(name: "AxiomLanguage", dependencies: ["ProofKernel"], swiftSettings: strict),
    .systemLibrary(name: "CGMP"),
    .target(name: "Terms", dependencies: ["CGMP"], swiftSettings: strict),
    .target(
      name: "Rewriting", dependencies: ["Terms", "ProofKernel", "AxiomLanguage"],
      swiftSettings: strict),
    .target(name: "LogicGrid", swiftSettings: strict),
    .systemLibrary(name: "CCaDiCaL"),
    .target(
      name: "Proving",
      dependencies: ["ProofKernel", "AxiomLanguage", "Terms", "LogicGrid", "CCaDiCaL"],
      swiftSettings: strict),
    .target(
      name: "Certificates",
      dependencies: [
        "ProofKernel", "AxiomLanguage", .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: strict),
    .target(
      name: "Publishing", dependencies: ["ProofKernel", "AxiomLanguage", "Certificates"],
      // Links to the hand-written files in Site/; see SiteAssets.swift.
      resources: [
        .embedInCode("Assets/template.html"), .embedInCode("Assets/style.css"),
        .embedInCode("Assets/script.js"),
      ], swiftSettings: strict),
    .target(
      name: "Porism",
      dependencies: [
        "ProofKernel", "AxiomLanguage", "Terms", "LogicGrid", "Proving", "Certificates",
        "Publishing", "Rewriting",
      ],
      resources: [
        "arithmetic", "boolean", "boolean-algebra", "combinatory", "complex-functions",
        "derivatives", "field", "folds", "functions", "group", "intervals", "lattice", "list",
        "minmax", "monoid", "order", "peano", "quasigroup", "real-functions", "ring", "sorting",
        "sums", "tree",
      ].map { .embedInCode("Axioms/\($0).axiom") }, swiftSettings: strict),
    .executableTarget(
      name: "porism-cli",
      dependencies: [
        // Named beside the umbrella: a changed layout there must rebuild what uses it.
        "Porism", "Rewriting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
    .executableTarget(
      name: "benchmark", dependencies: ["Porism", "Rewriting", "Terms"], swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["ProofKernel", "AxiomLanguage"],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "ProofKernelTests", dependencies: ["ProofKernel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ProvingTests", dependencies: ["Proving", "Certificates", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "CertificatesTests", dependencies: ["Porism", "Certificates", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "AxiomLanguageTests", dependencies: ["AxiomLanguage", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RewritingTests",
      dependencies: ["Rewriting", "Terms", "ProofKernel", "AxiomLanguage", "TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "LogicGridTests", dependencies: ["LogicGrid"], swiftSettings: strict),
    .testTarget(
      name: "PorismTests", dependencies: ["Porism", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "PublishingTests", dependencies: ["Publishing"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
