// Keeps the reader's place: what stands in view, and where the keyboard is. Streamlit draws anew and forgets both.

const LONG_ENOUGH_MS = 1200; // for a page to be whole after its last part came
const LAST_MS = 10_000; // after which nobody is moved any more, whatever still comes
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

// ----------------------------------------------------------------------------- from place to place

const NAMES = ["article", "at", "story", "briefing", "c", "q"]; // what an address names, beside the page
const ADDED = ["briefing", "c"]; // those that the page adds to an address that names none
const named = (name, address = location) => new URLSearchParams(address.search).get(name) ?? "";
const placeNow = () => [location.pathname, ...NAMES.map((name) => named(name))].join(" ");

const left = new Map(); // of each place: how far down (pixels) it was left, and the address of the link that led away
let place = null; // where the reader is
let linked = false; // a link was followed, and what it leads to is not shown yet
let arrival = null; // the place is new: how to show it
let again = 0; // the timer that looks at it again where nothing changes
let drawn = []; // the elements that tell what is drawn: it may still be the place before
let led = true; // until the reader goes elsewhere

// An address that only says in full where one is ("/" becomes "/?c=…") is no step for the browser to go back over.
const step = history.pushState.bind(history);
history.pushState = (state, title, address) => {
  const next = new URL(address, location.href);
  const same = (name) => named(name) === named(name, next) || (ADDED.includes(name) && !named(name));
  if (location.pathname === next.pathname && NAMES.every(same)) history.replaceState(state, title, address);
  else step(state, title, address);
};

// A link within the page is followed without loading the page anew, so that what one comes back to is as it was.
// Streamlit draws what an address names when the browser says that it went there.
function followLink(link) {
  left.set(place, { top: main().scrollTop, link: link.getAttribute("href") });
  linked = true;
  step({}, "", link.href);
  dispatchEvent(new PopStateEvent("popstate"));
}

const goesElsewhere = (event) =>
  event.type === "keydown" ? /^(Page|Arrow|Home|End)/.test(event.key)
  : event.type === "click" ? event.target.closest("summary, a")
  : event.type !== "pointerdown" || event.target === main(); // its scroll bar
for (const kind of ["wheel", "touchmove", "pointerdown", "keydown", "click"])
  addEventListener(kind, (event) => {
    if (event.target.closest?.('[data-testid="stSidebar"]')) return; // what is left keeps the place it was to have
    [heldUntil, arrival] = [0, null]; // who acts on the page is not moved any more
    if (goesElsewhere(event)) led = false;
  }, { passive: true, capture: true });

addEventListener("scroll", (event) => {
  if (event.target === main() && !arrival && placeNow() === place) left.set(place, { ...left.get(place), top: main().scrollTop });
}, { passive: true, capture: true });

const title = () => document.querySelector("h1");
const cited = () => document.querySelector(".k-text mark");
const question = () => [...document.querySelectorAll(".k-question")].at(-1);

// What a place is opened for: the sentence that was cited, the question that its address names, the last question.
const aim = () => cited() ?? document.getElementById(`q${named("q")}`) ?? question();

// What is opened is shown from what it is opened for, or from its top; what one comes back to, as it was left. The
// address changes before what is drawn: until something else is drawn, or the script has run, nothing is moved.
function followPlace() {
  if (!main()) return;
  if (linked || placeNow() !== place) {
    const back = linked ? undefined : left.get(placeNow());
    arrival = { back, before: drawn, ran: false, end: later(LONG_ENOUGH_MS), last: later(LAST_MS) };
    [place, linked, led] = [placeNow(), false, true];
  }
  drawn = [title(), cited(), question()];
  if (!arrival) return;
  const running = document.querySelector('[data-test-script-state="running"]') !== null;
  arrival.ran ||= running;
  const isNew = drawn.some((one, which) => one !== arrival.before[which]) || (arrival.ran && !running);
  if (running || !isNew) arrival.end = later(LONG_ENOUGH_MS);
  if (!led || performance.now() > Math.min(arrival.end, arrival.last)) arrival = null;
  else if (isNew) showPlace(arrival.back);
  clearTimeout(again);
  if (arrival) again = setTimeout(keepPlace, 100);
}

