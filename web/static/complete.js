// Completes titles and aliases while one types: the combobox pattern of WAI-ARIA.

import { getJson, root } from "./api.js";

const WAIT = 90;
let made = 0;

function completed(input) {
  const box = document.createElement("span");
  const list = document.createElement("ul");
  const goes = input.dataset.complete === "go";
  let results = [];
  let chosen = -1;
  let timer = 0;
  let asked = 0;

  box.className = "complete";
  list.id = `complete-${++made}`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  input.replaceWith(box);
  box.append(input, list);
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
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(position) {
    chosen = position;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === position)));
    if (position < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[position].id);
    list.children[position].scrollIntoView({ block: "nearest" });
  }

  function take(position) {
    const { node } = results[position];
    close();
    if (!goes) {
      input.value = node.title;
      input.dispatchEvent(new CustomEvent("careergraph:chosen", { bubbles: true }));
      return;
    }
    input.value = "";
    const event = new CustomEvent("careergraph:go", { detail: node.id, cancelable: true });
    if (dispatchEvent(event)) location.assign(`${root}?focus=${encodeURIComponent(node.id)}`);
  }

  function item(result, position) {
    const element = document.createElement("li");
    const small = document.createElement("small");
    const other = result.name === result.node.title ? "" : `, also called ${result.name}`;
    element.id = `${list.id}-${position}`;
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", "false");
    element.textContent = result.node.title;
    small.textContent = result.node.kind + other;
    element.append(small);
    element.addEventListener("mousedown", (event) => {
      event.preventDefault();
      take(position);
    });
    return element;
  }

  async function suggest() {
    const turn = ++asked;
    const text = input.value.trim();
    if (!text) return close();
    const query = new URLSearchParams({ q: text, limit: "8" });
    if (input.dataset.kind) query.set("kind", input.dataset.kind);
    const answer = await getJson(`${root}api/v1/search?${query}`).catch(() => ({ results: [] }));
    if (turn !== asked || document.activeElement !== input) return;
    results = answer.results;
    list.replaceChildren(...results.map(item));
    mark(-1);
    list.hidden = !results.length;
    input.setAttribute("aria-expanded", String(results.length > 0));
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    const count = results.length;
    if (event.key === "ArrowDown" && open) mark((chosen + 1) % count);
    else if (event.key === "ArrowUp" && open) mark((chosen - 1 + count) % count);
    else if (event.key === "Escape" && open) close();
    else if (event.key === "Enter" && open && chosen >= 0) take(chosen);
    else return;
    event.preventDefault();
  });
}

for (const input of document.querySelectorAll("input[data-complete]")) completed(input);
