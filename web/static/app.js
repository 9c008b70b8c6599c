/* What the page does by itself: its language, citation marks, the excerpt sheet on a phone. */
"use strict";

window.hoiBaoCao = (() => {
  const root = document.documentElement;
  const keepVietnamese = () => {
    if (root.lang !== "vi") root.lang = "vi";
  };
  keepVietnamese();
  new MutationObserver(keepVietnamese).observe(root, { attributes: true, attributeFilter: ["lang"] });

  const phone = window.matchMedia("(max-width: 767px)");
  let opener = null; // the citation mark that the open sheet came from

  const sheet = () => document.getElementById("trich-dan");
  const isOpen = () => sheet()?.classList.contains("mo") ?? false;

  function openSheet(from) {
    opener = from;
    sheet()?.classList.add("mo");
  }

  function closeSheet() {
    if (!isOpen()) return;
    sheet().classList.remove("mo");
    if (opener?.isConnected) opener.focus();
    opener = null;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeSheet();
  });

  function select(tabName) {
    for (const tab of document.querySelectorAll('#cac-trang [role="tab"]')) {
      if (tab.textContent.trim() === tabName) tab.click();
    }
  }

  /* The conversation: `events` are those that Python listens for. */
  function thread(element, trigger, watch, events) {
    element.addEventListener("click", (event) => {
      const target = event.target.closest("[data-action]");
      if (!target) return;
      const { action, turn, number, question } = target.dataset;
      if (action === "upload") {
        select("Thêm báo cáo");
      } else if (action === "cite") {
        for (const old of element.querySelectorAll(".current")) old.classList.remove("current");
        target.classList.add("current");
        openSheet(target);
        trigger("cite", { turn: Number(turn), number: Number(number) });
      } else if (events.includes(action)) {
        trigger(action, { question });
      }
    });
    let shown = 0;
    watch("value", () => {
      requestAnimationFrame(() => {
        const turns = element.querySelectorAll(".turn");
        const box = document.getElementById("cuoc-hoi");
        const last = turns[turns.length - 1];
        if (last && (turns.length > shown || !last.querySelector(".waiting"))) {
          const top = last.getBoundingClientRect().top - box.getBoundingClientRect().top;
          box.scrollTop += top - 12;
        }
        shown = turns.length;
      });
    });
  }

  /* The excerpt beside the conversation, or the sheet above it on a phone. */
  function panel(element, watch) {
    element.addEventListener("click", (event) => {
      if (event.target.closest('[data-action="close"]')) closeSheet();
    });
    watch("value", () => {
      requestAnimationFrame(() => {
        element.closest("#trich-dan").scrollTop = 0;
        const mark = element.querySelector("mark");
        const quote = mark?.closest("blockquote");
        if (quote) quote.scrollTop = Math.max(0, mark.offsetTop - quote.offsetTop - 60);
        if (phone.matches && isOpen()) element.querySelector("h2")?.focus();
      });
    });
  }

  return { thread, panel };
})();
