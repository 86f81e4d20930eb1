// On the page for unknown addresses: puts the claims first whose address is nearly the one asked for.
(function () {
  const MOST = 5;
  const near = document.querySelector("[data-near]");
  if (!near) return;

  const words = (text) => new Set(text.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean));
  // Pairs of neighbouring letters tell a slip of the finger from another word.
  const pairs = (text) => {
    const joined = text.toLowerCase().replace(/[^a-z0-9]+/g, " ");
    return new Set([...joined].slice(1).map((it, at) => joined[at] + it));
  };
  const shared = (one, other) => {
    const both = [...one].filter((it) => other.has(it)).length;
    return both / Math.max(one.size + other.size - both, 1);
  };

  let asked = location.pathname;
  try { asked = decodeURIComponent(asked); } catch { /* as it stands */ }
  asked = asked.replace(/^.*\/claims\//, "").replace(/\/?(index\.html)?$/, "");
  const likeness = (id) => shared(words(asked), words(id)) + shared(pairs(asked), pairs(id));

  const found = [...document.querySelectorAll("[data-claim]")]
    .map((line) => ({ line, like: likeness(line.dataset.claim) }))
    .filter((it) => it.like > 0.5)
    .sort((one, other) => other.like - one.like)
    .slice(0, MOST);
  for (const { line } of found) near.querySelector("ol").append(line.cloneNode(true));
  near.hidden = found.length === 0;
})();
