// Shows the statements that fit what a reader chooses and types; the address holds the choice.
(() => {
  function begin() {
    const form = document.querySelector("form.choose-statements[hidden]");
    if (!form) return;
    const fields = [...form.elements].filter((it) => it.name);
    const told = form.querySelector(".told");
    const sections = [...form.parentElement.querySelectorAll(".statements tbody")];
    const rows = sections.flatMap((body) => [...body.rows].slice(1)).map((row) => {
      const [, id] = row.querySelector("a").href.match(/\/claims\/([^/]+\/[^/]+?)(?:\/|\.html)$/);
      return {
        row,
        section: [id.split("/")[0]],
        verdict: [row.dataset.verdict],
        origin: row.dataset.origin.split(" "),
        evidence: row.dataset.evidence.split(" "),
        text: plain(`${id} ${row.textContent} ${row.dataset.told || ""}`),
      };
    });

    // However something is typed, spelled or set: one kind of hyphen and apostrophe, signs as such.
    function plain(text) {
      return text.normalize("NFKC").toLowerCase()
        .replace(/[\u2010-\u2015\u2212]/g, "-")
        .replace(/[’‘`´]/g, "'");
    }

    // What stands around a word that was copied with it, and belongs to no word.
    const bare = (word) => word.replace(/^["'“”„«(\[]+|["'“”„»)\].,;:!?]+$/g, "");

    // Words that a hyphen joins may stand apart, or as one.
    function isIn(text, word) {
      const parts = /^[a-z]+(-[a-z]+)+$/.test(word) ? word.split("-") : [word];
      return text.includes(word) || parts.every((it) => lookedFor(it).some((form) => text.includes(form)));
    }

    function show() {
      const { find = "", ...chosen } = wanted();
      const words = plain(find).split(/\s+/).map(bare).filter(Boolean);
      let fitting = 0;
      for (const it of rows) {
        const fits = words.every((word) => isIn(it.text, word))
          && Object.entries(chosen).every(([name, value]) => it[name].includes(value));
        it.row.hidden = !fits;
        fitting += fits;
      }
      for (const body of sections) body.hidden = [...body.rows].slice(1).every((it) => it.hidden);
      told.textContent = fitting === rows.length
        ? `All ${fitting} statements.`
        : `${fitting || "None"} of ${rows.length} statements.`;
    }

    const wanted = () => Object.fromEntries(
      fields.map((it) => [it.name, it.value.trim()]).filter(([, value]) => value),
    );

    function read() {
      if (!form.isConnected) return removeEventListener("popstate", read);
      const asked = new URLSearchParams(location.search);
      for (const it of fields) {
        it.value = asked.get(it.name) ?? "";
        if (it.options && it.selectedIndex < 0) it.value = ""; // what nobody can choose
      }
      show();
    }

    function write(how) {
      show();
      const words = new URLSearchParams(wanted()).toString();
      history[how](null, "", words ? `?${words}` : location.pathname);
    }

    // Each letter would be a step back; each choice is one.
    form.addEventListener("input", ({ target }) => write(target.name === "find" ? "replaceState" : "pushState"));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      for (const it of fields) it.value = "";
      write("pushState");
    });
    addEventListener("popstate", read);
    read();
    form.hidden = false;
  }

  begin();
  document.addEventListener("swapped", begin);
})();
