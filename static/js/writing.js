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
    if (!document.execCommand("insertText", false, text))
      body.setRangeText(text, body.selectionStart, body.selectionEnd, "end");
  }

  function selected() {
    return body.value.slice(body.selectionStart, body.selectionEnd);
  }

  function around(mark) {
    const from = body.selectionStart;
    const text = selected();
    insert(mark + text + mark);
    body.setSelectionRange(from + mark.length, from + mark.length + text.length);
  }

  // Every line of the selection gets *mark* in front; the selection grows to whole lines.
  function lines(mark) {
    const from = body.value.lastIndexOf("\n", body.selectionStart - 1) + 1;
    const after = body.value.indexOf("\n", body.selectionEnd);
    body.setSelectionRange(from, after < 0 ? body.value.length : after);
    insert(selected().split("\n").map((line) => mark + line).join("\n"));
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
    heading: () => lines("## "),
    strong: () => around("**"),
    list: () => lines("- "),
    quote: () => lines("> "),
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
