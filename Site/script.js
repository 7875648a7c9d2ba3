// What the pages of a proof site do: remember light or dark, copy a statement, search. Everything
// works from a folder, without a network: no fetch, no module, no worker. Without this script the
// pages can be read all the same. `search.js` holds the data and assigns `window.porismSearch`.
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
    function label() { button.textContent = isDark() ? 'Light' : 'Dark'; button.title = 'Switch to ' + (isDark() ? 'light' : 'dark') + ' colours'; }
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
    var input = document.getElementById('search');
    if (!input) return;
    var list = document.getElementById('found');
    var count = document.getElementById('count');
    var shown = 40;
    var entries = null;
    var active = -1;

    function load() {
      var data = window.porismSearch || { theories: [], theorems: [] };
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
      if (!entries) load();
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
        item.id = 'found-' + place;
        item.setAttribute('role', 'option');
        link.href = entry.href;
        link.tabIndex = -1;
        name.textContent = entry.title;
        theory.textContent = entry.theory;
        link.append(theory, name, entry.statement);
        item.append(link);
        list.append(item);
      });
      var number = found.length;
      count.textContent = !whole ? '' : number === 0 ? 'nothing found'
        : number > shown ? number + ' found, the first ' + shown + ' shown' : number + ' found';
      list.hidden = number === 0;
      input.setAttribute('aria-expanded', String(number > 0));
      activate(number > 0 ? 0 : -1);
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
    input.addEventListener('keydown', function (event) {
      var last = list.children.length - 1;
      if (event.key === 'ArrowDown') activate(active < last ? active + 1 : 0);
      else if (event.key === 'ArrowUp') activate(active > 0 ? active - 1 : last);
      else if (event.key === 'Enter' && list.children[active]) list.children[active].firstChild.click();
      else if (event.key === 'Escape') { input.value = ''; find(); }
      else return;
      event.preventDefault();
    });
    document.addEventListener('keydown', function (event) {
      var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  }

  document.addEventListener('DOMContentLoaded', function () {
    setUpTheme();
    setUpCopying();
    setUpTitles();
    setUpSearch();
  });
})();
