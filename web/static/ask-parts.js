/* Parts of the page for asking that stand on their own: copying an answer, the place of a
   citation over the page, questions that are found after the answer. */
"use strict";

window.hoiBaoCaoParts = (() => {
  const language = document.documentElement.dataset.language;
  const say = (vietnamese, english) => (language === "en" ? english : vietnamese);

  /* The answer as text that can be pasted into a letter, with its sources. */
  async function copy(button, tell) {
    const answer = button.closest(".answer");
    const lines = [];
    const said = answer.querySelector(".short, .long").cloneNode(true);
    for (const mark of said.querySelectorAll(".mark")) mark.remove();
    lines.push(said.textContent.replaceAll("\u2060", "").trim());
    const subject = [...answer.querySelectorAll(".subject span")].map((part) => part.textContent).join(" · ");
    if (subject) lines.push(subject);
    for (const source of answer.querySelectorAll(".sources button")) {
      const part = (name) => source.querySelector(name)?.textContent ?? "";
      lines.push(`${part(".number")} ${part(".title")} (${part(".where")})`);
    }
    const text = lines.join("\n");
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages over plain http have no clipboard of their own.
      const field = document.createElement("textarea");
      field.value = text;
      field.setAttribute("readonly", "");
      field.style.cssText = "position:fixed;opacity:0";
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    tell(say("Đã chép câu trả lời kèm nguồn.", "Copied, with its sources."));
  }

  /* The place of a citation in its report, over the page. */
  async function openPlace(url, tell) {
    const dialog = document.createElement("dialog");
    dialog.className = "place";
    dialog.setAttribute("aria-label", say("Chỗ trích trong báo cáo", "The place in the report"));
    dialog.innerHTML = `<p class="waiting" role="status">${say("Đang mở…", "Opening…")}</p>`;
    document.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.showModal();
    const load = async (address) => {
      const response = await fetch(address, { headers: { Accept: "text/html" } });
      if (!response.ok) throw new Error(response.status);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      dialog.replaceChildren(...page.getElementById("cho-trich").childNodes);
      dialog.querySelector('[data-action="fit"]')?.setAttribute("aria-pressed", String(dialog.classList.contains("whole")));
      const mark = dialog.querySelector("[data-first]");
      requestAnimationFrame(() => mark?.scrollIntoView({ block: "center", inline: "center" }));
    };
    dialog.addEventListener("click", (event) => {
      if (event.target.closest('[data-action="close-place"]')) dialog.close();
      const fit = event.target.closest('[data-action="fit"]');
      if (fit) {
        const whole = dialog.classList.toggle("whole");
        fit.setAttribute("aria-pressed", String(whole));
        dialog.querySelector("[data-first]")?.scrollIntoView({ block: "center", inline: "center" });
      }
      const link = event.target.closest('a[data-action="turn-page"]');
      if (!link) return;
      event.preventDefault();
      load(link.getAttribute("href")).catch(() => dialog.close());
    });
    try {
      await load(url);
    } catch {
      dialog.close();
      tell(say("Không mở được chỗ này.", "The place could not be opened."));
    }
  }

  const chipOf = (question) => {
    const item = document.createElement("li");
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    chip.dataset.action = "ask";
    chip.dataset.question = chip.textContent = question;
    item.append(chip);
    return item;
  };

  /* Example questions, which take a moment to be found where the archive is new. */
  function suggest(element) {
    if (!element.querySelector(".offers[hidden]")) return;
    fetch("/vi-du")
      .then((response) => (response.ok ? response.json() : []))
      .then((questions) => {
        const place = element.querySelector(".offers[hidden]");
        if (!place || !questions.length) return;
        place.querySelector(".chips").replaceChildren(...questions.map(chipOf));
        place.hidden = false;
      })
      .catch(() => {});
  }

  /* Questions that lead on from the last answer: found after it, put in beside the others. */
  const leads = new Map();
  function lead(element) {
    for (const turn of element.querySelectorAll(".turn[data-turn]")) offer(turn);
    const last = element.querySelector(".turn:last-child[data-turn]");
    if (!last || leads.has(last.dataset.turn)) return;
    const key = last.dataset.turn;
    leads.set(key, []);
    fetch(`/hoi-tiep/${key}`)
      .then((response) => (response.ok ? response.json() : []))
      .then((questions) => {
        leads.set(key, questions);
        const turn = element.querySelector(`.turn[data-turn="${key}"]`);
        if (turn) offer(turn);
      })
      .catch(() => leads.delete(key));
  }
  function offer(turn) {
    const place = turn.querySelector(".further");
    const shown = new Set([...(place?.querySelectorAll(".chip") ?? [])].map((chip) => chip.dataset.question));
    const fresh = (leads.get(turn.dataset.turn) ?? []).filter((question) => !shown.has(question));
    if (!place || !fresh.length) return;
    const chips = fresh.map(chipOf);
    const list = place.querySelector(".chips");
    const first = list.querySelector(".over-time")?.parentElement;
    if (first) first.after(...chips);
    else list.prepend(...chips);
    place.hidden = false;
  }

  return { copy, openPlace, suggest, lead };
})();
