/* What the pages beside the one for asking do by themselves. All of them work without it. */
"use strict";
(() => {
  const say = (vietnamese, english) => (document.documentElement.dataset.language === "en" ? english : vietnamese);

  const messageOf = (said) => say(said.message ?? "", said.message_en ?? said.message ?? "");

  /* On a phone the further filters wait for a touch. */
  const further = document.querySelector(".more-filters");
  if (further && matchMedia("(max-width: 767px)").matches && !location.search) further.open = false;

  /* Lists that follow while a reader types or chooses. */
  for (const form of document.querySelectorAll("form[data-live]")) {
    const target = document.querySelector(form.dataset.live);
    let waiting = 0;
    let latest = 0;
    const follow = async () => {
      const turn = ++latest;
      const given = [...new FormData(form)].filter(([, value]) => value);
      const url = `${form.getAttribute("action")}?${new URLSearchParams(given)}`;
      const response = await fetch(url, { headers: { Accept: "text/html" } });
      if (!response.ok || turn !== latest) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      target.replaceChildren(...page.querySelector(form.dataset.live).childNodes);
      history.replaceState(null, "", url);
    };
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(follow, 180);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      follow();
    });
  }

  /* A figure's words unfold the section that they stand in. */
  function reveal() {
    const place = location.hash.startsWith("#doan-") && document.getElementById(location.hash.slice(1));
    if (!place) return;
    place.closest("details").open = true;
    place.scrollIntoView({ block: "center" });
  }
  addEventListener("hashchange", reveal);
  reveal();

  /* Forms that change something: sent with the session's token, their refusal shown in place. */
  for (const form of document.querySelectorAll("form[data-form]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = event.submitter;
      if (form.dataset.confirm && !(await hoiBaoCaoSure(form.dataset.confirm, button.textContent, "mild" in form.dataset))) return;
      if (button) button.disabled = true;
      form.querySelector(".notice")?.remove();
      try {
        const body = new URLSearchParams(new FormData(form));
        const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
        const said = await response.json();
        if (!response.ok) throw new Error(messageOf(said));
        if (new URL(said.location, location.href).pathname === location.pathname) location.reload();
        else location.assign(said.location);
      } catch (error) {
        const notice = document.createElement("p");
        notice.className = "notice";
        notice.setAttribute("role", "alert");
        notice.textContent = error.message || say("Chưa làm được. Hãy thử lại.", "Not done. Please try again.");
        form.append(notice);
        if (button) button.disabled = false;
      }
    });
  }

  /* Builds: one fetch a second while one is at work, none when idle. */
  const badge = document.getElementById("tien-do-nho");
  const list = document.querySelector("[data-poll]");
  async function poll() {
    const response = await fetch("/tien-do");
    if (!response.ok) return;
    const state = await response.json();
    badge.textContent = state.badge;
    if (list && (state.busy || list.dataset.busy)) {
      const shown = await fetch(list.dataset.poll);
      if (shown.ok) list.innerHTML = await shown.text();
      list.dataset.busy = state.busy ? "1" : "";
    }
    if (state.busy) setTimeout(poll, 1000);
  }
  poll();

  /* Choosing and dropping files. */
  const upload = document.getElementById("nap-tep");
  if (!upload) return;
  const input = document.getElementById("tep");
  const drop = upload.querySelector(".drop");
  const chosen = document.getElementById("da-chon");
  const problem = document.getElementById("loi-nap");
  const button = upload.querySelector(".actions button");
  const { maxBytes, maxFiles, types } = upload.dataset;
  let files = [];

  const size = (bytes) => {
    const number = bytes < 2 ** 20 ? Math.max(bytes / 2 ** 10, 0.1) : bytes / 2 ** 20;
    const written = number.toLocaleString(document.documentElement.dataset.language, { maximumFractionDigits: 1 });
    return `${written} ${bytes < 2 ** 20 ? "KB" : "MB"}`;
  };
  const wrong = (file) => {
    if (!types.split(",").some((type) => file.name.toLowerCase().endsWith(type)))
      return say("không nhận loại tệp này", "file type is not taken");
    if (file.size > Number(maxBytes)) return say("tệp quá lớn", "file is too large");
    return "";
  };
  function tell(message) {
    problem.hidden = !message;
    problem.textContent = message;
  }
  function draw() {
    chosen.replaceChildren(
      ...files.map((file, index) => {
        const item = document.createElement("li");
        const part = (name, text) => {
          const span = document.createElement("span");
          span.className = name;
          span.textContent = text;
          item.append(span);
        };
        part("name", file.name);
        if (wrong(file)) part("bad", wrong(file));
        part("size", size(file.size));
        const remove = document.createElement("button");
        remove.type = "button";
        remove.textContent = say("Bỏ", "Remove");
        remove.setAttribute("aria-label", `${remove.textContent} ${file.name}`);
        remove.addEventListener("click", () => {
          files.splice(index, 1);
          draw();
          input.focus();
        });
        item.append(remove);
        return item;
      }),
    );
    const number = Number(maxFiles);
    tell(
      files.length > number
        ? say(`Mỗi lần chỉ nhận ${number} tệp, hãy chia ra.`, `At most ${number} files at once; please send them in parts.`)
        : "",
    );
  }
  function take(more) {
    files.push(...[...more].filter((file) => !files.some((old) => old.name === file.name && old.size === file.size)));
    draw();
  }
  input.addEventListener("change", () => {
    take(input.files);
    input.value = "";
  });
  for (const name of ["dragenter", "dragover"])
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  });

  upload.addEventListener("submit", async (event) => {
    event.preventDefault();
    const good = files.filter((file) => !wrong(file));
    if (!good.length) return tell(say("Chưa chọn tệp nào.", "No file was chosen."));
    if (files.length > Number(maxFiles)) return draw();
    const body = new FormData();
    for (const file of good) body.append("files", file);
    button.disabled = true;
    button.textContent = say("Đang gửi…", "Sending…");
    try {
      const response = await fetch(upload.action, { method: "POST", body, headers: { Accept: "application/json" } });
      const said = await response.json().catch(() => ({}));
      if (!response.ok) throw new Error(messageOf(said));
      files = [];
      draw();
      list.dataset.busy = "1";
      poll();
      list.scrollIntoView({ block: "nearest" });
    } catch (error) {
      tell(error.message || say("Không gửi được tệp. Hãy thử lại.", "The files could not be sent. Please try again."));
    } finally {
      button.disabled = false;
      button.textContent = say("Đưa vào kho", "Add");
    }
  });
})();
