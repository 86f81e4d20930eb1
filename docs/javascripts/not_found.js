// On the page for unknown addresses: puts the claims first whose address is nearly the one asked for.
(function () {
  const MOST = 5, ENOUGH = 0.5;
  const near = document.querySelector("[data-near]");
  if (!near) return;

  const words = (text) => new Set(text.toLowerCase().match(/[a-z0-9]{2,}|[0-9]/g));
  // Pairs of neighbouring letters tell a slip of the finger from another word.
  const pairs = (text) => {
    const joined = text.toLowerCase().replace(/[^a-z0-9]+/g, " ");
    return new Set([...joined].slice(1).map((it, at) => joined[at] + it));
  };
  const both = (one, other) => [...one].filter((it) => other.has(it));
  // Letters count both ways, or a long name would have them all.
  const shared = (one, other) => {
    const alike = both(one, other).length;
    return alike / Math.max(one.size + other.size - alike, 1);
  };

  const lines = [...document.querySelectorAll("[data-claim]")].map((line) => {
    const { claim, told = "" } = line.dataset;
    return { line, words: words(`${claim} ${told}`), pairs: pairs(claim) };
  });
  // What few addresses have says more of which is meant; what none has says nothing.
  const weight = (word) => {
    const having = lines.filter((it) => it.words.has(word)).length;
    return having && Math.log(1 + lines.length / having);
  };
  const sum = (some) => some.reduce((all, it) => all + weight(it), 0);
  // A word that was asked for counts by its share of all that were, so that one alone will do.
  const within = (one, other) => sum(both(one, other)) / Math.max(sum([...one]), 1);

  let asked = location.pathname;
  try { asked = decodeURIComponent(asked); } catch { /* as it stands */ }
  asked = asked.replace(/^.*\/(claims|checkpoints)\//, "").replace(/(\/|\/index\.html|\.html)$/, "");
  const likeness = (it) => within(words(asked), it.words) + shared(pairs(asked), it.pairs);

  const found = lines
    .map((it) => ({ line: it.line, like: likeness(it) }))
    .filter((it) => it.like >= ENOUGH)
    .sort((one, other) => other.like - one.like)
    .slice(0, MOST);
  for (const { line } of found) near.querySelector("ol").append(line.cloneNode(true));
  near.hidden = found.length === 0;
})();
