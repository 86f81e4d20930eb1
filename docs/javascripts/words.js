// Where words part at the end of a line: a long name at its joints, a short one not at all.
(function () {
  // Names of checkpoints and families, days, options and numbers with an exponent.
  const WHOLE = /(?<![\w./-])(?:GPT-\d(?:['’]s)?|(?:llama|gpt2)(?:-\d[\w.]*|-(?:medium|large|xl|stand|in))+|\d{4}-\d\d-\d\d|--?[a-z][a-z-]*|\d[\d.]*e-\d+)(?![\w/-])/g;
  // Behind what joins the parts of a path or a setting, and before a capital inside of a word.
  const JOINTS = /(?<=[/_=\\])(?=.)|(?<=[^.]\.)(?=[a-z])|(?<=[a-z\d])(?=[A-Z][a-z])/;
  const LONG = 12;
  const ARTICLE = "article.md-content__inner";
  const LEFT_ALONE = "pre, svg, script, style, select, textarea, button, [data-site], .whole";

  const settled = new WeakSet(); // texts, of which a piece by itself would part once more

  function settle(within) {
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const it of texts) if (!settled.has(it) && !it.parentElement.closest(LEFT_ALONE)) part(it);
  }

  function part(text) {
    const pieces = [];
    let at = 0;
    for (const found of text.data.matchAll(WHOLE)) {
      pieces.push(...jointed(text.data.slice(at, found.index)), whole(found[0]));
      at = found.index + found[0].length;
    }
    pieces.push(...jointed(text.data.slice(at)));
    settled.add(text);
    if (pieces.every((it) => typeof it === "string")) return;
    const parted = pieces.map((it) => (typeof it === "string" ? new Text(it) : it));
    parted.forEach((it) => settled.add(it));
    text.replaceWith(...parted);
  }

  function whole(words) {
    const kept = document.createElement("span");
    kept.className = "whole";
    kept.textContent = words;
    return kept;
  }

  // Neighbours that can't part are one piece, so that a text without long names stays as it is.
  function jointed(words) {
    const pieces = [""];
    for (const word of words.split(/(\s+)/)) {
      const [first, ...rest] = word.length < LONG ? [word] : word.split(JOINTS);
      pieces[pieces.length - 1] += first;
      for (const it of rest) pieces.push(document.createElement("wbr"), it);
    }
    return pieces.filter(Boolean);
  }

  // Scripts write later, and may put a whole page in place of this one.
  function settleChanged(changes) {
    const article = document.querySelector(ARTICLE);
    for (const it of article ? new Set(changes.map(({ target }) => target)) : []) {
      if (article.contains(it)) settle(it);
      else if (it.contains(article)) settle(article);
    }
  }

  settleChanged([{ target: document.body }]);
  new MutationObserver(settleChanged).observe(document.body, { childList: true, subtree: true });
})();
