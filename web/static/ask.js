/* The page for asking: what it does by itself, and which events it sends to the server.

   `state` is all that the page remembers: which conversation is open and what it is limited
   to. The server draws the areas; each draws attention to itself when it changes. */
"use strict";

window.hoiBaoCao = (() => {
  const language = document.documentElement.dataset.language;
  const say = (vietnamese, english) => (language === "en" ? english : vietnamese);
  const parts = () => window.hoiBaoCaoParts; // static/ask-parts.js

  const phone = window.matchMedia("(max-width: 767px)");
  const DRAFT = "hbc-question"; // what was typed and not sent, until the tab is closed
  const state = { conversation: null, scope: [] };
  const area = (name) => document.getElementById(name);
  const box = () => document.getElementById("cau-hoi");
  let send = null; // (event, data): to the server
  let asking = false; // from a question until its answer is drawn
  let opener = null; // what the open sheet or drawer came from

  const filters = () => {
    const found = {};
    for (const [kind, value] of state.scope) (found[kind] ??= []).push(value);
    return found;
  };

  /* Asking. */
  function ask(question) {
    const asked = question.trim();
    if (!asked || !send) return;
    if (asking && area("cuoc-hoi").querySelector(".waiting")) return; // one at a time
    sessionStorage.removeItem(DRAFT);
    if (box()) {
      box().value = "";
      grow();
    }
    closeSheet();
    asking = true;
    send("ask", { question: asked, conversation: state.conversation, scope: filters() });
  }

  function grow() {
    const field = box();
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight + 2, 132)}px`;
  }

  /* What the conversation is limited to, as chips. */
  function drawScope() {
    const list = document.getElementById("pham-vi");
    if (!list) return;
    list.replaceChildren(
      ...state.scope.map(([, , label], index) => {
        const item = document.createElement("li");
        const name = document.createElement("span");
        name.textContent = label;
        name.title = label;
        const drop = document.createElement("button");
        drop.type = "button";
        drop.textContent = "×";
        drop.setAttribute("aria-label", `${say("Bỏ giới hạn", "Remove filter")} ${label}`);
        drop.addEventListener("click", () => {
          state.scope.splice(index, 1);
          scopeChanged();
          document.querySelector("#chon-pham-vi > summary").focus();
        });
        item.append(name, drop);
        return item;
      }),
    );
  }
  function scopeChanged() {
    drawScope();
    if (state.conversation) send("limit", { conversation: state.conversation, scope: filters() });
  }
  function limitTo(kind, value, label) {
    if (!value) return;
    if (!state.scope.some(([k, v]) => k === kind && v === value)) {
      state.scope.push([kind, value, label]);
      scopeChanged();
    }
    document.getElementById("chon-pham-vi").open = false;
    box().focus();
  }

  /* The open excerpt, which on a phone is a sheet; the list of conversations, a drawer there. */
  function openSheet(from) {
    if (phone.matches) opener = from;
    area("trich-dan").classList.add("mo");
  }
  function closeSheet() {
    const open = document.querySelector("#trich-dan.mo, #cuoc-hoi-cu.mo");
    if (!open) return false;
    open.classList.remove("mo");
    if (opener?.isConnected) opener.focus();
    opener = null;
    return true;
  }

  function go(conversation) {
    history.pushState(null, "", conversation ? `/?cuoc=${conversation}` : "/");
    arrive();
  }
  function arrive() {
    const number = Number(new URLSearchParams(location.search).get("cuoc")) || null;
    send("arrive", { conversation: number });
  }
  addEventListener("popstate", arrive);

  /* A rating at once, its remark when the reader has one. */
  function rate(button) {
    const { turn, verdict } = button.dataset;
    const given = button.getAttribute("aria-pressed") !== "true";
    for (const other of button.parentElement.querySelectorAll("button"))
      other.setAttribute("aria-pressed", String(other === button && given));
    const remark = button.closest(".answer").querySelector(".remark");
    remark.hidden = !given;
    send("rate", { turn: Number(turn), verdict: given ? verdict : "", remark: remark.elements.remark.value });
    if (given && !phone.matches) remark.elements.remark.focus({ preventScroll: true });
    if (given) remark.scrollIntoView({ block: "nearest" });
  }

  let silence = 0;
  function tell(message) {
    const line = document.getElementById("loi-nhan");
    if (!line) return;
    line.textContent = message;
    clearTimeout(silence);
    silence = setTimeout(() => (line.textContent = ""), 4000);
  }

  function rename(button) {
    const row = button.closest("li");
    row.querySelector(".menu").open = false;
    const link = row.querySelector("a[data-action=open]");
    const field = document.createElement("input");
    field.value = button.dataset.title;
    field.maxLength = 120;
    field.setAttribute("aria-label", say("Tên mới", "New title"));
    link.hidden = true;
    link.before(field);
    field.focus();
    field.select();
    let over = false;
    const end = (keep) => {
      if (over) return;
      over = true;
      const title = field.value.trim();
      link.hidden = false;
      field.remove();
      if (keep && title && title !== button.dataset.title)
        send("rename", { number: Number(button.dataset.conversation), title, conversation: state.conversation });
      else link.focus();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) end(true);
      if (event.key === "Escape") end(false);
    });
    field.addEventListener("blur", () => end(true));
  }

  const actions = {
    ask: (target) => ask(target.dataset.question),
    cite: (target) => {
      for (const old of document.querySelectorAll("#cuoc-hoi .current")) old.classList.remove("current");
      if (target.closest("#cuoc-hoi")) target.classList.add("current");
      openSheet(target);
      send("cite", { turn: Number(target.dataset.turn), number: Number(target.dataset.number) });
    },
    rate,
    copy: (target) => parts().copy(target, tell),
    rename,
    close: closeSheet,
    "close-rail": closeSheet,
    rail: (target) => {
      opener = target;
      area("cuoc-hoi-cu").classList.add("mo");
      area("cuoc-hoi-cu").querySelector("button.new")?.focus();
    },
    fresh: () => {
      closeSheet();
      state.scope = [];
      go(null);
      box()?.focus();
    },
    earlier: () => send("arrive", { conversation: state.conversation, whole: true }),
    open: (target) => {
      closeSheet();
      go(Number(target.dataset.conversation));
    },
    delete: async (target) => {
      target.closest(".menu").open = false;
      target.closest(".menu").querySelector("summary").focus();
      const asked = say("Xóa cuộc hỏi này? Không lấy lại được.", "Delete this conversation for good?");
      if (!(await hoiBaoCaoSure(asked, say("Xóa", "Delete")))) return;
      send("remove", { number: Number(target.dataset.conversation), conversation: state.conversation });
    },
    around: (target) => {
      const open = target.getAttribute("aria-expanded") !== "true";
      target.setAttribute("aria-expanded", String(open));
      for (const side of target.closest(".excerpt").querySelectorAll(".around")) side.hidden = !open;
      [target.textContent, target.dataset.other] = [target.dataset.other, target.textContent];
      toMark(target.closest(".excerpt"));
    },
    place: (target) => parts().openPlace(target.getAttribute("href"), tell),
  };
  const changed = { links: new Set(["open", "place"]) };

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open], #chon-pham-vi[open]"))
      if (!menu.contains(event.target)) menu.open = false;
    const target = event.target.closest("[data-action]");
    const action = target && actions[target.dataset.action];
    if (!action || !send) return;
    if (changed.links.has(target.dataset.action)) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a window of its own
      event.preventDefault();
    }
    action(target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
      for (const menu of document.querySelectorAll("details.menu[open], #chon-pham-vi[open]")) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
      closeSheet();
    }
    if (event.key === "/" && !event.target.closest("input, textarea, select, dialog")) {
      event.preventDefault();
      box()?.focus();
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id === "hoi") {
      event.preventDefault();
      ask(box().value);
    } else if (form.matches("form.remark")) {
      event.preventDefault();
      const pressed = form.closest(".answer").querySelector('[data-action="rate"][aria-pressed="true"]');
      send("rate", {
        turn: Number(form.dataset.turn),
        verdict: pressed?.dataset.verdict ?? "down",
        remark: form.elements.remark.value,
      });
      form.hidden = true;
      pressed?.focus();
    }
  });

  function toMark(inside) {
    const mark = inside.querySelector("blockquote mark:not(.word)") ?? inside.querySelector("blockquote mark");
    const quote = mark?.closest("blockquote");
    if (quote) quote.scrollTop = Math.max(0, mark.offsetTop - quote.offsetTop - 90);
  }

  /* The areas, each called once when Gradio has put it up. */
  function thread(element, trigger, watch, events) {
    send = (name, data) => events.includes(name) && trigger(name, data);
    let shown = ""; // the last turn that was scrolled to
    watch("value", () => {
      const here = element.querySelector(".thread");
      if (!here) return;
      const before = state.conversation;
      if (element.querySelector(".turn") && !element.querySelector(".waiting")) asking = false;
      parts().suggest(element);
      state.conversation = Number(here.dataset.conversation) || null;
      if (state.conversation !== before) {
        state.scope = JSON.parse(here.dataset.scope);
        drawScope();
      }
      if (state.conversation && state.conversation !== before)
        history.replaceState(null, "", `/?cuoc=${state.conversation}`);
      if (!state.conversation && location.search.includes("cuoc=")) history.replaceState(null, "", "/");
      const unsent = element.querySelector(".unsent");
      if (unsent && box() && !box().value) {
        box().value = unsent.dataset.question;
        grow();
      }
      const opened = state.conversation !== before;
      requestAnimationFrame(() => {
        const scroller = area("cuoc-hoi");
        const turns = element.querySelectorAll(".turn");
        const last = turns[turns.length - 1];
        const key = last ? (last.dataset.turn ?? last.className + turns.length) : "";
        if (last && (key !== shown || opened)) {
          const top = last.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
          scroller.scrollTop += top - 14;
        }
        shown = key;
        parts().lead(element);
      });
    });
    const empty = () => element.querySelector("[data-empty]");
    const building = () => document.getElementById("tien-do-nho");
    arrive();
    // While the archive is built, and after: what is on view follows by itself.
    let generation = null;
    const follow = async () => {
      const response = await fetch("/tien-do").catch(() => null);
      let wait = 15000;
      if (response?.ok) {
        const now = await response.json();
        if (building()) building().textContent = now.badge;
        if (now.busy || empty()) wait = 1000;
        const untouched = element.querySelector(".welcome") && !asking;
        if (generation !== null && generation !== now.generation && untouched) arrive();
        generation = now.generation;
      }
      setTimeout(follow, wait);
    };
    follow();
  }

  function composer(element, watch) {
    watch("value", () => {
      drawScope();
      const field = box();
      if (!field) return;
      field.value ||= sessionStorage.getItem(DRAFT) ?? "";
      if (field.value) grow();
      field.addEventListener("input", () => {
        grow();
        sessionStorage.setItem(DRAFT, field.value);
      });
      field.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        ask(field.value);
      });
      if (!phone.matches) field.focus();
      for (const choice of element.querySelectorAll("select[data-kind]"))
        choice.addEventListener("change", () => {
          const option = choice.selectedOptions[0];
          limitTo(choice.dataset.kind, choice.value, option.dataset.label ?? option.textContent);
          choice.value = "";
        });
      reports(element.querySelector("#tim-bao-cao"), element.querySelector("#bao-cao-tim-thay"));
    });
  }

  /* One report among thousands: the best matches of what is typed, to choose from. */
  function reports(field, list) {
    let waiting = 0;
    let latest = 0;
    const find = async () => {
      const turn = ++latest;
      const wanted = field.value.trim();
      const response = wanted ? await fetch(`/kho/goi-y?tim=${encodeURIComponent(wanted)}`) : null;
      if (turn !== latest) return;
      const found = response?.ok ? await response.json() : [];
      list.replaceChildren(
        ...found.map(({ id, title, details }) => {
          const item = document.createElement("li");
          const choose = document.createElement("button");
          choose.type = "button";
          const name = document.createElement("span");
          name.textContent = title;
          const more = document.createElement("small");
          more.textContent = details;
          choose.append(name, more);
          choose.addEventListener("click", () => {
            field.value = "";
            list.replaceChildren();
            limitTo("reports", String(id), title);
          });
          item.append(choose);
          return item;
        }),
      );
    };
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(find, 160);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      list.querySelector("button")?.click();
    });
  }

  function panel(element, watch) {
    watch("value", () => {
      requestAnimationFrame(() => {
        area("trich-dan").scrollTop = 0;
        toMark(element);
        if (phone.matches && area("trich-dan").classList.contains("mo")) element.querySelector("h2")?.focus();
      });
    });
  }

  function told(element, watch) {
    watch("value", () => tell(element.textContent.trim()));
  }

  return { thread, composer, panel, told };
})();
