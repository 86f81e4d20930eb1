// Draws another model: what its drawing says stands beside its name in the list.
(() => {
  const SAME = "."; // stands for the line that was drawn first
  const firsts = new WeakMap();
  const linesOf = (drawing) => [...drawing.querySelectorAll("text:not(.title)")];
  const said = (drawing) => [
    drawing.querySelector(".is-head").getAttribute("class"),
    ...linesOf(drawing).map((it) => it.textContent),
  ];

  function draw(target) {
    const drawing = document.getElementById(target.dataset.draws);
    if (!firsts.has(drawing)) firsts.set(drawing, said(drawing));
    const first = firsts.get(drawing), chosen = target.selectedOptions[0].dataset.says?.split("\n");
    const [head, ...says] = first.map((it, at) => chosen && chosen[at] !== SAME ? chosen[at] : it);
    drawing.querySelector(".is-head").setAttribute("class", head);
    linesOf(drawing).forEach((it, at) => {
      it.textContent = says[at];
      it.classList.toggle("is-other", says[at].startsWith("≠"));
    });
    const texts = [...drawing.querySelectorAll("text")].map((it) => it.textContent);
    drawing.querySelector("title").textContent = `${target.value} as blocks`;
    drawing.querySelector("desc").textContent = texts.join("; ");
  }

  document.addEventListener("change", ({ target }) => {
    if (!target.dataset?.draws) return;
    draw(target);
    // Who comes back, or passes the address on, sees the same; back leads to the page before.
    const asked = new URLSearchParams(location.search);
    asked.set(target.dataset.draws, target.value);
    history.replaceState(history.state, "", `?${asked}${location.hash}`);
  });

  function read() {
    const asked = new URLSearchParams(location.search);
    for (const it of document.querySelectorAll("select[data-draws]")) {
      const wanted = asked.get(it.dataset.draws);
      if (![...it.options].some(({ value }) => value === wanted)) continue;
      it.value = wanted;
      draw(it);
    }
  }

  // The theme may put another page in place of this one without loading it; from a file, it won't.
  if (typeof document$ !== "undefined") document$.subscribe(read);
  document.addEventListener("swapped", read);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", read);
  else read();
})();
