"use strict";
// A heading sorts its table: numbers by size, anything else as words; what is not known comes last.
function valueOf(row, column) {
  const cell = row.cells[column];
  const text = cell.dataset.v ?? cell.textContent.trim();
  const number = parseFloat(text);
  return { number: /^-?\d+([.]\d+)*( %)?$/.test(text) ? number : NaN, text };
}
function compare(a, b) {
  if (a.text === "–" || b.text === "–") return (a.text === "–") - (b.text === "–");
  if (!isNaN(a.number) && !isNaN(b.number) && a.number !== b.number) return a.number - b.number;
  return a.text.localeCompare(b.text, undefined, { numeric: true });
}
for (const button of document.querySelectorAll(".sortable th button")) {
  button.addEventListener("click", () => {
    const heading = button.closest("th");
    const body = heading.closest("table").tBodies[0];
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of heading.parentNode.cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = Array.from(body.rows, (row) => [valueOf(row, heading.cellIndex), row]);
    rows.sort(([a], [b]) => {
      const unknown = (a.text === "–") - (b.text === "–");
      return unknown || (down ? compare(b, a) : compare(a, b));
    });
    body.append(...rows.map(([, row]) => row));
  });
}
document.getElementById("find").addEventListener("input", (event) => {
  const wanted = event.target.value.toLocaleLowerCase();
  for (const row of document.getElementById("students").tBodies[0].rows)
    row.hidden = !row.cells[0].textContent.toLocaleLowerCase().includes(wanted);
});
document.getElementById("hide")?.addEventListener("change", (event) =>
  document.body.classList.toggle("anonymous", event.target.checked));
