// What the rules say while one types stands under its box. Without this the same is said on saving.
const form = document.getElementById("them-nguoi");
const heard = form?.querySelector("[data-said]");
let waiting = 0;
let asked = 0;

async function look() {
  const mine = ++asked;
  const answer = await fetch(form.dataset.check, {
    method: "POST", body: new FormData(form), headers: { "HX-Request": "true" },
  }).catch(() => null);
  if (!answer?.ok || mine !== asked) return;
  const told = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".typed");
  if (!told) return;
  for (const old of form.querySelectorAll(".while")) old.remove();
  const here = document.activeElement?.name;
  for (const one of [...told.children]) {
    // Half a number is no mistake yet: of the box that has the focus nothing is said before it is left.
    const field = form.elements[one.dataset.of]?.closest?.(".field");
    if (field && one.dataset.of !== here && !field.classList.contains("wrong")) field.append(one);
  }
  const words = [...form.querySelectorAll(".while")].map((one) => one.textContent.trim()).join(" ");
  if (heard.textContent !== words) heard.textContent = words;
}

form?.addEventListener("focusout", () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, 50);
});
form?.addEventListener("change", () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, 50);
});
