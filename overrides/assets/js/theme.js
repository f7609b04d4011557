// Runs before the page is painted: the reader's choice of palette, and the fact that scripts run.
const root = document.documentElement;
root.classList.add("js");
try {
  const choice = localStorage.getItem("theme");
  if (choice === "light" || choice === "dark") root.dataset.theme = choice;
} catch {
  // Storage refused (private browsing): the palette follows the system.
}
