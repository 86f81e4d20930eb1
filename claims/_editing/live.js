// Marks what is being checked, and puts what came out in place, without a reload.
(() => {
  const PAUSE = 250; // while verdicts stream in, the page is fetched no more often than this
  const checking = new Set(), pages = new Set();
  const arrived = new Set(); // answered, and marked until the answer is in place
  const content = () => document.querySelector(".md-content__inner");
  const claimOf = (url) => (new URL(url, location).pathname.match(/\/claims\/([^/]+\/[^/]+)\/$/) || [])[1];
  const note = document.createElement("div");
  note.className = "checking-now";
  note.setAttribute("role", "status");
  note.hidden = true;
  document.body.append(note);

  function mark() {
    const inner = content();
    if (!inner) return;
    let here = 0;
    for (const link of inner.querySelectorAll('a[href*="claims/"]')) {
      const claim = claimOf(link.href);
      if (!claim) continue;
      const card = link.parentElement.matches("article.claim > h3") ? link.closest("article") : link;
      card.classList.toggle("is-checking", checking.has(claim));
      here += checking.has(claim);
    }
    const whole = pages.has(location.pathname) || checking.has(claimOf(location));
    inner.classList.toggle("is-checking", whole);
    note.hidden = !(here || whole);
    note.textContent = `checking ${checking.size || ""}`.trim();
  }

  async function fetched() {
    const answer = await fetch(location.pathname, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector(".md-content__inner");
  }

  // The theme's own scripts change what they find, so the text that was sent is what is compared.
  let known = null;
  const texts = (inner) => [...inner.children].map((it) => it.outerHTML);

  function swap(now) {
    const inner = content(), after = texts(now), before = known;
    known = after;
    if (!before && now.textContent.trim() === inner.textContent.trim()) return mark();
    const parts = [...inner.children], fresh = [...now.children];
    const top = parts.find((it) => it.getBoundingClientRect().bottom > 0);
    const at = parts.indexOf(top), was = top ? top.getBoundingClientRect().top : 0;
    let place = at;
    if (before && before.length === after.length && parts.length === after.length) {
      after.forEach((text, number) => {
        if (text !== before[number]) replace(parts[number], fresh[number]);
      });
    } else {
      const kept = before ? after.indexOf(before[at]) : -1;
      place = kept >= 0 ? kept : Math.min(at, fresh.length - 1);
      inner.replaceChildren(...fresh);
    }
    const same = inner.children[place];
    if (same) window.scrollBy({ top: same.getBoundingClientRect().top - was, behavior: "instant" });
    mark();
    document.dispatchEvent(new Event("swapped")); // for the scripts of what was put in place
  }

  function replace(old, fresh) {
    const open = [...old.querySelectorAll("details")].map((it) => it.open);
    fresh.querySelectorAll("details").forEach((it, number) => { it.open ||= open[number] || false; });
    old.replaceWith(fresh);
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
        const now = await fetched();
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

  const shows = (claim) => [...content().querySelectorAll('a[href*="claims/"]')]
    .some((it) => claimOf(it.href) === claim);

  const events = new EventSource("/claims/events");
  events.onmessage = ({ data }) => {
    const event = JSON.parse(data);
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
      const own = claimOf(location) === event.answered; // it tells when it was checked, too
      if (own || (!event.same && shows(event.answered))) {
        arrived.add(event.answered);
        refresh();
      } else {
        checking.delete(event.answered);
      }
    }
    if (event.drawn === location.pathname) {
      arrived.add(event.drawn);
      refresh();
    } else if (event.drawn) {
      pages.delete(event.drawn);
    }
    if (event.done) {
      checking.forEach((it) => arrived.add(it));
      refresh();
    }
    mark();
  };
})();
