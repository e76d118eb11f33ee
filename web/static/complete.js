// Completes titles and aliases in input fields: the combobox pattern of WAI-ARIA.

import { getJson, root } from "./api.js";
import { showDataText } from "./language.js";

const TEXT = {
  suggestions: "Suggestions",
  alias: ", also called ",
  nothing: "Nothing found",
  found: (number) => `${number} suggestion${number === 1 ? "" : "s"}`,
};
const DELAY = 90; // milliseconds after the last key
const MAX_SUGGESTIONS = "8";
let count = 0;

/** Adds a list of suggestions to an input; `data-complete="go"` opens the chosen node. */
function complete(input) {
  const box = document.createElement("span");
  const list = document.createElement("ul");
  const status = document.createElement("span");
  const opens = input.dataset.complete === "go";
  let results = [];
  let marked = -1;
  let timer = 0;
  let request = 0;

  box.className = "complete";
  list.id = `complete-${++count}`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", TEXT.suggestions);
  input.replaceWith(box);
  status.className = "hidden";
  status.setAttribute("role", "status");
  box.append(input, list, status);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-controls": list.id,
    "aria-expanded": "false",
    "aria-autocomplete": "list",
  })) {
    input.setAttribute(name, value);
  }

  function close() {
    list.hidden = true;
    status.textContent = "";
    marked = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(position) {
    marked = position;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === position)));
    if (position < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[position].id);
    list.children[position].scrollIntoView({ block: "nearest" });
  }

  function choose(position) {
    const { node } = results[position];
    close();
    if (!opens) {
      input.value = node.title;
      input.dispatchEvent(new CustomEvent("careergraph:chosen", { bubbles: true }));
      return;
    }
    input.value = "";
    const event = new CustomEvent("careergraph:go", { detail: node.id, cancelable: true });
    if (dispatchEvent(event)) location.assign(`${root}?focus=${encodeURIComponent(node.id)}`);
  }

  function item({ name, node }, position) {
    const element = document.createElement("li");
    element.id = `${list.id}-${position}`;
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", "false");
    element.append(dataText(node.title), ", ", details(name, node));
    element.addEventListener("mousedown", (event) => {
      event.preventDefault();
      choose(position);
    });
    return element;
  }

  function nothing() {
    const element = document.createElement("li");
    element.className = "nothing";
    element.setAttribute("aria-hidden", "true"); // the status says it
    element.append(TEXT.nothing);
    return element;
  }

  async function suggest() {
    const number = ++request;
    const text = input.value.trim();
    if (!text) return close();
    const query = new URLSearchParams({ q: text, limit: MAX_SUGGESTIONS });
    if (input.dataset.kind) query.set("kind", input.dataset.kind);
    const answer = await getJson(`${root}api/v1/search?${query}`).catch(() => ({ results: [] }));
    if (number !== request || document.activeElement !== input) return;
    results = answer.results.filter(({ field }) => field === "title" || field === "alias");
    status.textContent = results.length ? TEXT.found(results.length) : TEXT.nothing;
    list.replaceChildren(...(results.length ? results.map(item) : [nothing()]));
    mark(-1);
    list.hidden = false;
    input.setAttribute("aria-expanded", String(results.length > 0));
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, DELAY);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const total = results.length;
    const open = !list.hidden && total > 0;
    if (event.key === "ArrowDown" && open) mark((marked + 1) % total);
    else if (event.key === "ArrowUp" && open) mark((marked - 1 + total) % total);
    else if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && open && marked >= 0) choose(marked);
    else return;
    event.preventDefault();
  });
}

function dataText(text) {
  const element = document.createElement("span");
  showDataText(element, text);
  return element;
}

/** Returns the kind of a suggestion and, if an alias matched, the alias. */
function details(name, node) {
  const small = document.createElement("small");
  small.append(node.kind);
  if (name !== node.title) small.append(TEXT.alias, dataText(name));
  return small;
}

for (const input of document.querySelectorAll("input[data-complete]")) complete(input);
