module.exports = {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    "no-missing-references": "error",
    // HTML 5 lets an id begin with a digit, as that of a version's heading does.
    "valid-id": ["error", {relaxed: true}],
    // Two spellings of one thing; the parser that reads notebooks writes the other one.
    "attribute-empty-style": "off",
    "attribute-boolean-style": "off",
    // A box of code that scrolls is a region, and still a <pre>.
    "prefer-native-element": ["error", {exclude: ["region"]}],
    // A form here acts on each change; nothing is ever sent.
    "wcag/h32": "off",
  },
};
