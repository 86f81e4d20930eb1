// What to look for where a reader types a word, for the search and the field above the statements.
(() => {
  // What a plural, or either spelling of -ise and -ize, begins with: the pages have every form, and
  // both look for the beginnings of words.
  const BEGINNINGS = [
    [/^(.{4,}i)[sz](?:e[sdr]?|ers|ing|ations?)$/i, "$1"],
    [/^(.{3,})ies$/i, "$1"],
    [/^(.*(?:ss|x|ch|sh|bias))es$/i, "$1"],
    [/^(?!.*(?:ss|is|ous|bias)$)(.{3,})s$/i, "$1"],
  ];

  // The word, a number as the pages spell it (a year has no comma), and what its other forms share.
  window.lookedFor = (word) => {
    if (/^\d{4,}$/.test(word) && !/^20[12]\d$/.test(word)) return [BigInt(word).toLocaleString("en-US")];
    const [ending, beginning] = BEGINNINGS.find(([it]) => it.test(word)) ?? [];
    return ending ? [word, word.replace(ending, beginning)] : [word];
  };
})();
