/* Before anything is painted: the light or dark look that this browser was left with. */
"use strict";
(() => {
  // The page's language is the server's word; Gradio has an idea of its own when it starts.
  const root = document.documentElement;
  const language = root.lang === "en" ? "en" : "vi";
  root.dataset.language = language;
  new MutationObserver(() => {
    if (root.lang !== language) root.lang = language;
  }).observe(root, { attributes: true, attributeFilter: ["lang"] });

  const kept = localStorage.getItem("hbc-theme");
  if (kept === "light" || kept === "dark") root.dataset.theme = kept;

  document.addEventListener("click", (event) => {
    if (!event.target.closest('[data-action="theme"]')) return;
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
