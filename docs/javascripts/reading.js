// What a page can do for a reader beyond being read: a link to copy, its own address, printing.
(function () {
  // This script lies one folder below the root of the site, wherever that is.
  const root = new URL("../", document.currentScript.src).href;

  // Where no setting says where the site is, the reader's address bar does.
  function fill() {
    for (const gap of document.querySelectorAll("[data-site]")) gap.textContent = root;
    for (const button of document.querySelectorAll("[data-copy-link]")) button.hidden = false;
    document.querySelectorAll(".worded > table").forEach(head);
    leadOn();
    for (const it of document.querySelectorAll(".note.above + .comparison > table")) fitting.observe(it);
    for (const link of document.querySelectorAll(".md-content a[href]")) {
      link.toggleAttribute("data-outside", /^https?:$/.test(link.protocol) && link.host !== location.host);
    }
  }

  // On a phone a long finding in the list of all ends early, and its claim's page has the rest.
  function leadOn() {
    for (const it of document.querySelectorAll(".refutations .finding:last-child")) {
      if (it.scrollHeight <= it.clientHeight + 1) continue;
      const statement = it.parentElement.querySelector("a"), rest = statement.cloneNode();
      Object.assign(rest, { className: "rest", textContent: "Read on", ariaLabel: `Read on: ${statement.textContent}` });
      it.after(rest);
    }
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

  // On paper nothing can be folded out, and only so many columns stand side by side; afterwards
  // all is as it was.
  const mostColumns = 9;
  let opened = [], told = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".md-content details:not([open])")];
    for (const it of opened) it.open = true;
    told = [...document.querySelectorAll(".comparison table")].filter(isWide);
    told.forEach(tell);
  });
  addEventListener("afterprint", () => {
    for (const it of opened) it.open = false;
    for (const it of told) it.classList.remove("is-told");
  });

  function isWide(table) {
    return [...table.tHead.rows[0].cells].filter((it) => !it.hidden).length > mostColumns;
  }

  function tell(table) {
    head(table);
    table.classList.add("is-told");
  }

  function head(table) {
    const heads = [...table.tHead.rows[0].cells].map((it) => it.textContent);
    for (const cell of table.querySelectorAll("td")) cell.dataset.head = heads[cell.cellIndex];
  }

  // Only a script knows whether there is more of a table than fits beside each other.
  const fitting = new ResizeObserver((changed) => {
    for (const { target } of changed) {
      const box = target.parentElement;
      box.toggleAttribute("data-fits", box.scrollWidth <= box.clientWidth);
    }
  });

  // Words that ask and name nothing.
  const ASKING = /^(which|what|how|why|where|do|does|did|uses?|used)$/i;
  // What is typed goes to the search in its own language. Its signs would be an error there; by
  // itself it takes each word for the beginning of one, so that "no" finds every norm: a whole word
  // counts more, and a short one that another follows counts as nothing else.
  const field = document.querySelector("[data-md-component=search-query]");
  if (field) {
    const typed = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    Object.defineProperty(field, "value", {
      get: () => asked(typed.get.call(field)),
      set: (words) => typed.set.call(field, words),
    });
  }

  function asked(text) {
    const plain = text.replace(/[*+:^~]/g, " ");
    if (plain.includes('"')) return plain; // as it is typed
    const apart = plain.replace(/\b(gpt|llama)(?=\d)/gi, "$1 "); // as the statements spell them
    const typed = apart.split(/[\s\-_()[\]“”’'/;?!]+|[.,](?!\d)/).filter(Boolean);
    const naming = typed.filter((word) => !ASKING.test(word));
    const words = naming.length ? naming : typed;
    const isPart = (word, at) => word.length > 3 || at === words.length - 1;
    return words.flatMap((typed, at) => {
      const [word, ...shared] = lookedFor(typed);
      return [`${word}^2`, ...(isPart(word, at) ? [word] : []), ...shared];
    }).join(" ");
  }

  // The theme's button for the menu is a label, which no key reaches; a menu inside the menu is
  // shown by another, and so comes up with the focus.
  const drawer = document.getElementById("__drawer");
  const label = document.querySelector(".md-header__button[for=__drawer]");
  if (drawer && label) {
    const menu = document.createElement("button");
    menu.append(...label.childNodes);
    Object.assign(menu, { className: label.className, type: "button", ariaLabel: "Menu", ariaExpanded: "false" });
    menu.setAttribute("for", "__drawer"); // by which the theme hides it where there is room
    label.replaceWith(menu);
    menu.addEventListener("click", () => drawer.click());
    drawer.addEventListener("change", () => { menu.ariaExpanded = String(drawer.checked); });
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !drawer.checked) return;
      drawer.click();
      menu.focus();
    });
    addEventListener("focusin", (event) => {
      if (!drawer.checked || !event.target.closest(".md-sidebar--primary")) return;
      for (const it of document.querySelectorAll(".md-sidebar--primary .md-nav__item--nested")) {
        it.querySelector(".md-toggle").checked = it.contains(event.target);
      }
      // The browser has scrolled to where the link was before its menu came up.
      for (let it = event.target; it && it !== document.body; it = it.parentElement) it.scrollLeft = 0;
    });
  }

  // The theme calls each code block's buttons a navigation; read out, the many hide the real ones.
  new MutationObserver(() => {
    for (const it of document.querySelectorAll("nav.md-code__nav:not([role])")) it.role = "none";
  }).observe(document.documentElement, { childList: true, subtree: true });

  // The theme may put another page in place of this one without loading it. Opened from a file, it
  // tells of no page at all, not even of this one.
  if (typeof document$ !== "undefined") document$.subscribe(fill);
  document.addEventListener("swapped", fill);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", fill);
  else fill();
})();
