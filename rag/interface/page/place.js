// Keeps the reader's place: what stands in view, and where the keyboard is. Streamlit draws anew and forgets both.

const LONG_ENOUGH_MS = 1200; // for a page to be whole after its first part came
const main = () => document.querySelector('[data-testid="stMain"]');
const later = (ms) => performance.now() + ms;

// ----------------------------------------------------------------------------- what is heard

// It stays while the page is drawn anew: a screen reader says what changes in it.
const heard = Object.assign(document.createElement("div"), { className: "k-told" });
heard.setAttribute("role", "status");

function say(what, seen = false) {
  const words = document.querySelector(".k-language")?.dataset[what] ?? "";
  heard.textContent = "";
  heard.classList.toggle("k-seen", seen);
  setTimeout(() => { heard.textContent = words; }, 100);
  setTimeout(() => heard.classList.remove("k-seen"), 4000);
}

// ----------------------------------------------------------------------------- a question and its answer

let questionShown = "", wasWriting = false, heldUntil = 0, wanted = null;
let led = true; // until the reader goes elsewhere

const goesElsewhere = (event) =>
  event.type === "keydown" ? /^(Page|Arrow|Home|End)/.test(event.key)
  : event.type === "click" ? event.target.closest("summary, a")
  : event.type !== "pointerdown" || event.target === main(); // its scroll bar
for (const kind of ["wheel", "touchmove", "pointerdown", "keydown", "click"])
  addEventListener(kind, (event) => {
    const leaves = event.target.closest?.('[data-testid="stSidebar"]'); // what is left keeps the place it was to have
    if (!leaves) [heldUntil, wanted] = [0, null]; // who acts on the page is not moved any more
    if (goesElsewhere(event)) led = false;
  }, { passive: true, capture: true });

// A question that was asked, or whose conversation was opened, is brought into view, and again once it is answered;
// meanwhile what the model writes is.
function followAnswer() {
  const question = [...document.querySelectorAll(".k-question")].at(-1);
  const shown = question ? new URLSearchParams(location.search).get("c") + question.textContent : "";
  const writing = document.querySelector(".st-key-stop") !== null;
  if (wasWriting && !writing && shown === questionShown) say("ready");
  if (shown !== questionShown || (writing && !wasWriting)) led = true;
  if (shown !== questionShown || writing !== wasWriting) heldUntil = later(LONG_ENOUGH_MS);
  [questionShown, wasWriting] = [shown, writing];
  if (!question || !led) return;
  if (performance.now() < heldUntil) question.scrollIntoView({ block: "start" });
  if (writing) document.querySelector(".st-key-progress")?.scrollIntoView({ block: "nearest" });
}

// ----------------------------------------------------------------------------- a list and what is opened from it

const places = new Map(); // how far down (pixels) the reader was in each list, article, story
let shownPlace = "", wantedUntil = 0; // and, in `wanted`, how far down to bring them

function placeNow() {
  const told = new URLSearchParams(location.search);
  return ["article", "story", "briefing"].map((name) => told.get(name) ?? "").join(" ") + location.pathname;
}

addEventListener("scroll", (event) => {
  if (event.target === main() && wanted === null && placeNow() === shownPlace) places.set(shownPlace, main().scrollTop);
}, { passive: true, capture: true });

// What is opened begins at its top, or at the sentence that was cited; a list is found again where it was left.
function followPlace() {
  const now = placeNow();
  if (now !== shownPlace) {
    if (shownPlace !== "" && !document.querySelector(".k-question")) [wanted, wantedUntil] = [places.get(now) ?? 0, later(LONG_ENOUGH_MS)];
    [shownPlace, led] = [now, true];
  }
  if (wanted === null) return;
  const over = !led || performance.now() > wantedUntil || document.querySelector(".k-text mark");
  if (!over) main().scrollTop = wanted;
  else wanted = null;
}

// ----------------------------------------------------------------------------- the keyboard

const CAN_BE_USED = ":is(button, input, textarea, a[href]):not(:disabled)";
let opened = null, opener = null; // a popover, and what opened it

// A popover stands at the end of the document, whatever it belongs to: the keyboard goes there and comes back.
function followPopover() {
  const popover = document.querySelector('[data-testid="stPopoverBody"]');
  const first = popover?.querySelector(CAN_BE_USED); // it comes a moment after its frame
  if (popover === opened || (popover && !first)) return;
  if (popover) opener = document.activeElement;
  else if (document.activeElement === document.body && opener?.isConnected) opener.focus({ preventScroll: true });
  opened = popover;
  first?.focus({ preventScroll: true });
}

let held = null; // the key that Streamlit knows of what has the keyboard
addEventListener("pointerdown", () => { held = null; }, { passive: true, capture: true });
addEventListener("focusin", ({ target }) => {
  held = /\bst-key-\S+/.exec(target.closest(".stElementContainer")?.className)?.[0] ?? null;
});

// What had the keyboard was drawn anew, or could not be used for a while: it has it again, else the question field.
function followKeyboard() {
  if (document.activeElement !== document.body || held === null) return;
  const field = document.querySelector(`.st-key-question textarea:not(:disabled)`);
  const next = document.querySelector(`.${CSS.escape(held)} ${CAN_BE_USED}`) ?? field;
  // On a phone, a field that has the keyboard covers half of what is read.
  if (next?.matches("button, a") || matchMedia("(pointer: fine)").matches) next?.focus({ preventScroll: true });
}

function tellChoices() {
  for (const button of document.querySelectorAll('[class*="st-key-thumb_"] button')) {
    const chosen = button.querySelector('[data-testid="stIconMaterial"]')?.textContent === "check";
    if (button.getAttribute("aria-pressed") !== `${chosen}`) button.setAttribute("aria-pressed", chosen);
  }
}

// ----------------------------------------------------------------------------- what is clicked

addEventListener("click", ({ target }) => {
  const copying = /\bst-key-content_copy-(\d+)/.exec(target.closest('[class*="st-key-content_copy-"]')?.className);
  const text = copying && document.querySelector(`.k-carried[data-number="${copying[1]}"]`)?.textContent;
  if (text) navigator.clipboard.writeText(text).then(() => say("copied", true), () => say("refused", true));
  const chosen = target.closest('[data-testid="stSidebar"] :is([class*="st-key-conversation-"], .st-key-new) button');
  // On a phone the list of conversations lies over the one that was chosen.
  if (chosen && innerWidth <= 640) setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click());
}, { capture: true });

// ----------------------------------------------------------------------------- whatever is drawn

function keepPlace() {
  if (!heard.isConnected) document.body.append(heard);
  followPopover();
  followKeyboard();
  tellChoices();
  followAnswer();
  followPlace();
}
