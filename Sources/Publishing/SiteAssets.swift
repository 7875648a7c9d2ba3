// The hand-written files of a site: template, style, script. They live in `Site/`, where people edit
// them; the links in `Sources/Publishing/Assets` bring them into this target, and SwiftPM compiles
// their bytes in (`.embedInCode` in Package.swift). So the executable is whole by itself, there is no
// generated file to keep in step, and nothing is looked for at run time. Tried instead: resources in
// a bundle (the executable could not be moved), a target with the path `Site` (SwiftPM would then
// walk through the generated pages of `Site/out`).

/// The files in `Site/`, as they were when the product was built.
enum SiteAssets {
  /// The frame of every page; see `PageFrame`.
  static var template: String { String(decoding: PackageResources.template_html, as: UTF8.self) }
  /// What the pages look like.
  static var style: [UInt8] { PackageResources.style_css }
  /// Search, theme, copying.
  static var script: [UInt8] { PackageResources.script_js }
}
