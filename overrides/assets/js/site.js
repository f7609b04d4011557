// Comfort only: the site works without this file.

/** Fold the main menu behind its button on a small screen. */
function menuButton(button) {
  const menu = document.getElementById(button.getAttribute("aria-controls"));
  const set = (open) => {
    button.setAttribute("aria-expanded", String(open));
    menu.classList.toggle("main-menu--open", open);
  };
  button.addEventListener("click", () => set(button.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
      set(false);
      button.focus();
    }
  });
}

/** Automatic, light, dark: one button that says which one is on. */
function themeButton(button) {
  const root = document.documentElement;
  const choices = ["auto", "light", "dark"];
  const words = { auto: button.textContent, ...button.dataset };
  const show = () => {
    button.textContent = words[root.dataset.theme ?? "auto"];
  };
  button.addEventListener("click", () => {
    const next = choices[(choices.indexOf(root.dataset.theme ?? "auto") + 1) % choices.length];
    if (next === "auto") delete root.dataset.theme;
    else root.dataset.theme = next;
    try {
      localStorage.setItem("theme", next);
    } catch {
      // The choice then lasts for this page only.
    }
    show();
  });
  show();
}

/** Load the search when its box is first used; "/" goes to the box. */
function searchBox(box, page) {
  const input = (page ?? box).querySelector(".search__input");
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  box.querySelector(".search__input").addEventListener("focus", () => import("./search/panel.js").then((one) => one.openPanel(box)), { once: true });
  if (page) import("./search/page.js").then((one) => one.openPage(page, box));
}

document.querySelectorAll(".search").forEach((box) => searchBox(box, document.querySelector(".search-page")));
document.querySelectorAll(".menu-button").forEach(menuButton);
document.querySelectorAll(".theme-button").forEach(themeButton);
