// Before the first paint: the scheme and the size of letters chosen on this device, if any.
try {
  const told = localStorage.getItem("giao-dien");
  if (told === "light" || told === "dark") document.documentElement.dataset.theme = told;
  if (localStorage.getItem("chu-to") === "1") document.documentElement.dataset.size = "large";
} catch { /* storage is off: the system's scheme holds */ }
