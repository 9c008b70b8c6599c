/* Before anything is painted: the light or dark look that this browser was left with. */
"use strict";
(() => {
  const kept = localStorage.getItem("hbc-theme");
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;

  document.addEventListener("click", (event) => {
    if (!event.target.closest('[data-action="theme"]')) return;
    const root = document.documentElement;
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    root.dataset.theme = (root.dataset.theme ?? system) === "dark" ? "light" : "dark";
    localStorage.setItem("hbc-theme", root.dataset.theme);
  });

  // Gradio's page has a base address, with which a mere "#place" would load it anew.
  document.addEventListener("click", (event) => {
    const skip = event.target.closest("a.skip");
    if (!skip) return;
    event.preventDefault();
    document.getElementById(skip.getAttribute("href").slice(1))?.focus();
  });

  // The switch of language comes back to where it was clicked.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('[data-action="language"]');
    if (!link) return;
    event.preventDefault();
    const back = encodeURIComponent(location.pathname + location.search);
    location.href = `${link.getAttribute("href")}?ve=${back}`;
  });
})();
