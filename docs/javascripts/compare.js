// Shows the checkpoints that a reader chooses side by side, and what differs among them first.
(() => {
  function begin() {
    const form = document.querySelector("form.choose-compare[hidden]");
    if (!form) return;
    const { fewest, most, first } = form.dataset;
    const boxes = [...form.elements].filter((it) => it.type === "checkbox");
    const names = boxes.map((it) => it.value);
    const told = form.querySelector(".told");
    const table = form.parentElement.querySelector(".compared table");
    const rows = [...table.tBodies[0].rows];
    const parts = ["What differs", "What isn’t told of each", "What is the same"].map(part);
    table.tBodies[0].remove();

    function part(title) {
      const body = table.createTBody();
      const head = document.createElement("th");
      head.scope = "rowgroup";
      head.append(Object.assign(document.createElement("span"), { textContent: title }));
      body.insertRow().append(head);
      return body;
    }

    function show(chosen, unknown = [], left = []) {
      const compared = chosen.length < fewest ? names : chosen;
      boxes.forEach((it) => {
        it.checked = chosen.includes(it.value);
        it.disabled = !it.checked && chosen.length >= most;
      });
      const shown = names.map((it) => compared.includes(it));
      for (const row of [table.tHead.rows[0], ...rows]) {
        shown.forEach((is, at) => { row.cells[at + 1].hidden = !is; });
      }
      const inside = [[], [], []];
      for (const row of rows) {
        const cells = [...row.cells].slice(1).filter((it) => !it.hidden);
        const values = new Set(cells.map(valueOf));
        const open = values.delete(null);
        row.hidden = cells.every(isEmpty);
        if (!row.hidden) inside[values.size > 1 ? 0 : open ? 1 : 2].push(row);
      }
      parts.forEach((it, at) => fill(it, inside[at], compared.length));
      told.textContent = sentence(chosen, inside.map((it) => it.length), unknown, left);
    }

    // Nobody observed it, or it is nothing that such a model could have.
    const isEmpty = (cell) => cell.querySelector("[role=img], .is-inapplicable") !== null;
    // What a file would have to state, and none does, is no value.
    const valueOf = (cell) => cell.querySelector("a")?.textContent ?? null;

    function fill(body, inside, columns) {
      body.rows[0].cells[0].colSpan = columns + 1;
      body.replaceChildren(body.rows[0], ...inside);
      body.hidden = !inside.length;
    }

    function sentence(chosen, [differ, , agree], unknown, left) {
      const missing = unknown.map(unknownCheckpoint).join("");
      const more = chosen.length < most ? "" : ` ${most} are the most: take one away for another.`;
      const who = chosen.length < fewest
        ? `All ${names.length} are shown; choose ${fewest} to ${most}`
        : new Intl.ListFormat("en").format(chosen);
      const beyond = left.length ? ` Not shown: ${left.join(", ")}.` : "";
      return `${missing}${who}: ${differ} properties differ, ${agree} are the same.${more}${beyond}`;
    }

    function read() {
      if (!form.isConnected) return removeEventListener("popstate", read);
      const wanted = new URLSearchParams(location.search).get("with") ?? first;
      const typed = wanted.split(",").map((it) => it.replace(/^ +| +$/g, ""));
      const known = names.filter((name) => typed.some((it) => it.toLowerCase() === name));
      const unknown = [...new Set(typed)].filter((it) => it && !names.includes(it.toLowerCase()));
      show(known.slice(0, most), unknown, known.slice(most));
    }

    function choose(chosen) {
      show(chosen);
      history.pushState(null, "", `?with=${chosen.join(",")}`);
    }

    form.addEventListener("change", () => choose(boxes.filter((it) => it.checked).map((it) => it.value)));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => choose([]));
    addEventListener("popstate", read);
    read();
    form.hidden = false;
  }

  begin();
  document.addEventListener("swapped", begin);
})();
