// Marks what is being checked, and puts what came out in place, without a reload.
(() => {
  const SHARED = new URL("live_shared.js", document.currentScript.src);
  const PAUSE = 250; // while verdicts stream in, the page is fetched no more often than this
  const SOON = 200; // and marks are taken away no more often than this
  const checking = new Set(), pages = new Set();
  const arrived = new Set(); // answered, and marked until the answer is in place
  const content = () => document.querySelector(".md-content__inner");
  const claimOf = (url) => (new URL(url, location).pathname.match(/\/claims\/([^/]+\/[^/]+)\/$/) || [])[1];
  const note = document.createElement("div");
  note.className = "checking-now";
  note.setAttribute("role", "status");
  note.hidden = true;
  document.body.append(note);

  // Where what is shown is from: the theme changes the address some time before the text.
  let place = location.pathname;
  let named = null, namedIn = null; // the elements that show each claim, and where they are
  function places() {
    const inner = content();
    if (named && namedIn === inner) return named;
    [named, namedIn] = [new Map(), inner];
    for (const link of inner ? inner.querySelectorAll('a[href*="claims/"]') : []) {
      const claim = claimOf(link.href);
      if (!claim) continue;
      const card = link.parentElement.matches("article.claim > h3") ? link.closest("article") : link;
      named.set(claim, [...(named.get(claim) || []), card]);
    }
    return named;
  }

  // To set what is there already would have the page drawn anew.
  function set(it, on) {
    if (it.classList.contains("is-checking") !== on) it.classList.toggle("is-checking", on);
  }

  function mark() {
    const inner = content();
    if (!inner) return;
    let here = 0;
    for (const [claim, them] of places()) {
      them.forEach((it) => set(it, checking.has(claim)));
      here += checking.has(claim);
    }
    const whole = pages.has(place) || checking.has(claimOf(place));
    set(inner, whole);
    const told = here || whole ? `checking ${checking.size || ""}`.trim() : "";
    if (note.textContent === told) return;
    note.hidden = !told;
    note.textContent = told;
  }

  let due = null; // answers come in dozens a second
  function markSoon() {
    due ??= setTimeout(() => { due = null; mark(); }, SOON);
  }

  async function fetched() {
    const answer = await fetch(place, { cache: "no-store" });
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  // Scripts change what they find, so the text that was sent is what is compared; of a page that has
  // just come only the server's sum of that is known.
  let known = null, knownIn = null;
  const texts = (inner) => [...inner.children].map((it) => it.outerHTML);

  function swap(page) {
    const now = page.querySelector(".md-content__inner");
    const inner = content(), after = texts(now), before = knownIn === inner ? known : null;
    [known, knownIn] = [after, inner];
    if (!before && now.dataset.sent === inner.dataset.sent) return mark();
    const parts = [...inner.children], fresh = [...now.children];
    const top = parts.find((it) => it.getBoundingClientRect().bottom > 0);
    const at = parts.indexOf(top), was = top ? top.getBoundingClientRect().top : 0;
    const held = inner.contains(document.activeElement) ? document.activeElement : null;
    if (before && before.length === parts.length && after.length === parts.length) {
      after.forEach((text, number) => {
        if (text !== before[number]) replace(parts[number], fresh[number]);
      });
    } else {
      merge(inner, before && before.length === parts.length ? before : [], after, fresh);
    }
    list(page);
    const same = top && insteadOf(parts, at);
    if (same) window.scrollBy({ top: same.getBoundingClientRect().top - was, behavior: "instant" });
    document.dispatchEvent(new Event("swapped")); // for the scripts of what was put in place
    if (held && !held.isConnected) hold(held);
    named = null;
    mark();
  }

  // What stands where a part stood, counted back from the next that is still there, or the end.
  function insteadOf(parts, at) {
    const next = parts.findIndex((it, number) => number >= at && it.isConnected);
    const there = [...content().children];
    const [from, to] = next < 0 ? [parts.length, there.length] : [next, there.indexOf(parts[next])];
    return there[Math.max(0, to - (from - at))];
  }

  // Who types or goes by keys goes on where they were.
  const NAMING = ["id", "name", "href", "value"];
  const naming = (it) => [it.localName, ...NAMING.map((name) => it.getAttribute(name))].join(" ");
  function hold(held) {
    const called = naming(held);
    const same = [...content().querySelectorAll(held.localName)].find((it) => naming(it) === called);
    same?.focus({ preventScroll: true });
    if (same?.setSelectionRange && held.selectionStart !== null) {
      same.setSelectionRange(held.selectionStart, held.selectionEnd);
    }
  }

  function replace(old, fresh) {
    open(old, fresh);
    old.replaceWith(fresh);
  }

  function open(old, fresh) {
    const were = [...old.querySelectorAll("details")].map((it) => it.open);
    fresh.querySelectorAll("details").forEach((it, number) => { it.open ||= were[number] || false; });
  }

  // What is the same stays where it is, with all that the reader has opened there.
  function merge(inner, before, after, fresh) {
    const left = [...inner.children], same = new Map();
    before.forEach((text, number) => same.set(text, [...(same.get(text) || []), left[number]]));
    const wanted = fresh.map((it, number) => (same.get(after[number]) || []).shift() || it);
    for (const it of left.filter((it) => !wanted.includes(it))) {
      const other = it.id && wanted.find((one) => one.id === it.id);
      if (other) open(it, other);
      it.remove();
    }
    wanted.forEach((it, number) => {
      if (inner.children[number] !== it) inner.insertBefore(it, inner.children[number] || null);
    });
  }

  // The table of contents stands beside the text, and once more in the navigation of small screens.
  function list(page) {
    const links = (it) => [...it.querySelectorAll("a")].map((a) => `${a.hash} ${a.textContent}`);
    for (const bar of ["secondary", "primary"]) {
      const inside = `.md-sidebar--${bar} .md-nav--secondary`;
      const [here, now] = [document, page].map((it) => it.querySelector(inside));
      if (!here || !now || `${links(here)}` === `${links(now)}`) continue;
      here.replaceChildren(...now.cloneNode(true).children);
    }
  }

  let busy = false, again = false;
  async function refresh() {
    again = true;
    if (busy) return;
    busy = true;
    while (again) {
      again = false;
      const ready = [...arrived];
      try {
        const inner = content(), now = await fetched();
        if (content() !== inner || place !== location.pathname) continue; // it is of another page
        for (const it of ready.filter((it) => arrived.delete(it))) {
          checking.delete(it);
          pages.delete(it);
        }
        swap(now);
      } catch {
        break; // the server has gone; what is here stays
      }
      await new Promise((done) => setTimeout(done, PAUSE));
    }
    busy = false;
  }

  // The theme can put another page in place without a load, fetched before the last answers.
  function arrive() {
    place = location.pathname;
    mark();
    refresh();
  }
  if (typeof document$ !== "undefined") document$.subscribe(arrive);

  // A browser that has no worker for all tabs can keep six of them open.
  function listen(take) {
    if (!window.SharedWorker) {
      new EventSource("/claims/events").onmessage = ({ data }) => take(JSON.parse(data));
      return;
    }
    const { port } = new SharedWorker(SHARED);
    port.onmessage = ({ data }) => take(data);
    port.postMessage("shown");
    window.addEventListener("pagehide", () => port.postMessage("hidden"));
    window.addEventListener("pageshow", ({ persisted }) => persisted && port.postMessage("shown"));
  }

  listen((event) => {
    // A page of another build has other pages beside it.
    if (window.built < (event.reload || event.built)) location.reload();
    if (event.state) { // whoever comes, or comes back, has missed what was before
      checking.clear();
      pages.clear();
      refresh();
    }
    for (const [known, names] of [[checking, event.checking], [pages, event.pages]]) {
      for (const it of names || []) {
        known.add(it);
        arrived.delete(it); // an answer on its way is an old one by now
      }
    }
    if (event.answered) {
      const own = claimOf(place) === event.answered; // it tells when it was checked, too
      if (own || (!event.same && places().has(event.answered))) {
        arrived.add(event.answered);
        refresh();
      } else {
        checking.delete(event.answered);
      }
    }
    if (event.drawn === place) {
      arrived.add(event.drawn);
      refresh();
    } else if (event.drawn) {
      pages.delete(event.drawn);
    }
    if (event.done) {
      checking.forEach((it) => arrived.add(it));
      refresh();
    }
    if (event.answered) markSoon();
    else mark();
  });
})();
