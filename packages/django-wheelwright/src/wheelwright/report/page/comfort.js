// The page works without this: it opens the cell that a link of the matrix leads to,
// and offers to open all of them at once.
function follow() {
  const cell = document.getElementById(location.hash.slice(1));
  if (cell && cell.tagName === "DETAILS") { cell.open = true; cell.scrollIntoView(); }
}
addEventListener("hashchange", follow);
follow();
const cells = [...document.querySelectorAll("details.cell")];
if (cells.length > 1) {
  const button = document.createElement("button");
  const say = () => { button.textContent = cells.every((c) => c.open) ? "Close all" : "Open all"; };
  button.onclick = () => { const open = !cells.every((c) => c.open); cells.forEach((c) => { c.open = open; }); say(); };
  cells.forEach((c) => c.addEventListener("toggle", say));
  document.getElementById("cells").append(" ", button);
  say();
}
addEventListener("beforeprint", () => document.querySelectorAll("details.cell").forEach((c) => { c.open = true; }));
