// What a page can do for a reader beyond being read: a link to copy, its own address, printing.
(function () {
  // This script lies one folder below the root of the site, wherever that is.
  const root = new URL("../", document.currentScript.src).href;

  // Where no setting says where the site is, the reader's address bar does.
  function fill() {
    for (const gap of document.querySelectorAll("[data-site]")) gap.textContent = root;
    for (const button of document.querySelectorAll("[data-copy-link]")) button.hidden = false;
  }

  async function copy(button) {
    const address = location.href.split("#")[0];
    const words = button.textContent;
    try {
      await navigator.clipboard.writeText(address);
      button.textContent = "Copied";
    } catch {
      // Without leave to write, as on a page opened from a file, the reader can still copy it.
      window.prompt("The link to this page:", address);
      return;
    }
    setTimeout(() => { button.textContent = words; }, 2000);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy-link]");
    if (button) copy(button);
  });

  // On paper nothing can be folded out; afterwards all is as it was.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".md-content details:not([open])")];
    for (const it of opened) it.open = true;
  });
  addEventListener("afterprint", () => {
    for (const it of opened) it.open = false;
  });

  // The theme calls each code block's buttons a navigation; read out, the many hide the real ones.
  new MutationObserver(() => {
    for (const it of document.querySelectorAll("nav.md-code__nav:not([role])")) it.role = "none";
  }).observe(document.documentElement, { childList: true, subtree: true });

  // The theme may put another page in place of this one without loading it.
  if (typeof document$ !== "undefined") document$.subscribe(fill);
  else if (document.readyState === "loading") addEventListener("DOMContentLoaded", fill);
  else fill();
})();
