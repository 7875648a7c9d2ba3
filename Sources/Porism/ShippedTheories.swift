// The shipped axiom files, built into the program so that `use "peano"` works in any folder. `Axioms`
// beside this file is a link to the folder at the top; the package manager turns its files into code
// (`PackageResources`), since a bundle of files would have to travel with the executable.

/// The theories that come with the product.
public enum ShippedTheories {
  /// The names, in alphabetical order.
  public static let names = [
    "arithmetic", "boolean", "boolean-algebra", "combinatory", "complex-functions", "derivatives",
    "field", "folds", "functions", "group", "intervals", "lattice", "list", "minmax", "monoid",
    "order", "peano", "quasigroup", "real-functions", "ring", "sorting", "sums", "tree",
  ]

  /// The bytes of an axiom file by its name, such as `peano.axiom`; nil if none is called so.
  public static func bytes(_ file: String) -> [UInt8]? {
    switch file {
    case "arithmetic.axiom": PackageResources.arithmetic_axiom
    case "boolean.axiom": PackageResources.boolean_axiom
    case "boolean-algebra.axiom": PackageResources.boolean_algebra_axiom
    case "combinatory.axiom": PackageResources.combinatory_axiom
    case "complex-functions.axiom": PackageResources.complex_functions_axiom
    case "derivatives.axiom": PackageResources.derivatives_axiom
    case "field.axiom": PackageResources.field_axiom
    case "folds.axiom": PackageResources.folds_axiom
    case "functions.axiom": PackageResources.functions_axiom
    case "group.axiom": PackageResources.group_axiom
    case "intervals.axiom": PackageResources.intervals_axiom
    case "lattice.axiom": PackageResources.lattice_axiom
    case "list.axiom": PackageResources.list_axiom
    case "minmax.axiom": PackageResources.minmax_axiom
    case "monoid.axiom": PackageResources.monoid_axiom
    case "order.axiom": PackageResources.order_axiom
    case "peano.axiom": PackageResources.peano_axiom
    case "quasigroup.axiom": PackageResources.quasigroup_axiom
    case "real-functions.axiom": PackageResources.real_functions_axiom
    case "ring.axiom": PackageResources.ring_axiom
    case "sorting.axiom": PackageResources.sorting_axiom
    case "sums.axiom": PackageResources.sums_axiom
    case "tree.axiom": PackageResources.tree_axiom
    default: nil
    }
  }

  /// Files from disk, and the shipped ones for what is not beside the file that uses it.
  public static var loader: SourceLoader { SourceLoader(embedded: bytes) }
}