function showPlace(back) {
  const wanted = aim();
  if (back) main().scrollTop = back.top;
  else if (wanted) wanted.scrollIntoView({ block: "start" });
  else main().scrollTop = 0;
  if (document.activeElement !== document.body) return;
  // The keyboard is where the eyes are: at the sentence, at the question one came back to, or at the link that was followed.
  const shown = named("q") ? "mark, .k-question" : "mark";
  const next = back?.link ? document.querySelector(`.stHtml a[href="${CSS.escape(back.link)}"]`) : wanted?.closest(shown);
  if (next?.matches(shown)) next.tabIndex = -1;
  next?.focus({ preventScroll: true });
}

// ----------------------------------------------------------------------------- a question and its answer

let questionShown = "", wasWriting = false, heldUntil = 0;

// A question that was asked is brought into view, and again once it is answered; meanwhile what the model writes is.
function followAnswer() {
  const last = question();
  const shown = last ? place + last.textContent : "";
  const writing = document.querySelector(".st-key-stop") !== null;
  if (wasWriting && !writing && shown === questionShown) say("ready");
  if (shown !== questionShown || (writing && !wasWriting)) led = true;
  if (!arrival && (shown !== questionShown || writing !== wasWriting)) heldUntil = later(LONG_ENOUGH_MS);
  [questionShown, wasWriting] = [shown, writing];
  if (!last || !led) return;
  if (performance.now() < heldUntil) last.scrollIntoView({ block: "start" });
  if (writing) document.querySelector(".st-key-progress")?.scrollIntoView({ block: "nearest" });
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

let folded; // whether the bar of pages is

// What folds the bar away or back is gone once it is used: the keyboard goes on at what does the opposite.
function followBar() {
  const before = folded;
  folded = document.querySelector('[data-testid="stSidebar"]')?.dataset.collapsed;
  if (before === folded || !before || document.activeElement !== document.body) return;
  const way = folded === "true" ? '[data-testid="stExpandSidebarButton"]' : '[data-testid="stSidebarCollapseButton"] button';
  document.querySelector(way)?.focus({ preventScroll: true });
}

// What the keyboard comes to may lie under what stays in view: the question field, the ways back, the head of the page.
addEventListener("focusin", ({ target }) => {
  const still = [".st-key-asking", ".st-key-ways", '[data-testid="stHeader"]'].map((one) => document.querySelector(one));
  const [foot, ...heads] = still.map((one) => one?.getBoundingClientRect());
  if (!main()?.contains(target) || !target.matches(":focus-visible") || still.some((one) => one?.contains(target))) return;
  const { top, bottom } = target.getBoundingClientRect();
  const [least, most] = [Math.max(0, ...heads.map((one) => one?.bottom ?? 0)) + 8, (foot?.top ?? innerHeight) - 8];
  if (bottom - top > most - least) return;
  main().scrollTop += Math.max(0, bottom - most) - Math.max(0, least - top);
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

// Where nobody is there to draw it, or another tab is wanted, the browser follows a link by itself.
function openLink(event) {
  const link = event.target.closest('.stHtml a[href^="/"]:not([target], [download])');
  const apart = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || apart || !document.querySelector('[data-test-connection-state="CONNECTED"]')) return;
  event.preventDefault();
  followLink(link);
}

function copyAnswer({ target }) {
  const copying = /\bst-key-content_copy-(\d+)/.exec(target.closest('[class*="st-key-content_copy-"]')?.className);
  const text = copying && document.querySelector(`.k-carried[data-number="${copying[1]}"]`)?.textContent;
  if (text) navigator.clipboard.writeText(text).then(() => say("copied", true), () => say("refused", true));
}

// On a phone the list of conversations lies over the one that was chosen.
function makeWay({ target }) {
  const chosen = target.closest('[data-testid="stSidebar"] :is([class*="st-key-conversation-"], .st-key-new) button');
  const collapse = () => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
  if (chosen && innerWidth <= 640) setTimeout(collapse);
}

for (const act of [openLink, copyAnswer, makeWay]) addEventListener("click", act, { capture: true });

// ----------------------------------------------------------------------------- what moves

// Streamlit opens its boxes little by little, by its own script: no style of ours keeps it from it.
const animate = Element.prototype.animate;
Element.prototype.animate = function (frames, options) {
  return animate.call(this, frames, matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : options);
};

// ----------------------------------------------------------------------------- whatever is drawn

function keepPlace() {
  if (!heard.isConnected) document.body.append(heard);
  followPopover();
  followBar();
  followKeyboard();
  tellChoices();
  followPlace();
  followAnswer();
}
