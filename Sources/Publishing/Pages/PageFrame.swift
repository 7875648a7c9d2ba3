// What all pages share: the template that people edit in `Site/template.html`, filled in. Start at
// `page`. A placeholder is a word in doubled braces; each must be filled, and nothing that is filled
// in is looked at again, so a theorem called `{{main}}` is just a name.

/// A link on the way down from the top of the site.
struct Crumb {
  let title: String
  /// Nil for the page itself.
  let href: String?
}

/// The frame around the pages of a site.
struct PageFrame {
  private let pieces: [Piece]

  private enum Piece {
    case text(String)
    case hole(String)
  }

  init(template: String) {
    var pieces: [Piece] = []
    var rest = template[...]
    while let open = rest.range(of: "{{"), let close = rest[open.upperBound...].range(of: "}}") {
      pieces.append(.text(String(rest[..<open.lowerBound])))
      pieces.append(.hole(String(rest[open.upperBound..<close.lowerBound])))
      rest = rest[close.upperBound...]
    }
    pieces.append(.text(String(rest)))
    self.pieces = pieces
  }

  /// A page. `root` leads from its folder to the top of the site: empty, or `../`.
  func page(
    title: String, root: String, crumbs: [Crumb], main: String
  ) -> String {
    let fillings = [
      "title": escaped(title), "root": root, "crumbs": html(crumbs), "main": main,
    ]
    var page = ""
    for piece in pieces {
      switch piece {
      case .text(let text): page += text
      case .hole(let name):
        guard let filling = fillings[name] else {
          preconditionFailure("Site/template.html has an unknown placeholder '\(name)'")
        }
        page += filling
      }
    }
    return page
  }

  private func html(_ crumbs: [Crumb]) -> String {
    var html = ""
    for crumb in crumbs {
      if let href = crumb.href {
        html += "<li><a href=\"\(escaped(href))\">\(escaped(crumb.title))</a></li>"
      } else {
        html += "<li aria-current=\"page\">\(escaped(crumb.title))</li>"
      }
    }
    return html
  }
}

extension Substring {
  /// Where a text occurs first. (Foundation has this; the room does without Foundation.)
  fileprivate func range(of text: String) -> Range<Index>? {
    let sought = Array(text)
    var start = startIndex
    while start < endIndex {
      if self[start...].starts(with: sought) {
        return start..<index(start, offsetBy: sought.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
