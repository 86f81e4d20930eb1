// Draws another model: what its drawing says stands beside its name in the list.
(() => {
  const SAME = "."; // stands for the line that was drawn first
  const firsts = new WeakMap();
  const linesOf = (drawing) => [...drawing.querySelectorAll("text:not(.title)")];
  const said = (drawing) => [
    drawing.querySelector(".is-head").getAttribute("class"),
    ...linesOf(drawing).map((it) => it.textContent),
  ];

  document.addEventListener("change", ({ target }) => {
    const drawing = target.dataset?.draws && document.getElementById(target.dataset.draws);
    if (!drawing) return;
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
  });
})();
