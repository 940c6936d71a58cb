// Progressive enhancement: every page works without this file.
import { initAll } from "../vendor/govuk/govuk-frontend.min.js";

// Nothing to scroll, nothing to stop at: a table that fits is no tab stop.
function followOverflow(region) {
  const update = () => {
    if (region.scrollWidth > region.clientWidth) {
      region.setAttribute("tabindex", "0");
    } else {
      region.removeAttribute("tabindex");
    }
  };
  new ResizeObserver(update).observe(region);
  update();
}

// The type-ahead replaces the select, so it must say what hint and error said of the select.
function assistiveHint(select) {
  const ids = (select.getAttribute("aria-describedby") || "").split(" ").filter(Boolean);
  const texts = ids.map((id) => document.getElementById(id)?.textContent.trim());
  const how = "When results appear, use the up and down arrows to review them and Enter to select.";
  return [...texts.filter(Boolean), how].join(" ");
}

async function enhanceSelects(selects) {
  await import("../vendor/autocomplete/accessible-autocomplete.min.js");
  for (const select of selects) {
    const hint = assistiveHint(select);
    const invalid = select.classList.contains("govuk-select--error");
    window.accessibleAutocomplete.enhanceSelectElement({
      selectElement: select,
      defaultValue: select.value ? undefined : "",
      autoselect: false,
      confirmOnBlur: true,
      showAllValues: true,
      inputClasses: invalid ? "govuk-input govuk-input--error" : "govuk-input",
      tAssistiveHint: () => hint,
    });
  }
}

async function startMojComponents() {
  const moj = await import("../vendor/moj/moj-frontend.min.js");
  moj.initAll();
}

initAll();

document.querySelectorAll(".laa-scroll").forEach(followOverflow);

const selects = document.querySelectorAll("select[data-autocomplete]");
if (selects.length > 0) {
  enhanceSelects(selects);
}

if (document.querySelector('[data-module^="moj-"]')) {
  startMojComponents();
}

// What was typed while a page waited stays, in the fields that are there still.
function keepTyped(before, after) {
  before.querySelectorAll("input:not([type=hidden]), textarea, select").forEach((field) => {
    const same = field.id && after.querySelector(`#${CSS.escape(field.id)}`);
    if (!same || field.value === field.defaultValue) {
      return;
    }
    same.value = field.value;
    same.closest("details")?.setAttribute("open", "");
  });
}

// A page that waits for work looks again by itself, without taking the reader's place away. One that
// answers a press has another address than what it shows, and says where that is.
async function lookAgain(waiting) {
  const answer = await fetch(waiting.dataset.lookAt || window.location.href, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const still = fresh.querySelector("[data-look-again]");
  if (still && fresh.title === document.title) {
    if (still.textContent !== waiting.textContent) {
      waiting.replaceChildren(...still.childNodes); // so that what is new is read out, and only that
    }
    later(waiting);
    return;
  }
  document.title = fresh.title;
  const [before, after] = [document, fresh].map((page) => page.querySelector("main"));
  keepTyped(before, after);
  before.replaceWith(after);
  document.querySelectorAll(".laa-scroll").forEach(followOverflow);
  const outcome = document.querySelector("h1");
  outcome.setAttribute("tabindex", "-1");
  outcome.focus();
  document.querySelectorAll("[data-look-again]").forEach(later);
}

function later(waiting) {
  const seconds = Number(waiting.dataset.lookAgain);
  window.setTimeout(() => lookAgain(waiting).catch(() => later(waiting)), seconds * 1000);
}

document.querySelectorAll("[data-look-again]").forEach(later);
