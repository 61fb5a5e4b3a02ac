// Coming from the worklist: the group it was opened from, and K and J to the records beside it there.
// The list lies in this tab only and holds addresses, no name and no number of anybody.

let told = null;
try { told = JSON.parse(sessionStorage.getItem("viec-day")); } catch { /* storage is off */ }
const list = Array.isArray(told?.list) ? told.list : [];
const at = list.indexOf(location.pathname);
const crumbs = document.querySelector(".crumbs");

function put(parent, tag, text, more = {}) {
  return parent.appendChild(Object.assign(document.createElement(tag), { textContent: text, ...more }));
}

if (at >= 0 && crumbs) {
  crumbs.replaceChildren();
  put(crumbs, "a", "Danh sách việc", { href: told.back });
  put(crumbs, "span", told.title);
  if (told.count) put(crumbs, "b", `${at + 1}/${told.count}`);
  const walk = Object.assign(document.createElement("span"), { className: "walk" });
  for (const [key, step, words] of [["k", -1, "Hồ sơ trước"], ["j", 1, "Hồ sơ sau"]]) {
    const address = list[at + step];
    if (!address?.startsWith("/dang-vien/")) continue;
    const link = put(walk, "a", "", { href: address });
    link.setAttribute("aria-keyshortcuts", key);
    put(link, "kbd", key.toUpperCase()).setAttribute("aria-hidden", "true");
    put(link, "span", words);
    link.dataset.walk = key;
  }
  if (walk.childElementCount) crumbs.append(walk);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
    if (document.querySelector("dialog[open]")) return;
    const link = document.querySelector(`[data-walk="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    link.click();
  }, true);
}
