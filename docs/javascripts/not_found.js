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
  const both = (one, other) => [...one].filter((it) => other.has(it)).length;
  // A word that was asked for counts by its share of what was asked, so that one alone will do;
  // letters count both ways, or a long name would have them all.
  const within = (one, other) => both(one, other) / Math.max(one.size, 1);
  const shared = (one, other) => {
    const alike = both(one, other);
    return alike / Math.max(one.size + other.size - alike, 1);
  };

  let asked = location.pathname;
  try { asked = decodeURIComponent(asked); } catch { /* as it stands */ }
  asked = asked.replace(/^.*\/(claims|checkpoints)\//, "").replace(/(\/|\/index\.html|\.html)$/, "");
  const likeness = (id) => within(words(asked), words(id)) + shared(pairs(asked), pairs(id));

  const found = [...document.querySelectorAll("[data-claim]")]
    .map((line) => ({ line, like: likeness(line.dataset.claim) }))
    .filter((it) => it.like > 0.5)
    .sort((one, other) => other.like - one.like)
    .slice(0, MOST);
  for (const { line } of found) near.querySelector("ol").append(line.cloneNode(true));
  near.hidden = found.length === 0;
})();
