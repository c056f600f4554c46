// Puts Streamlit's own words into the language of the page, and tells that language to browser and Streamlit.
// FRENCH holds them, English first. The address tells the language of the page, or else an element of class k-language.
"use strict";

const ENGLISH = Object.fromEntries(Object.entries(FRENCH).map(([english, french]) => [french, english]));
const ATTRIBUTES = ["aria-label", "aria-roledescription", "placeholder", "title"];
// Where Streamlit writes words of its own: elsewhere a word may be an article's.
const PLACES = [
  ...["stSkipToContent", "stFileUploader", "stDateInput", "stDateInputCalendar"],
  ...["stSelectbox", "stSelectboxVirtualDropdown"],
].map((name) => `[data-testid="${name}"]`).join(",");
// Words that are put together, as around a file's name and size, "a.txt, 12.8KB", in French.
const FORMED = [
  [/(\d+)\.?(\d*)([KMG]?)B$/, (_, whole, part, unit) => `${whole}${part && ","}${part}\u00a0${unit}o`],
  [/^Remove (?=\S)/, () => "Retirer "],
  [/^Cancel upload of (?=\S)/, () => "Annuler l’envoi de "],
  [/^group mark container$/, () => "groupe"], // of a picture
  [/^\w+ icon$/, () => ""], // of a button that has a name
];
const NAMED = /^([\p{L} ]+)(, .*)$/su; // "day, From": the part of a date, then our own label

function inLanguage(text, language) {
  const known = language === "fr" ? FRENCH : ENGLISH;
  const words = text.trim();
  if (Object.hasOwn(known, words)) return text.replace(words, () => known[words]);
  const formed = language === "fr" && FORMED.find(([said]) => said.test(words));
  if (formed) return text.replace(...formed);
  const part = NAMED.exec(words);
  return part && Object.hasOwn(known, part[1]) ? known[part[1]] + part[2] : text;
}

function translateText(root, language) {
  const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const told = inLanguage(nodes.currentNode.data, language);
    if (told !== nodes.currentNode.data) nodes.currentNode.data = told;
  }
}

function translateAttributes(language) {
  for (const name of ATTRIBUTES) {
    for (const one of document.querySelectorAll(`[${name}]`)) {
      const told = inLanguage(one.getAttribute(name), language);
      if (told !== one.getAttribute(name)) one.setAttribute(name, told);
    }
  }
}

// The address changes before the page does: whatever is drawn then is drawn in the new language.
function pageLanguage() {
  return new URLSearchParams(location.search).get("lang") ?? document.querySelector(".k-language")?.lang;
}

// Streamlit names months and begins weeks in the language that the browser tells.
function tellAsBrowser() {
  const own = navigator.language;
  const told = { fr: own.startsWith("fr") ? own : "fr", en: own.startsWith("en") ? own : "en-GB" };
  Object.defineProperty(navigator, "language", { get: () => told[pageLanguage()] ?? own });
}

function translate() {
  const language = pageLanguage();
  if (!language) return;
  if (document.documentElement.lang !== language) document.documentElement.lang = language;
  for (const place of document.querySelectorAll(PLACES)) translateText(place, language);
  translateAttributes(language);
}

tellAsBrowser();

let waiting = false;

function soon() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    translate();
    keepPlace();
  });
}

new MutationObserver(soon).observe(document.documentElement, {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: [...ATTRIBUTES, "lang", "data-test-script-state"],
});
