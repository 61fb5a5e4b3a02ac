// What shortens the way; every page works without it.

const inField = (at) => at.closest("input, textarea, select, [contenteditable]") !== null;
const store = { get: (k) => { try { return localStorage.getItem(k); } catch { return null; } },
                set: (k, v) => { try { localStorage.setItem(k, v); } catch { /* storage is off */ } } };

// "/" to the search box, J and K along the rows, Escape closes the person menu.
function rows() {
  return [...document.querySelectorAll("main .table tbody tr, main .card-link")]
    .map((row) => row.matches("a") ? row : row.querySelector("a[href]"))
    .filter((link) => link && link.offsetParent !== null);
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector("details.menu[open]")?.removeAttribute("open");
  if (event.ctrlKey || event.altKey || event.metaKey || inField(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "/") {
    const box = document.getElementById("tim");
    if (box) { event.preventDefault(); box.focus(); }
  } else if (event.key === "j" || event.key === "k") {
    const all = rows();
    const here = all.indexOf(document.activeElement);
    const next = event.key === "j" ? Math.min(here + 1, all.length - 1) : Math.max(here - 1, 0);
    all[next]?.focus();
  }
});
document.addEventListener("click", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (menu && !menu.contains(event.target)) menu.removeAttribute("open");
  // <button data-opens="id"> opens a <dialog id>; data-closes inside it closes it.
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog?.showModal) { event.preventDefault(); dialog.showModal(); }
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
});

// Light or dark, kept on this device.
const turn = document.querySelector("[data-theme-turn]");
if (turn) {
  const dark = () => (document.documentElement.dataset.theme
    || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const tell = () => { turn.querySelector("span").textContent = dark() ? "Giao diện sáng" : "Giao diện tối"; };
  turn.hidden = false;
  tell();
  turn.addEventListener("click", () => {
    const chosen = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = chosen;
    store.set("giao-dien", chosen);
    tell();
  });
}

// A browser says "Choose file" in its own language; here it says so in ours, with the name chosen.
for (const box of document.querySelectorAll("main input[type=file]")) {
  const frame = Object.assign(document.createElement("span"), { className: "file-box" });
  const button = Object.assign(document.createElement("b"), { textContent: "Chọn tệp" });
  const name = document.createElement("span");
  const tell = () => { name.textContent = [...box.files].map((one) => one.name).join(", ") || "chưa chọn tệp"; };
  button.setAttribute("aria-hidden", "true");
  name.setAttribute("aria-hidden", "true");
  box.replaceWith(frame);
  frame.append(box, button, name);
  box.addEventListener("change", tell);
  tell();
}

// Larger letters on a phone, kept on this device.
const size = document.querySelector("[data-size-turn]");
if (size) {
  const large = () => document.documentElement.dataset.size === "large";
  const tell = () => size.setAttribute("aria-pressed", String(large()));
  size.hidden = false;
  tell();
  size.addEventListener("click", () => {
    if (large()) delete document.documentElement.dataset.size;
    else document.documentElement.dataset.size = "large";
    store.set("chu-to", large() ? "1" : "0");
    tell();
  });
}

// Five minutes before the idle session ends: one press stays, nothing typed is lost.
const ending = document.getElementById("con-day");
if (ending) {
  const idle = Number(ending.dataset.idle) * 1000;
  const seen = () => store.set("con-day", String(Date.now()));
  const loaded = Date.now();
  const remaining = () => idle - (Date.now() - Math.max(loaded, Number(store.get("con-day")) || 0));
  const words = ending.querySelector("[data-left]");
  seen();
  document.addEventListener("htmx:afterRequest", seen);
  const watch = setInterval(() => {
    const left = remaining();
    if (left > 5 * 60_000) { if (ending.open) ending.close(); return; }
    words.textContent = left > 60_000 ? `${Math.ceil(left / 60_000)} phút` : "chưa đầy 1 phút";
    if (left > 0 && !ending.open) ending.showModal();
  }, 5_000);
  ending.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(event.target.action, {
      method: "POST", body: new FormData(event.target), redirect: "manual",
    }).catch(() => null);
    if (answer?.status === 204) { seen(); ending.close(); return; }
    // The page stays as it is: what was typed can still be copied.
    ending.querySelector("p").textContent = "Phiên đã hết. Đồng chí đăng nhập lại ở một thẻ khác, "
      + "rồi quay về trang này gửi tiếp; những gì đã nhập còn ở đây.";
    ending.querySelector("[data-stay]").replaceWith(Object.assign(document.createElement("button"), {
      type: "button", className: "button", textContent: "Đóng lời nhắc", onclick: () => ending.close() }));
    clearInterval(watch);
  });
}

// A toast leaves after eight seconds, but stays while somebody is on it.
for (const toast of document.querySelectorAll("[data-toast]")) {
  const leave = () => toast.matches(":hover, :focus-within") ? setTimeout(leave, 2_000) : toast.remove();
  setTimeout(leave, 8_000);
}

// A button that was pressed says so, keeps its width, and cannot be pressed twice.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.dataset.busy || event.defaultPrevented) return;
  const { width } = button.getBoundingClientRect();
  setTimeout(() => {
    button.style.minWidth = `${width}px`;
    button.textContent = button.dataset.busy;
    button.disabled = true;
  });
});
