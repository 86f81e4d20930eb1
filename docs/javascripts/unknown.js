// What is told of a name in the address that no checkpoint has.
(() => {
  const LONGEST = 60; // signs of a name that nobody knows

  // A name out of the address may be long, and may hold signs that turn around what follows it.
  function spelled(name) {
    const signs = [...name], kept = signs.slice(0, LONGEST).join("");
    return kept.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, (it) => `\\u${it.codePointAt().toString(16).padStart(4, "0")}`)
      + (signs.length > LONGEST ? "…" : "");
  }

  window.unknownCheckpoint = (name) => `No checkpoint is called “${spelled(name)}”. `;
})();
