// 1, 2, 3 answer; K and J go to the pair before and after. Each has a visible equal on the page.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  const wanted = ["1", "2", "3"].includes(key) ? `[data-answer="${key}"]` : `[data-turn="${key}"]`;
  if (!/^[123jk]$/.test(key)) return;
  const found = document.querySelector(wanted);
  if (!found) return;
  event.preventDefault();
  found.click();
});
