// What pages do beyond links and forms. Everything works without this file.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Counts and results are said in the polite live region: the first [data-live] of the page that has changed.
  const liveTexts = () => $$("main [data-live]").map((element) => element.dataset.live);
  let known = liveTexts();
  const sayNews = () => {
    const texts = liveTexts(), news = texts.find((text) => text && !known.includes(text)), live = $("#live");
    known = texts;
    if (live && news) live.textContent = news;
  };

  // Toasts stay until they are closed: nobody has to read against a clock.
  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button"; made.className = "link"; made.textContent = label;
    made.addEventListener("click", act);
    return made;
  };
  const toast = (text, level = "error", retry = null) => {
    const box = document.createElement("div"), words = document.createElement("span");
    box.className = `notice ${level}`;
    words.textContent = text;
    box.append(words);
    if (retry) box.append(button("Retry", () => { box.remove(); retry(); }));
    box.append(button("Close", () => box.remove()));
    $("#toasts")?.append(box);
  };
  const again = (element) => () => {
    if (element.matches("form")) element.requestSubmit();
    else if (element.matches("a, button")) element.click();
    else location.reload();
  };

  // A form is sent once; the flag falls when htmx is done, when the page comes back, or after ten seconds.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 10000);
  }, true);
  addEventListener("pageshow", () => $$("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // A choice of a filter is either wanted or left out: ticking one unticks the other, before htmx reads the form.
  document.addEventListener("change", ({ target }) => {
    if (target.checked) for (const box of $$("input", target.closest(".choice") ?? document.createElement("p"))) box.checked = box === target;
  }, true);

  // htmx: what failed, what is new.
  let rowBefore = null;
  document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
    if (elt.matches("[data-more]")) rowBefore = elt.closest("tr")?.previousElementSibling;
  });
  document.addEventListener("htmx:afterRequest", ({ detail: { elt } }) => delete elt.dataset?.sent);
  document.addEventListener("htmx:afterSettle", () => {
    sayNews();
    // Another part of the page may come first; until the new rows are there, the row after is the one that loads them.
    const row = rowBefore?.nextElementSibling;
    if (row && !$("[data-more]", row)) { $("a, button", row)?.focus(); rowBefore = null; }
    $("#form-errors")?.focus();
  });
  document.addEventListener("htmx:responseError", ({ detail: { xhr, elt } }) => {
    if (xhr.status === 401) {
      location.assign(`/accounts/login/?next=${encodeURIComponent(location.pathname + location.search)}`);
      return;
    }
    const id = xhr.getResponseHeader("X-Request-ID");
    const why = xhr.status >= 500 ? "Something went wrong on our side" : `That did not work (${xhr.status})`;
    toast(id ? `${why}. Request ${id}.` : `${why}.`, "error", again(elt));
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, ({ detail: { elt } }) => toast("No answer from the server.", "error", again(elt)));
  }

  // Keys: / search, j and k rows, e edit, ? help. Off with data-keys="off" on <html>.
  const rowLinks = () => $$("main .tbl tbody tr, main .list > li").map((row) => $("th a, a.name, h3 a, td a", row)).filter(Boolean);
  const step = (by) => {
    const links = rowLinks(), here = links.findIndex((link) => link.closest("tr, li").contains(document.activeElement));
    links[here < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + by, 0), links.length - 1)]?.focus();
  };
  const keys = {
    "/": () => { const field = $("main [type=search]"); field?.focus(); field?.select(); },
    j: () => step(1),
    k: () => step(-1),
    e: () => ($("[data-key=e]", document.activeElement.closest("tr, li") ?? document) ?? $("[data-key=e]"))?.click(),
    "?": () => $("#keys")?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (document.documentElement.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable], dialog")) return;
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });

  // Rows with a tick box: all that are shown at once, and how many are ticked.
  const picks = () => $$("input[name=pick]");
  const showPicks = () => {
    const all = $("[data-pick-all]"), ticked = picks().filter((box) => box.checked).length;
    if (!all) return;
    all.closest("[hidden]")?.removeAttribute("hidden");
    all.checked = ticked > 0 && ticked === picks().length;
    all.indeterminate = ticked > 0 && !all.checked;
    $("[data-picked]").textContent = ticked ? ` (${ticked})` : "";
  };
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-pick-all]")) picks().forEach((box) => { box.checked = target.checked; });
    if (target.matches("[data-pick-all], [name=pick]")) showPicks();
  });
  document.addEventListener("htmx:afterSettle", showPicks);
  addEventListener("pageshow", showPicks);

  // A line of a list edited in place: opened once, closed without asking the server; focus goes back to its link.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const open = document.getElementById(event.detail.elt.dataset?.opens ?? "");
    if (open) { event.preventDefault(); $("input:not([type=hidden])", open)?.focus(); }
  });
  const closeRow = (row) => {
    const link = $(`[data-opens="${row.id}"]`);
    document.getElementById(row.id.replace("editing-", "edit-"))?.remove();
    row.remove();
    link?.focus();
  };
  document.addEventListener("click", ({ target }) => { if (target.closest("[data-closes]")) closeRow(target.closest("tr")); });
  document.addEventListener("keydown", ({ key, target }) => {
    const row = key === "Escape" && target.closest?.("tr.editing");
    if (row) closeRow(row);
  });

  // After a full page load: errors first; an open account menu closes with Escape.
  $("#form-errors")?.focus();
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && $("details.account[open]");
    if (menu && menu.contains(document.activeElement)) { menu.open = false; $("summary", menu).focus(); }
  });
})();
