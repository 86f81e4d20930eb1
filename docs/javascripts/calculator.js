// Computes what sizes come to, by the claims' own formulas, which the page carries as data.
(() => {
  const OPERATIONS = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    div: (a, b) => a / b, // whole numbers, none below 0
  };
  // Whole numbers of any length: a product of sizes can be more than a float tells apart.
  // What needs a size that isn't right is undefined, and nothing else is.
  const value = (it, sizes) => {
    if (typeof it === "number") return BigInt(it);
    if (typeof it === "string") return sizes[it];
    const [operation, ...parts] = it;
    if (operation === "if") return value(value(parts[0], sizes) ? parts[1] : parts[2], sizes);
    const known = parts.map((part) => value(part, sizes));
    return known.includes(undefined) ? undefined : OPERATIONS[operation](...known);
  };
  const spelled = (whole) => whole.toLocaleString("en-US");
  const UNITS = {
    1024: ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"],
    1000: ["", "thousand", "million", "billion", "trillion", "quadrillion"],
  };
  // The same in the largest unit of which there is one; what a float rounds doesn't show.
  const short = (whole, step) => {
    const units = UNITS[step];
    let number = Number(whole), at = 0;
    for (; number >= step && at < units.length - 1; at += 1) number /= step;
    return `${Number(number.toPrecision(3)).toLocaleString("en-US")} ${units[at]}`.trim();
  };

  function begin() {
    const form = document.querySelector("form.choose-calculator[hidden]");
    if (!form) return;
    const given = (name) => JSON.parse(form.dataset[name]);
    const formulas = given("formulas"), parts = given("parts"), checkpoints = given("checkpoints");
    const headWidth = given("headWidth"), most = BigInt(form.dataset.most);
    const { of, family, tied_embeddings: tied } = form.elements;
    const fields = [...form.elements].filter((it) => it.type === "text");
    const told = form.querySelector(".told");
    let missing = ""; // the name of an address that no checkpoint has, in a sentence
    let kept = ""; // how many key and value heads there were before GPT-2 had one for each query head
    const label = (field) => field.labels[0].textContent.trim();

    // What is wrong with a number by itself, in a sentence; empty for nothing.
    function wrong(text) {
      if (!text) return "Type a whole number above 0.";
      if (!/^[0-9]+$/.test(text) || BigInt(text) === 0n) return "This has to be a whole number above 0.";
      return BigInt(text) > most ? `This can be ${spelled(most)} at the most.` : "";
    }

    function typed() {
      const sizes = { tied_embeddings: tied.checked ? 1n : 0n }, wrongs = {};
      for (const it of fields) {
        const text = it.value.replace(/[\s,]/g, "");
        wrongs[it.name] = it.disabled ? "" : wrong(text);
        if (!wrongs[it.name] && !it.disabled) sizes[it.name] = BigInt(text);
      }
      const { hidden_size: width, query_heads: heads, kv_heads: shared } = sizes;
      if (width && heads && width % heads) {
        wrongs.query_heads = `${spelled(heads)} heads can't share a hidden size of ${spelled(width)} evenly.`;
      } else if (family.value === "llama" && width && heads && width / heads % 2n) {
        wrongs.query_heads = `Rotary positions turn a head in pairs; it can't be ${spelled(width / heads)} wide.`;
      } else if (heads && shared && heads % shared) {
        wrongs.kv_heads = `${spelled(heads)} query heads can't share ${spelled(shared)} of these evenly.`;
      }
      if (sizes.tokens > sizes.context) { // only learned positions run out, and only they are read
        wrongs.tokens = `There are positions for ${spelled(sizes.context)} tokens.`;
      }
      for (const [name, what] of Object.entries(wrongs)) if (what) delete sizes[name];
      if (family.value === "gpt2") sizes.kv_heads = sizes.query_heads;
      return { sizes, wrongs };
    }

    function show() {
      const gpt2 = family.value === "gpt2", { kv_heads: kv, query_heads: heads, context } = form.elements;
      kv.disabled = gpt2; // one for each query head
      context.disabled = !gpt2; // only learned positions take up room
      if (gpt2) kv.value = heads.value;
      const { sizes, wrongs } = typed();
      for (const it of fields) {
        it.setAttribute("aria-invalid", Boolean(wrongs[it.name]));
        form.querySelector(`#wrong-${it.name}`).textContent = wrongs[it.name];
      }
      const found = computed(sizes), mend = fields.filter((it) => wrongs[it.name]);
      for (const row of form.querySelectorAll(".results tbody tr")) fill(row, found);
      told.textContent = missing + (mend.length
        ? `To be mended: ${mend.map(label).join(", ")}.`
        : summary(found) + beyond(sizes));
    }

    function computed(sizes) {
      const all = { ...sizes, head_width: value(headWidth, sizes) };
      const found = {};
      for (const [name, it] of Object.entries(formulas[family.value])) found[name] = value(it, all);
      found.parameters = value(parts[family.value].reduce((sum, name) => ["+", sum, name], 0), found);
      return found;
    }

    function fill(row, found) {
      const output = row.querySelector("output"), words = row.querySelector(".short");
      const { name } = output, number = found[name], all = found.parameters;
      const part = parts[family.value].includes(name);
      const share = part && all !== undefined ? Number(1000n * number / all) / 10 : null;
      row.hidden = !(name in formulas[family.value] || name === "parameters");
      output.value = number === undefined ? "–" : spelled(number);
      if (number === undefined || (part && share === null)) words.textContent = "";
      else words.textContent = part ? percent(number, share) : short(number, name.startsWith("cache") ? 1024 : 1000);
      words.style.setProperty("--share", `${share ?? 0}%`);
    }

    // What is there at all is no nought.
    const percent = (number, share) => (number && !share ? "< 0.1 %" : `${share.toFixed(1)} %`);

    const summary = ({ parameters, cache_bytes_a_token: cache, operations }) =>
      `${of.value || "These sizes"}: ${short(parameters, 1000)} parameters, ${short(cache, 1024)} `
      + `of cache and ${short(operations, 1000)} FLOPs a token.`;

    // Rotary positions go on past what a model was trained with; what comes of that isn't counted.
    function beyond({ tokens }) {
      const context = of.value && checkpoints[of.value].context; // a checkpoint's own, that is
      return context && tokens > context ? ` ${spelled(tokens)} tokens are beyond its context of ${spelled(context)}.` : "";
    }

    function builtOtherwise() {
      const { kv_heads: kv } = form.elements, before = kept;
      kept = family.value === "gpt2" ? kv.value : "";
      kv.value = before || kv.value;
    }

    function take(name) {
      const sizes = checkpoints[name];
      kept = "";
      of.value = name;
      family.value = sizes.family;
      tied.checked = sizes.tied_embeddings;
      for (const it of fields) it.value = sizes[it.name];
    }

    // The address holds a checkpoint with what is in its cache, or the family with every size.
    function write(how) {
      const own = checkpoints[of.value], asked = new URLSearchParams();
      if (own) asked.set("of", of.value);
      else asked.set("family", family.value);
      if (!own && tied.checked) asked.set("tied_embeddings", "on");
      if (!own && family.value === "gpt2" && kept) asked.set("kept", kept);
      for (const it of fields) {
        if (it.value !== String(own?.[it.name])) asked.set(it.name, it.value);
      }
      history[how](null, "", `?${asked}`);
    }

    function read() {
      if (!form.isConnected) return removeEventListener("popstate", read);
      const asked = new URLSearchParams(location.search), name = asked.get("of") ?? "";
      const built = asked.get("family") ?? "";
      const known = Object.keys(checkpoints).find((it) => it === name.toLowerCase());
      missing = name && !known ? unknownCheckpoint(name) : "";
      take(known ?? Object.keys(checkpoints)[0]);
      if (Object.hasOwn(formulas, built)) {
        kept = built === "gpt2" ? asked.get("kept") ?? "" : "";
        of.value = "";
        family.value = built;
        tied.checked = asked.has("tied_embeddings");
      }
      for (const it of fields) {
        if (!of.value || it.name === "tokens") it.value = asked.get(it.name) ?? it.value;
      }
      show();
    }

    form.addEventListener("input", ({ target }) => {
      const before = of.value;
      missing = "";
      if (target === of && before) take(before);
      if (target === family) builtOtherwise();
      // How much is in the cache is no size of the model.
      if (target !== of && target.name !== "tokens") of.value = "";
      show();
      // Each sign would be a step back; each choice is one, and leaving a checkpoint's own sizes.
      write(fields.includes(target) && of.value === before ? "replaceState" : "pushState");
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("popstate", read);
    read();
    form.hidden = false;
  }

  begin();
  document.addEventListener("swapped", begin);
})();
