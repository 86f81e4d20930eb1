// Draws another model: what its drawing says stands beside its name in the list.
document.addEventListener("change", ({ target }) => {
  const drawing = target.dataset?.draws && document.getElementById(target.dataset.draws);
  if (!drawing) return;
  const [head, ...says] = target.selectedOptions[0].dataset.says.split("\n");
  drawing.querySelector(".is-head").setAttribute("class", head);
  drawing.querySelectorAll("text:not(.title)").forEach((it, at) => {
    it.textContent = says[at];
    it.classList.toggle("is-other", says[at].startsWith("≠"));
  });
  const texts = [...drawing.querySelectorAll("text")].map((it) => it.textContent);
  drawing.querySelector("title").textContent = `${target.value} as blocks`;
  drawing.querySelector("desc").textContent = texts.join("; ");
});
