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
  const LOST = ""; // no text of a form, which is a list, is this
  let stored = null; // what the server has of this form; LOST where it has it no more
  let storedTurn = ""; // the turn it was sent with
  // The people and the newer version last told of; the page came with what then held.
  let told = [...here.children].map((line) => line.textContent).join("\n");
  let sending = null;
  let failed = false;
  let leaving = false;
  let waiting = false; // a save waits for what is typed to be kept first
  let isReached = true; // whether the server took the last word of this page
  let typing = 0;

  // What the fields hold, without the names of this form and the CSRF token.
  const NAMES = ["writing", "holder", "held_by", "held_turn", "writing_from", "based_on", "opened_version", "opened_slug"];
  const NOT_TEXT = new RegExp(`^(csrfmiddlewaretoken|${NAMES.join("|")}|turn|pick-.*)$`);
  function typed(data) {
    return JSON.stringify([...data].filter(([name]) => !NOT_TEXT.test(name)));
  }

  // Turns are counted, for a clock can be set back. The count goes with a save: the form
  // that comes back from a refused one counts on.
  const turn = form.querySelector("[name=turn]");
  function nextTurn() {
    turn.value = Number(turn.value) + 1;
    return turn.value;
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
    for (const name of NAMES) sent.set(name, data.get(name) || "");
    sent.set("article", says.dataset.article);
    if (text !== stored) {
      sent.set("text", "1");
      sent.set("turn", nextTurn());
    }
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
      (answer) => answered(answer, text, sent.get("turn")),
      () => unreached("failed"),
    );
    await sending;
    sending = null;
  }

  // *sentTurn* is null where no text was sent: then what was sent before should be there.
  async function answered(answer, text, sentTurn) {
    if (answer.type === "opaqueredirect") return unreached("signed-out");
    let heard = {};
    try {
      heard = await answer.json();
    } catch (error) {
      return unreached("failed");
    }
    isReached = true;
    if (!answer.ok) return fail(heard.error || say("failed"));
    failed = false;
    form.querySelector("[name=writing]").value = heard.writing;
    const had = sentTurn !== null && String(heard.turn) === sentTurn;
    if (had) [stored, storedTurn] = [text, sentTurn];
    const isLost = String(heard.turn) !== storedTurn;
    if (isLost) sendAgain(heard.turn);
    status.textContent = isLost ? say("keeping") : heard.said;
    status.classList.remove("autosave-failed");
    tell(heard);
    document.dispatchEvent(new CustomEvent("kept", { detail: { ...heard, had } }));
  }

  // The server has something else, or nothing: its row was ended or taken over elsewhere.
  function sendAgain(itsTurn) {
    turn.value = Math.max(Number(turn.value), itsTurn);
    stored = LOST;
    changed();
  }

  function unreached(name) {
    isReached = false;
    fail(say(name));
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

  // A save waits until what is typed is kept, or its text would be gone where one was
  // signed out meanwhile or the server is down. And for what is on its way: arriving after
  // the save, that would be kept as unsaved.
  form.addEventListener("submit", (event) => {
    if (leaving) return;
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    clearTimeout(typing);
    clearInterval(beat);
    const button = event.submitter;
    isSafe().then((safe) => {
      waiting = false;
      if (!safe) return hold();
      leaving = true;
      form.querySelector("[name=csrfmiddlewaretoken]").value = csrf();
      setTimeout(() => form.requestSubmit(button)); // not within the first submission
    });
  });

  async function isSafe() {
    if (sending) await sending;
    if (isUnkept() || !isReached) await keep();
    return isReached;
  }

  function hold() {
    if (status.textContent === say("failed")) fail(say("not-saved"));
    status.scrollIntoView({ block: "center" });
    beat = setInterval(keep, BEAT);
  }

  awake();
})();
