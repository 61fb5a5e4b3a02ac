// What shortens the way in the officer's grid; every deed has a button or a link that does the same.

const form = document.getElementById("viec");
const OFF = "phim-tat-tat";
const store = { get: (k) => { try { return localStorage.getItem(k); } catch { return null; } },
                set: (k, v) => { try { localStorage.setItem(k, v); } catch { /* storage is off */ } } };
const typing = (at) => at instanceof Element
  && at.closest("textarea, select, [contenteditable], input:not([type=checkbox])") !== null;

const rows = () => [...form.querySelectorAll("tr[data-row]")].filter((row) => row.offsetParent !== null);
const tick = (row) => row.querySelector("input[name=viec]");
const current = () => document.activeElement?.closest?.("tr[data-row]") ?? null;

// --- how many are chosen: rows ticked, and whole groups with what is not on the page
const whole = (group) => group.querySelector("input[data-whole]");
const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ".");

function count() {
  let n = 0;
  for (const group of form.querySelectorAll("tbody[data-group]")) {
    n += whole(group)?.checked ? Number(group.dataset.count)
      : [...group.querySelectorAll("input[name=viec]")].filter((one) => one.checked).length;
  }
  for (const place of form.querySelectorAll(".bulk [data-n]")) place.textContent = number(n);
}

function follow(group, on) {
  for (const one of group.querySelectorAll("input[name=viec]:not(:disabled)")) one.checked = on;
}

form?.addEventListener("change", (event) => {
  const group = event.target.closest("tbody[data-group]");
  if (event.target.matches("[data-whole]")) follow(group, event.target.checked);
  else if (event.target.name === "viec" && !event.target.checked && group && whole(group)) whole(group).checked = false;
  count();
});
form?.addEventListener("reset", () => setTimeout(count));
document.addEventListener("htmx:afterSettle", () => {
  for (const group of form?.querySelectorAll("tbody[data-group]") ?? []) if (whole(group)?.checked) follow(group, true);
  if (form) count();
});
if (form) count();  // a browser keeps ticks when it goes back

// --- a record opened from a row knows its neighbours in the group (members/walk.js)
form?.addEventListener("click", (event) => {
  const link = event.target.closest("[data-open]");
  const group = link?.closest("tbody[data-group]");
  if (!group) return;
  const list = [...new Set([...group.querySelectorAll("[data-open]")].map((one) => one.getAttribute("href")))];
  const first = !new URLSearchParams(location.search).has("sau");
  try {
    sessionStorage.setItem("viec-day", JSON.stringify({
      list, title: group.querySelector(".turn b").textContent, back: location.pathname + location.search,
      count: first ? number(Number(group.dataset.count)) : "",
    }));
  } catch { /* storage is off */ }
});

// --- after a deed the cursor stands where it stood: the next row has moved up
const PLACE = "viec-dong";
try {
  const at = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (form && at !== null) {
    const all = rows();
    all[Math.max(0, Math.min(Number(at), all.length - 1))]?.querySelector("[data-open]")?.focus();
  }
} catch { /* storage is off */ }
form?.addEventListener("submit", () => {
  const at = rows().indexOf(current());
  try { if (at >= 0) sessionStorage.setItem(PLACE, String(at)); } catch { /* storage is off */ }
});

// --- the keys
const off = () => store.get(OFF) === "1";
const turn = document.querySelector("[data-keys-turn]");
function tell() {
  document.documentElement.classList.toggle("keys-off", off());
  if (turn) turn.textContent = off() ? "Bật phím tắt" : "Tắt phím tắt";
}
if (turn) {
  turn.hidden = false;
  tell();
  turn.addEventListener("click", () => { store.set(OFF, off() ? "0" : "1"); tell(); });
}

function go(step) {
  const all = rows();
  const at = all.indexOf(current());
  const next = all[Math.max(0, Math.min(at + step, all.length - 1))];
  next?.querySelector("[data-open]")?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
const visible = (selector) => [...document.querySelectorAll(selector)].find((one) => one.offsetParent !== null);

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  x: (row) => { const box = row && tick(row); if (box && !box.disabled) box.click(); },
  a: (row) => (visible(".bulk .take-all") ?? (visible(".bulk-line") ? null : row?.querySelector("button[data-take]")))?.click(),
  s: (row) => {
    const link = row?.querySelector("a[data-fix]");
    const page = link?.href ?? row?.querySelector("[data-page]")?.dataset.page;
    if (page) location.assign(page);
  },
  g: (row) => {
    const box = row && tick(row);
    if (!visible(".bulk-line") && box && !box.disabled) { box.checked = true; count(); }
    visible(".bulk .give-all")?.click();
  },
  u: () => document.querySelector("[data-key=u]")?.click(),
  "?": () => document.getElementById("phim-tat")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (!form || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const deed = KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
  if (!deed || (off() && event.key !== "?")) return;
  event.preventDefault();
  event.stopPropagation();  // the rows of other tables have a J and K of their own
  deed(current());
}, true);
