// Questions that `BrowserTests.swift` asks a page, in JavaScript: each is an expression whose value is
// a list of what is wrong, or a fact. Contrast is measured on the page as it is drawn, not on the
// style sheet, which `StyleTests.swift` reads.
// Source: W3C, Web Content Accessibility Guidelines 2.2 (contrast); MathML Core (2023).

/// Expressions for a page.
enum PageScripts {
  /// What makes the page scroll sideways; frames that scroll by themselves may be wide.
  static let tooWide = """
    (() => {
      const room = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= room) return [];
      return ['the page is ' + document.documentElement.scrollWidth + ' wide'].concat(
        Array.from(document.querySelectorAll('body *'))
          .filter((e) => e.getBoundingClientRect().right > room)
          .map((e) => e.outerHTML.slice(0, 80)).slice(0, 5));
    })()
    """

  /// Luminance of a colour as the browser states it.
  private static let luminance = """
    const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const luminance = (colour) => parts(colour).slice(0, 3)
      .map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
      .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
    """

  /// The luminance of the page behind everything.
  static let paper = """
    (() => { \(luminance) return luminance(getComputedStyle(document.body).backgroundColor); })()
    """

  /// Text with a contrast below 4.5 to what is right behind it.
  static let illegible = """
    (() => {
      \(luminance)
      const behind = (element) => {
        for (let e = element; e; e = e.parentElement) {
          const colour = getComputedStyle(e).backgroundColor;
          if (parts(colour).length === 3 || parts(colour)[3] === 1) return colour;
          if (e.namespaceURI.endsWith('svg') && e.tagName === 'a')
            return getComputedStyle(e.querySelector('rect')).fill;
        }
        return 'rgb(255, 255, 255)';
      };
      const faults = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.data.trim() || !element.checkVisibility()) continue;
        const style = getComputedStyle(element);
        const colour = element.namespaceURI.endsWith('svg') ? style.fill : style.color;
        const [a, b] = [luminance(colour), luminance(behind(element))];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (contrast < 4.5) faults.push(contrast.toFixed(2) + ': ' + node.data.slice(0, 40));
      }
      return faults.slice(0, 5);
    })()
    """

  /// Formulas that the browser does not take for formulas, or draws without height.
  static let badMath = """
    (() => {
      const known = { math: null, mrow: null, mi: 0, mn: 0, mo: 0, mtext: 0, mspace: 0, msub: 2 };
      const faults = [];
      document.querySelectorAll('math, math *').forEach((e) => {
        const space = 'http://www.w3.org/1998/Math/MathML';
        const count = known[e.localName];
        if (e.namespaceURI !== space || count === undefined) faults.push('unknown ' + e.outerHTML);
        else if (count !== null && e.children.length !== count) faults.push(e.outerHTML);
        else if (e.localName === 'math' && e.checkVisibility() && e.getBoundingClientRect().height < 4)
          faults.push('flat ' + e.outerHTML);
      });
      return faults.map((fault) => fault.slice(0, 120)).slice(0, 5);
    })()
    """

  /// The number of things found, once the data of the search are there.
  static let waitForFound = """
    new Promise((done) => {
      const look = () => {
        const items = document.querySelectorAll('#found li').length;
        if (items) done(items); else setTimeout(look, 10);
      };
      look();
      setTimeout(() => done(0), 5000);
    })
    """

  /// The id of the result that Enter opens.
  static let selected =
    "document.getElementById('search').getAttribute('aria-activedescendant') || ''"

  /// How many things the key Tab should reach: what does something, and what scrolls.
  static let reachable = """
    (() => {
      const active = 'a[href], button, input, summary, [tabindex="0"]';
      const all = Array.from(document.querySelectorAll(active));
      const scrolling = Array.from(document.querySelectorAll('.box:not([tabindex]), .graph'))
        .filter((e) => e.scrollWidth > e.clientWidth && !e.querySelector(active));
      return all.concat(scrolling).filter((e) => e.tabIndex >= -1 && e.checkVisibility())
        .filter((e) => e.getAttribute('tabindex') !== '-1').length;
    })()
    """

  /// What has the focus, numbered, with what is wrong with how it looks; nothing if the page has it.
  static let focus = """
    (() => {
      const e = document.activeElement;
      if (e === document.body) return [];
      const all = Array.from(document.querySelectorAll('*'));
      const faults = [];
      const style = getComputedStyle(e);
      const rect = e.querySelector('rect');
      const isOutlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
      const isDrawn = rect && parseFloat(getComputedStyle(rect).strokeWidth) >= 2;
      if (!e.matches(':focus-visible')) faults.push('not marked for the keyboard');
      if (!isOutlined && !isDrawn) faults.push('no outline');
      const box = e.getBoundingClientRect();
      if (box.width < 4 || box.height < 4) faults.push('no size');
      if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth)
        faults.push('off the screen');
      const name = e.textContent.trim() || e.id;
      return [all.indexOf(e) + ' ' + name.slice(0, 40), faults.join(', ')];
    })()
    """

  /// Controls that are shown though nothing would happen.
  static let shownControls = """
    Array.from(document.querySelectorAll('button, input'))
      .filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 80))
    """

  /// Text of the body that is not drawn, though a reader of paper cannot open or scroll anything.
  static let hidden = """
    (() => {
      const faults = [];
      document.querySelectorAll('main math, main .list li, main .chain li').forEach((e) => {
        if (!e.checkVisibility({ contentVisibilityAuto: true })) faults.push(e.textContent);
        for (let p = e; p !== document.body; p = p.parentElement)
          if (p.scrollWidth > p.clientWidth + 1 && getComputedStyle(p).overflowX !== 'visible')
            faults.push('cut off: ' + e.textContent);
      });
      return faults.map((fault) => fault.slice(0, 80)).slice(0, 5);
    })()
    """
}
