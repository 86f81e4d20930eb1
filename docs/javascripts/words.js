// Where words part at the end of a line: a long name at its joints, a short one not at all.
(function () {
  // Names of checkpoints and families, days, options and numbers with an exponent.
  const WHOLE = /(?<![\w./-])(?:GPT-\d(?:['’]s)?|(?:llama|gpt2)(?:-\d[\w.]*|-(?:medium|large|xl|stand|in))+|\d{4}-\d\d-\d\d|--?[a-z][a-z-]*|\d[\d.]*e-\d+)(?![\w/-])/g;
  // Behind what joins the parts of a path or a setting, and before a capital inside of a word.
  const JOINTS = /(?<=[/_=\\])(?=.)|(?<=[^.]\.)(?=[a-z])|(?<=[a-z\d])(?=[A-Z][a-z])/;
  const LONG = 12;
  const LEFT_ALONE = "pre, svg, script, style, select, textarea, button, [data-site], .whole";

  function settle() {
    const within = document.querySelector("article");
    if (!within || "settled" in within.dataset) return; // a piece by itself would part once more
    within.dataset.settled = "";
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const it of texts) if (!it.parentElement.closest(LEFT_ALONE)) part(it);
  }

  function part(text) {
    const pieces = [];
    let at = 0;
    for (const found of text.data.matchAll(WHOLE)) {
      pieces.push(...jointed(text.data.slice(at, found.index)), whole(found[0]));
      at = found.index + found[0].length;
    }
    pieces.push(...jointed(text.data.slice(at)));
    if (pieces.some((it) => typeof it !== "string")) text.replaceWith(...pieces);
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

  // The theme may put another page in place of this one without loading it.
  if (typeof document$ !== "undefined") document$.subscribe(settle);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", settle);
  else settle();
})();
