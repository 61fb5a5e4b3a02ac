// One proposal by keyboard: A approves, R opens the sentence with which it goes back.
const form = document.getElementById("quyet");
document.addEventListener("keydown", (event) => {
  if (!form || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "a") {
    const button = document.querySelector('button[form="quyet"][value="duyet"]');
    if (button) { event.preventDefault(); form.requestSubmit(button); }
  } else if (event.key === "r") {
    const fold = document.getElementById("tra");
    if (fold) { event.preventDefault(); fold.open = true; fold.querySelector("textarea").focus(); }
  }
});
