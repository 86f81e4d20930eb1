// Gives code that was put in place what the theme gives that of a page that comes: a button to copy.
(() => {
  const { features, translations } = JSON.parse(document.getElementById("__config").textContent);
  let given = 0;

  function give() {
    for (const code of document.querySelectorAll(".md-content__inner pre > code")) {
      const block = code.parentElement;
      if (block.querySelector(".md-code__nav")) continue;
      block.id = `__code_live_${given++}`;
      const nav = Object.assign(document.createElement("nav"), { className: "md-code__nav" });
      const button = Object.assign(document.createElement("button"), {
        className: "md-code__button",
        title: translations["clipboard.copy"],
      });
      Object.assign(button.dataset, { clipboardTarget: `#${block.id} > code`, mdType: "copy" });
      nav.append(button);
      code.before(nav);
      if (code.scrollWidth > code.clientWidth) code.tabIndex = 0; // for who scrolls by keys
    }
  }

  if (features.includes("content.code.copy")) document.addEventListener("swapped", give);
})();
