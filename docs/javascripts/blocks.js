// Draws another model: what its drawing says stands beside its name in the list.
document.addEventListener("change", ({ target }) => {
  const drawing = target.dataset?.draws && document.getElementById(target.dataset.draws);
  if (!drawing) return;
  const says = target.selectedOptions[0].dataset.says.split("\n").map((it) => it.split("\t"));
  drawing.querySelectorAll(".is-head, text").forEach((it, at) => {
    const [kind, words] = says[at];
    it.setAttribute("class", kind);
    it.textContent = words;
  });
  drawing.querySelector("title").textContent = `${target.value} as blocks`;
  drawing.querySelector("desc").textContent = says.slice(1).map((it) => it[1]).join("; ");
});
