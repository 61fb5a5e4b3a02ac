// Shows what needs a passkey only where the browser has them, and says so when one did not work.
const able = window.isSecureContext && "PublicKeyCredential" in window;
for (const part of document.querySelectorAll("[data-needs-passkey]")) part.hidden = !able;
if (!able) for (const word of document.querySelectorAll("[data-passkey-absent]")) word.hidden = false;
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const word of document.querySelectorAll("[data-passkey-failed]")) word.hidden = false;
});
