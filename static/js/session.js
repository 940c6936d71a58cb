// Warns before the session ends, keeps what was typed, and brings it back afterwards.
const warning = document.getElementById("session-warning");
const left = warning.querySelector("[data-session-left]");
const soon = Number(warning.dataset.warning);
const atMost = Date.now() + Number(warning.dataset.atMost) * 1000;
const token = warning.querySelector("[name=csrfmiddlewaretoken]").value;
const UNKEPT = ["hidden", "password", "file", "submit", "button"];
const LAST_MOMENT = 15;

let ends = Date.now() + Number(warning.dataset.seconds) * 1000;
let said = "";
let kept = false;

const secondsLeft = () => Math.round((ends - Date.now()) / 1000);

// The form somebody is at work on: the one that has text of theirs in it.
function typed() {
  const body = new FormData();
  document.querySelectorAll("main form[method=post] [name]").forEach((control) => {
    const chosen = !["checkbox", "radio"].includes(control.type) || control.checked;
    if (!UNKEPT.includes(control.type) && chosen && control.value) {
      body.append(control.name, control.value);
    }
  });
  return body;
}

async function keep() {
  const body = typed();
  if (![...body.keys()].length) {
    return;
  }
  body.append("draft_path", window.location.pathname);
  body.append("csrfmiddlewaretoken", token);
  await fetch(warning.dataset.draftUrl, { method: "POST", body, keepalive: true });
}

function say(text) {
  if (text !== said) {
    said = text;
    left.textContent = text;
  }
}

// Whole minutes, then the last one in steps: a screen reader is not made to count seconds.
function tellTime(seconds) {
  const minutes = Math.ceil(seconds / 60);
  const time = seconds > 60 ? `${minutes} minutes` : `${Math.ceil(seconds / 20) * 20} seconds`;
  const why = ends >= atMost ? " You have been signed in for as long as is allowed." : "";
  say(`You will be signed out in ${time}.${why}`);
}

// Another tab may have been at work meanwhile: ask, without counting as a sign of life.
async function askServer(method) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", token);
  const answer = await fetch(warning.dataset.leftUrl, {
    method,
    body: method === "POST" ? body : undefined,
    headers: { Accept: "application/json" },
    redirect: "manual",
  });
  ends = answer.ok ? Date.now() + (await answer.json()).seconds * 1000 : Date.now();
}

async function stay() {
  warning.close();
  await askServer("POST").catch(() => {});
  look();
}

async function warn() {
  await askServer("GET").catch(() => {});
  if (secondsLeft() > soon) {
    return;
  }
  tellTime(secondsLeft());
  warning.showModal();
  keep().catch(() => {});
}

async function look() {
  const seconds = secondsLeft();
  if (seconds <= 0) {
    const here = encodeURIComponent(window.location.pathname);
    window.location.assign(`${warning.dataset.signInUrl}?next=${here}`);
    return;
  }
  if (seconds <= LAST_MOMENT && !kept) {
    kept = true;
    keep().catch(() => {});
  }
  if (warning.open) {
    tellTime(seconds);
  } else if (seconds <= soon) {
    await warn();
  }
  window.clearTimeout(look.again);
  const next = warning.open ? 1 : Math.max(secondsLeft() - soon, 1);
  look.again = window.setTimeout(look, Math.min(next, 60) * 1000);
}

warning.addEventListener("cancel", (event) => {
  event.preventDefault();
  stay();
});
warning.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  stay();
});
look();

// What was kept of this page goes back into its form.
function refill(fields) {
  let filled = 0;
  document.querySelectorAll("main form[method=post] [name]").forEach((control) => {
    const values = fields[control.name];
    if (!values || UNKEPT.includes(control.type)) {
      return;
    }
    if (["checkbox", "radio"].includes(control.type)) {
      control.checked = values.includes(control.value);
    } else {
      control.value = values[0];
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
    filled += 1;
  });
  return filled;
}

const draft = document.getElementById("draft-fields");
if (draft && refill(JSON.parse(draft.textContent))) {
  document.querySelector("[data-draft-filled]").textContent = "The form is filled in with it. Look it over, then send it.";
}
