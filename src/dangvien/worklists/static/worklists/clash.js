// The button says which value will be used; without a choice it keeps its words and the server asks.

const form = document.getElementById("chon");
const button = document.querySelector("[data-verb]");
const words = button?.textContent;
form?.addEventListener("input", () => {
  const chosen = form.querySelector("[name=chon]:checked");
  button.textContent = chosen ? `${button.dataset.verb} ${chosen.dataset.value}` : words;
});
