// The body of an article: buttons that write Markdown, clean pasting, pictures.
(function () {
  "use strict";
  const body = document.getElementById("id_body");
  const says = document.getElementById("writing-says");
  if (!body || !says || body.readOnly) return;
  const say = (name) => says.content.querySelector(`[data-say="${name}"]`).textContent;
  const token = () => body.form.querySelector("[name=csrfmiddlewaretoken]").value;

  const status = document.createElement("p");
  status.className = "help writing-status";
  status.setAttribute("role", "status");

  // execCommand keeps the browser's own undo; nothing else does.
  function insert(text) {
    body.focus();
    const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
    if (!done)
      body.setRangeText(text, body.selectionStart, body.selectionEnd, "end");
  }

  function selected() {
    return body.value.slice(body.selectionStart, body.selectionEnd);
  }

  // What is selected gets *mark* on both sides, or loses it, be it selected too or not.
  function around(mark) {
    const size = mark.length;
    const { selectionStart: start, selectionEnd: end, value } = body;
    const text = selected();
    const inside = text.length >= 2 * size && text.startsWith(mark) && text.endsWith(mark);
    const outside = value.slice(0, start).endsWith(mark) && value.startsWith(mark, end);
    if (inside || outside) {
      const from = inside ? start : start - size;
      const bare = inside ? text.slice(size, -size) : text;
      body.setSelectionRange(from, inside ? end : end + size);
      insert(bare);
      body.setSelectionRange(from, from + bare.length);
      return;
    }
    insert(mark + text + mark);
    body.setSelectionRange(start + size, start + size + text.length);
  }

  // Every line of the selection gets *mark* in front, in place of another mark of its
  // *kind*, or loses it where all have it; the selection grows to whole lines.
  function lines(mark, kind) {
    const from = body.value.lastIndexOf("\n", body.selectionStart - 1) + 1;
    const after = body.value.indexOf("\n", body.selectionEnd);
    body.setSelectionRange(from, after < 0 ? body.value.length : after);
    const all = selected().split("\n");
    // Only a quotation goes on through an empty line.
    const counts = (line) => all.length === 1 || mark === "> " || line.trim();
    const take = all.every((line) => !counts(line) || line.startsWith(mark));
    const changed = (line) => (take ? line.slice(mark.length) : mark + line.replace(kind, ""));
    insert(all.map((line) => (counts(line) ? changed(line) : line)).join("\n"));
    if (all.length > 1) body.setSelectionRange(from, body.selectionEnd); // for a second press
  }

  function link() {
    const text = selected() || say("link-text");
    insert(`[${text}](https://)`);
    const end = body.selectionStart - 1;
    body.setSelectionRange(end - "https://".length, end);
  }

  // A block stands between blank lines, wherever the cursor was.
  function block(text) {
    const before = body.value.slice(0, body.selectionStart);
    const after = body.value.slice(body.selectionEnd);
    const open = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const close = !after || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
    insert(open + text + close);
  }

  async function ask(address, fields) {
    const form = new FormData();
    form.set("csrfmiddlewaretoken", token());
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const answer = await fetch(address, { method: "POST", body: form });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.error);
    return told;
  }

  body.addEventListener("paste", async function (event) {
    const html = event.clipboardData.getData("text/html");
    const plain = event.clipboardData.getData("text/plain");
    if (!html) return; // plain text goes in as it is
    event.preventDefault();
    try {
      const told = await ask(says.dataset.paste, { html });
      insert(told.markdown || plain);
      status.textContent = say("pasted");
    } catch (error) {
      insert(plain);
      status.textContent = say("paste-failed");
    }
  });

  const picture = document.getElementById("writing-picture");
  async function upload(event) {
    event.preventDefault();
    const file = picture.querySelector("[name=file]").files[0];
    const alt = picture.querySelector("[name=alt]").value;
    const refused = picture.querySelector("[role=alert]");
    refused.textContent = "";
    try {
      const told = await ask(says.dataset.picture, file ? { file, alt } : { alt });
      picture.close();
      picture.querySelectorAll("input").forEach((input) => (input.value = ""));
      block(told.markdown);
    } catch (error) {
      refused.textContent = error.message || say("picture-failed");
    }
  }

  const acts = {
    heading: () => lines("## ", /^#{1,6} /),
    strong: () => around("**"),
    list: () => lines("- ", /^[-*+] /),
    quote: () => lines("> ", /^> ?/),
    link,
    picture: () => picture.showModal(),
  };
  const bar = document.createElement("div");
  bar.className = "writing-bar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", say("bar"));
  for (const [name, act] of Object.entries(acts)) {
    if (name === "picture" && !picture) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = say(name);
    button.addEventListener("click", act);
    bar.append(button);
  }
  // The admin lays a field out in a row; all three stand under each other in a box.
  const box = document.createElement("div");
  box.className = "writing-box";
  body.before(box);
  box.append(bar, body, status);
  if (picture) {
    picture.querySelector("[data-act=upload]").addEventListener("click", upload);
    picture.querySelector("[data-act=cancel]").addEventListener("click", () => picture.close());
  }
  body.addEventListener("keydown", function (event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const act = { b: acts.strong, k: acts.link }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
