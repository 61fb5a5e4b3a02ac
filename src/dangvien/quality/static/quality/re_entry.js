// X ticks the row the keys are on; the button says how many are ticked.
const form = document.getElementById("nhap-lai");
const button = document.querySelector('button[form="nhap-lai"]');
const words = button?.textContent;
function say() {
  const ticked = form.querySelectorAll('input[name="dong"]:checked').length;
  if (button) button.textContent = ticked ? `${words} (${ticked} dòng)` : words;
}
form?.addEventListener("change", say);
document.addEventListener("keydown", (event) => {
  if (!form || event.key !== "x" || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest('input:not([type="checkbox"]), textarea, select')) return;
  const box = document.activeElement?.closest("tr")?.querySelector('input[name="dong"]');
  if (box) { event.preventDefault(); box.checked = !box.checked; say(); }
});
