// Shows twelve digits on their lines, asks the server while one types, says when it can be saved.
// Without this the same form works: the box is a plain one, and saving checks the same things.

const form = document.getElementById("sua");
const button = document.querySelector("[data-ready]");
const why = document.querySelector("[data-why]");
const place = document.getElementById("kiem");
const heard = form?.querySelector("[data-said]");
const box = form?.querySelector("[name='gia-tri']:not([type=radio])");
const GROUPS = [3, 1, 2, 6];

function digitsOf(input) {
  const cells = document.createElement("div");
  cells.className = "cells";
  cells.setAttribute("aria-hidden", "true");
  cells.append(...GROUPS.map((count) => {
    const group = document.createElement("span");
    group.append(...Array.from({ length: count }, () => document.createElement("i")));
    return group;
  }));
  input.parentElement.append(cells);
  input.parentElement.classList.add("live");
  const all = [...cells.querySelectorAll("i")];
  const show = () => {
    // Spaces and dots of a pasted number go; a thirteenth digit stays, and the checks say so.
    const typed = input.value.replace(/[^0-9]/g, "");
    if (typed !== input.value && /^[0-9\s.\-]*$/.test(input.value)) input.value = typed;
    const plain = /^[0-9]{0,12}$/.test(input.value);
    input.parentElement.classList.toggle("live", plain);
    cells.hidden = !plain;
    all.forEach((cell, at) => {
      cell.textContent = input.value[at] ?? "";
      cell.classList.toggle("here", at === Math.min(input.value.length, all.length - 1)
        && input.value.length < all.length);
    });
  };
  // The caret is drawn as the next empty line, so it always stands at the end.
  const toEnd = () => input.setSelectionRange(input.value.length, input.value.length);
  input.addEventListener("input", show);
  input.addEventListener("focus", () => setTimeout(toEnd));
  input.addEventListener("click", toEnd);
  show();
}

function ready() {
  const looked = place.querySelector("[data-whole]");
  const offered = form.querySelector("[name=chon]:checked");
  const value = offered?.value === "may" || looked?.dataset.whole === "1";
  const seen = !form.dataset.evidence || form.querySelector("[name=nguon]:checked");
  const good = Boolean(value && seen);
  button.textContent = good ? button.dataset.ready : button.dataset.not;
  button.setAttribute("aria-disabled", String(!good));
  why.hidden = good;
}

let waiting = 0;
let asked = 0;
async function look() {
  const mine = ++asked;
  const answer = await fetch(form.dataset.check, {
    method: "POST", body: new FormData(form), headers: { "HX-Request": "true" },
  }).catch(() => null);
  if (!answer?.ok || mine !== asked) return;
  const made = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".checks");
  if (!made) return;
  place.replaceChildren(made);
  if (heard.textContent !== made.dataset.said) heard.textContent = made.dataset.said;
  ready();
}

if (form && button && place) {
  if (form.dataset.kind === "digits" && box) digitsOf(box);
  form.addEventListener("input", (event) => {
    const own = form.querySelector("[name=chon][value=khac]");
    if (own && event.target === box) own.checked = true;
    ready();
    if (event.target.name === "nguon") return;
    clearTimeout(waiting);
    waiting = setTimeout(look, event.target === box ? 250 : 0);
  });
  button.addEventListener("click", (event) => {
    if (button.getAttribute("aria-disabled") !== "true") return;
    event.preventDefault();
    heard.textContent = "";
    setTimeout(() => { heard.textContent = `${why.textContent}.`; });
    (place.querySelector("[data-whole='1']") ? form.querySelector("[name=nguon]") : box)?.focus();
  });
  form.addEventListener("submit", (event) => {
    if (button.getAttribute("aria-disabled") === "true" && !event.submitter?.name) event.preventDefault();
  });
  ready();
}
