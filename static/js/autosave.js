// The article form keeps what is typed on the server, beside the article, and tells who
// else has it open and whether somebody saved it meanwhile.
(function () {
  "use strict";
  const says = document.getElementById("autosave-says");
  const form = document.getElementById("article_form");
  const body = document.getElementById("id_body");
  if (!says || !form || !body || body.readOnly) return;
  const say = (name) => says.content.querySelector(`[data-say="${name}"]`).textContent;
  const BEAT = 20000; // ms between two signs of life while the page is looked at
  const PAUSE = 2500; // ms without a key before what was typed is sent
  const KEEPALIVE = 60000; // bytes a browser still sends for a page that is going

  const status = document.getElementById("autosave-status");
  const here = document.getElementById("writing-here");
  let stored = null; // what the server has of this form
  let told = ""; // the people and the newer version last told of
  let sending = null;
  let failed = false;
  let leaving = false;
  let typing = 0;

  // What the fields hold, without the names of this form and the CSRF token.
  const NOT_TEXT = /^(csrfmiddlewaretoken|writing|holder|held_by|writing_from|based_on|opened_version|pick-.*)$/;
  function typed(data) {
    return JSON.stringify([...data].filter(([name]) => !NOT_TEXT.test(name)));
  }

  // Signing in on another page gives a new token; the cookie has it, this form has not.
  function csrf() {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return cookie ? cookie[1] : form.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  function message(last) {
    const data = new FormData(form);
    const text = typed(data);
    const sent = text === stored ? new FormData() : data;
    for (const name of ["writing", "holder", "held_by", "writing_from", "based_on", "opened_version"])
      sent.set(name, data.get(name) || "");
    sent.set("article", says.dataset.article);
    sent.set("turn", Date.now());
    if (text !== stored) sent.set("text", "1");
    if (last) sent.set("closed", "1");
    sent.delete("csrfmiddlewaretoken");
    return [sent, text];
  }

  function send(sent, options) {
    return fetch(says.dataset.keep, {
      method: "POST",
      body: new URLSearchParams(sent),
      // That a form is open is no work: it keeps nobody signed in. What is typed does.
      headers: { "X-CSRFToken": csrf(), ...(sent.has("text") ? {} : { "X-Background": "1" }) },
      redirect: "manual",
      ...options,
    });
  }

  async function keep() {
    if (leaving) return;
    if (sending) return sending;
    const [sent, text] = message(false);
    if (sent.has("text") && stored !== null) status.textContent = say("keeping");
    sending = send(sent, {}).then(
      (answer) => answered(answer, text, sent.has("text")),
      () => fail(say("failed")),
    );
    await sending;
    sending = null;
  }

  async function answered(answer, text, had) {
    if (answer.type === "opaqueredirect") return fail(say("signed-out"));
    let heard = {};
    try {
      heard = await answer.json();
    } catch (error) {
      return fail(say("failed"));
    }
    if (!answer.ok) return fail(heard.error || say("failed"));
    failed = false;
    if (had) stored = text;
    form.querySelector("[name=writing]").value = heard.writing;
    status.textContent = heard.said;
    status.classList.remove("autosave-failed");
    tell(heard);
    document.dispatchEvent(new CustomEvent("kept", { detail: { ...heard, had } }));
  }

  function fail(sentence) {
    failed = true;
    status.textContent = sentence;
    status.classList.add("autosave-failed");
  }

  // Spoken again by a reader's voice only when it says something else.
  function tell(heard) {
    const sentences = [...heard.here, ...(heard.newer ? [heard.newer] : [])];
    if (sentences.join("\n") === told) return;
    told = sentences.join("\n");
    here.replaceChildren(
      ...sentences.map((sentence) => {
        const line = document.createElement("p");
        line.textContent = sentence;
        if (sentence === heard.newer) line.className = "newer";
        return line;
      }),
    );
  }

  const isUnkept = () => stored !== null && typed(new FormData(form)) !== stored;

  function changed() {
    clearTimeout(typing);
    typing = setTimeout(keep, PAUSE);
  }
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  // The fields that complete what one types tell jQuery alone.
  if (window.django && django.jQuery) django.jQuery(form).on("change", changed);

  let beat = 0;
  function awake() {
    clearInterval(beat);
    if (document.visibilityState === "hidden") {
      if (isUnkept()) keep();
      return;
    }
    keep();
    beat = setInterval(keep, BEAT);
  }
  document.addEventListener("visibilitychange", awake);

  addEventListener("pagehide", () => {
    if (leaving) return;
    const [sent] = message(true);
    const length = new URLSearchParams(sent).toString().length;
    send(sent, { keepalive: length < KEEPALIVE }).catch(() => {});
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    leaving = false;
    awake();
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && failed && isUnkept()) event.preventDefault();
  });

  // A save waits for what is on its way: arriving after it, that would be kept as unsaved.
  form.addEventListener("submit", (event) => {
    clearTimeout(typing);
    clearInterval(beat);
    if (leaving) return;
    leaving = true;
    form.querySelector("[name=csrfmiddlewaretoken]").value = csrf();
    if (!sending) return;
    event.preventDefault();
    const button = event.submitter;
    sending.finally(() => form.requestSubmit(button));
  });

  awake();
})();
