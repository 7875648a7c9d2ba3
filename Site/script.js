// What the pages of a proof site do: remember light or dark, copy a statement, search. Everything
// works from a folder, without a network: no fetch, no module, no worker. Without this script the
// pages can be read all the same. `search.js` holds the data and assigns `window.porismSearch`; it is
// loaded when somebody goes to the search, not before.
(function () {
  'use strict';
  var root = document.documentElement;

  // Before the page is drawn, so that it does not flash. A browser may refuse localStorage.
  function remembered() {
    try { return localStorage.getItem('porism-theme'); } catch (error) { return null; }
  }
  function remember(theme) {
    try { localStorage.setItem('porism-theme', theme); } catch (error) { /* for this page only */ }
  }
  var theme = remembered();
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;

  function isDark() {
    if (root.dataset.theme) return root.dataset.theme === 'dark';
    return matchMedia('(prefers-color-scheme: dark)').matches;
  }

  function setUpTheme() {
    var button = document.getElementById('theme');
    function label() {
      button.textContent = isDark() ? 'Light' : 'Dark';
      button.title = 'Switch to ' + (isDark() ? 'light' : 'dark') + ' colours';
    }
    button.hidden = false;
    button.addEventListener('click', function () {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      remember(root.dataset.theme);
      label();
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', label);
    label();
  }

  function setUpCopying() {
    document.querySelectorAll('[data-copy]').forEach(function (button) {
      var source = document.getElementById(button.dataset.copy);
      button.hidden = false;
      button.addEventListener('click', function () {
        copy(source, function (done) {
          button.textContent = done ? 'Copied' : 'Press Ctrl+C';
          setTimeout(function () { button.textContent = 'Copy'; }, 1600);
        });
      });
    });
  }

  // On a page from a folder the clipboard may be refused; then the text is selected instead.
  function copy(source, then) {
    function select() {
      var range = document.createRange();
      range.selectNodeContents(source);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      var done = false;
      try { done = document.execCommand('copy'); } catch (error) { done = false; }
      then(done);
    }
    if (!navigator.clipboard) return select();
    navigator.clipboard.writeText(source.textContent).then(function () { then(true); }, select);
  }

  // What a rule says, for the pointer: the lists beside a proof know it, the proof's links do not.
  function setUpTitles() {
    var titles = {};
    document.querySelectorAll('aside a[title]').forEach(function (link) {
      titles[link.getAttribute('href')] = link.title;
    });
    document.querySelectorAll('.proof a').forEach(function (link) {
      link.title = titles[link.getAttribute('href')] || '';
    });
  }

  // ASCII for each Unicode sign, so that either spelling finds both.
  var spellings = {
    '⇒': '=>', '⇔': '<=>', '∧': ' and ', '∨': ' or ', '¬': ' not ', '∀': ' forall ', '∃': ' exists ',
    '≠': '/=', '≤': '<=', '≥': '>=', '·': '*', '→': '->', '⊥': 'false'
  };
  function plain(text) {
    return text.toLowerCase()
      .replace(/[⇒⇔∧∨¬∀∃≠≤≥·→⊥]/g, function (sign) { return spellings[sign]; })
      .replace(/\s+/g, ' ').trim()
      .replace(/ ?([^\w ]) ?/g, '$1');
  }

  // Lower is better; -1 is not found.
  function rate(entry, whole, words) {
    if (entry.name === whole) return 0;
    if (entry.name.startsWith(whole)) return 1;
    if (entry.name.includes(whole)) return 2;
    if (entry.text.includes(whole)) return 3;
    return words.every(function (word) { return entry.both.includes(word); }) ? 4 : -1;
  }

  function setUpSearch() {
    var field = document.getElementById('searching');
    var input = document.getElementById('search');
    var results = document.getElementById('results');
    var list = document.getElementById('found');
    var count = document.getElementById('count');
    var shown = 40;
    var entries = null;
    var active = -1;
    field.hidden = false;

    function load() {
      load = function () {};
      var script = document.createElement('script');
      script.src = root.dataset.root + 'search.js';
      script.addEventListener('load', function () { read(); find(); });
      document.head.append(script);
    }

    function read() {
      var data = window.porismSearch;
      entries = data.theorems.map(function (row) {
        var name = plain(row[1]);
        var text = plain(row[3]);
        var page = row[2] || row[1] + '.html';
        return {
          name: name, text: text, both: name + ' ' + text, title: row[1], statement: row[3],
          theory: data.theories[row[0]][0],
          href: root.dataset.root + data.theories[row[0]][1] + '/' + page
        };
      });
    }

    function find() {
      if (!entries) return load();
      var whole = plain(input.value);
      var words = input.value.trim().split(/\s+/).map(plain);
      var buckets = [[], [], [], [], []];
      if (whole) entries.forEach(function (entry) {
        var place = rate(entry, whole, words);
        if (place >= 0) buckets[place].push(entry);
      });
      show([].concat.apply([], buckets), whole);
    }

    function show(found, whole) {
      list.textContent = '';
      found.slice(0, shown).forEach(function (entry, place) {
        var item = document.createElement('li');
        var link = document.createElement('a');
        var name = document.createElement('b');
        var theory = document.createElement('small');
        var statement = document.createElement('span');
        item.id = 'found-' + place;
        item.setAttribute('role', 'option');
        link.href = entry.href;
        link.tabIndex = -1;
        name.textContent = entry.title;
        theory.textContent = entry.theory;
        statement.textContent = entry.statement;
        link.append(name, ' ', theory, ' ', statement);
        item.append(link);
        list.append(item);
      });
      var number = found.length;
      count.textContent = !whole ? '' : number === 0 ? 'nothing found'
        : number > shown ? number + ' found, the first ' + shown + ' shown' : number + ' found';
      open(whole !== '');
      activate(number > 0 ? 0 : -1);
    }

    function open(isOpen) {
      results.hidden = !isOpen;
      input.setAttribute('aria-expanded', String(isOpen));
    }

    function activate(place) {
      var items = list.children;
      if (items[active]) items[active].removeAttribute('aria-selected');
      active = place;
      if (!items[active]) return input.removeAttribute('aria-activedescendant');
      items[active].setAttribute('aria-selected', 'true');
      items[active].scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', items[active].id);
    }

    input.addEventListener('input', find);
    input.addEventListener('focus', find);
    input.addEventListener('keydown', function (event) {
      var last = list.children.length - 1;
      if (event.key === 'ArrowDown') activate(active < last ? active + 1 : 0);
      else if (event.key === 'ArrowUp') activate(active > 0 ? active - 1 : last);
      else if (event.key === 'Enter' && list.children[active]) list.children[active].firstChild.click();
      else if (event.key === 'Escape') { input.value = ''; find(); }
      else return;
      event.preventDefault();
    });
    // Whoever leaves the search sees the page again; a click on a result is still a click.
    document.addEventListener('focusin', function (event) {
      if (!field.contains(event.target)) open(false);
    });
    document.addEventListener('pointerdown', function (event) {
      if (!field.contains(event.target)) open(false);
    });
    document.addEventListener('keydown', function (event) {
      var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  }

  // A drawing that is wider than the screen starts where the page's own theorem is, or in the middle.
  function setUpGraphs() {
    document.querySelectorAll('.graph').forEach(function (frame) {
      var here = frame.querySelector('.here rect');
      var frameBox = frame.getBoundingClientRect();
      var middle = frame.scrollWidth / 2;
      if (here) {
        var box = here.getBoundingClientRect();
        middle = box.left + box.width / 2 - frameBox.left;
      }
      frame.scrollLeft = middle - frame.clientWidth / 2;
      setUpLines(frame);
    });
  }

  // The lines of the box that is looked at stand out.
  function setUpLines(frame) {
    var boxes = Array.from(frame.querySelectorAll('a'));
    var lines = Array.from(frame.querySelectorAll('path[data-ends]'));
    function mark(box, isNear) {
      var number = String(boxes.indexOf(box));
      lines.forEach(function (line) {
        if (line.dataset.ends.split(' ').includes(number)) line.classList.toggle('near', isNear);
      });
    }
    boxes.forEach(function (box) {
      ['pointerenter', 'focus'].forEach(function (kind) {
        box.addEventListener(kind, function () { mark(box, true); });
      });
      ['pointerleave', 'blur'].forEach(function (kind) {
        box.addEventListener(kind, function () { mark(box, false); });
      });
    });
  }

  // A link to what is folded away opens it.
  function setUpFolds() {
    function reveal() {
      var name = decodeURIComponent(location.hash.slice(1));
      var target = name && document.getElementById(name);
      var fold = target && target.closest('details');
      if (!fold || fold.open) return;
      fold.open = true;
      target.scrollIntoView();
    }
    addEventListener('hashchange', reveal);
    reveal();
    // On paper nothing can be unfolded.
    addEventListener('beforeprint', function () {
      document.querySelectorAll('details').forEach(function (fold) { fold.open = true; });
    });
  }

  document.addEventListener('DOMContentLoaded', function () {
    setUpTheme();
    setUpCopying();
    setUpTitles();
    setUpSearch();
    setUpFolds();
    setUpGraphs();
  });
})();
