/* A question before something is lost: a dialog of our own, in the page's language and look. */
"use strict";

/* Resolves to whether `yes` was chosen; Escape, the other button and
   a click beside it mean no. With `mild` nothing is lost by it. */
window.hoiBaoCaoSure = (question, yes, mild = false) =>
  new Promise((resolve) => {
    const say = (vietnamese, english) => (document.documentElement.dataset.language === "en" ? english : vietnamese);
    const dialog = document.createElement("dialog");
    dialog.className = "sure";
    dialog.setAttribute("role", "alertdialog");
    dialog.setAttribute("aria-labelledby", "hoi-lai");
    const asked = document.createElement("p");
    asked.id = "hoi-lai";
    asked.textContent = question;
    const row = document.createElement("div");
    const button = (text, kind, value) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = kind;
      made.textContent = text;
      made.addEventListener("click", () => dialog.close(value));
      return made;
    };
    row.append(button(say("Không", "Cancel"), "keep", ""), button(yes, mild ? "do" : "lose", "yes"));
    dialog.append(asked, row);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close("");
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal(); // gives the focus back to where it was when it is closed
  });
