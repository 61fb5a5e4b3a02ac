// Before the first paint: the scheme this person chose on this device, if any.
try {
  const told = localStorage.getItem("giao-dien");
  if (told === "light" || told === "dark") document.documentElement.dataset.theme = told;
} catch { /* storage is off: the system's scheme holds */ }
