// What the reader holds: ticked on any page, kept in the profile of this browser.

import * as profiles from "./profile.js";

const TEXT = {
  hold: { role: "I am or was in this role", skill: "I hold this", sign: "I hold this" },
  named: (words, title) => `${words}: ${title}`,
  held: { role: "you", skill: "✓", sign: "✓" },
  heldInWords: "held",
  of: (number, total) => `held ${number} of ${total}`,
  total: (number) => `You hold ${number}`,
  forget: "Forget all",
  forgotten: "All is forgotten",
  undo: "Undo",
};
const LISTS = { role: "roles", skill: "skills", sign: "signs" };
const line = document.querySelector("[data-held-line]");

let held = {}; // by kind: the names held, in lower case
let forgotten = null; // what "Forget all" has just removed

/** Returns whether the reader holds a thing: a profile names it by its id or by its title. */
export function isHeld({ kind, id, title = "" }) {
  const names = held[kind];
  return Boolean(names?.size) && (names.has(id.toLowerCase()) || names.has(title.split("\n", 1)[0].toLowerCase()));
}

export const onHeldChange = profiles.onChange;

function read() {
  const profile = profiles.stored();
  const lower = (list) => new Set(profiles.names(profile, list).map((name) => name.toLowerCase()));
  held = Object.fromEntries(Object.entries(LISTS).map(([kind, list]) => [kind, lower(list)]));
}

/** Returns the title that a link to a node shows, or shortens. */
function linkTitle(link) {
  return link.title || link.textContent.trim();
}

/** Returns the thing that the reader can tick at a place of the page. */
function thingAt(place) {
  const { hold: id, holdKind: kind = "skill", holdTitle, holdName } = place.dataset;
  const link = document.querySelector(`a[data-node="${CSS.escape(id)}"]`);
  const title = holdTitle ?? (link ? linkTitle(link) : id);
  return { kind, id, title, name: holdName ?? (kind === "sign" ? id : title) };
}

function tick({ kind, id, title, name }, on) {
  const list = LISTS[kind];
  const rest = profiles.without(profiles.stored(), list, [id, title, name]);
  if (!on) profiles.store(rest);
  else profiles.store(list === "signs" ? profiles.withSign(rest, name, true) : profiles.withEntry(rest, list, name));
}

/** Returns a check box with its label; a list hides its words. */
function checkbox(thing) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  const words = document.createElement("span");
  box.type = "checkbox";
  box.setAttribute("aria-label", TEXT.named(TEXT.hold[thing.kind], thing.title));
  box.addEventListener("change", () => tick(thing, box.checked));
  words.textContent = TEXT.hold[thing.kind];
  label.className = "hold";
  label.title = words.textContent;
  label.append(box, words);
  return label;
}

function showToggle(place) {
  const thing = thingAt(place);
  if (!place.firstElementChild) place.append(checkbox(thing));
  place.querySelector("input").checked = isHeld(thing);
}

/** Marks a link to a node, if it is held, in words too. */
function mark(link) {
  const kind = Object.keys(LISTS).find((each) => link.classList.contains(each));
  const now = isHeld({ kind, id: link.dataset.node, title: linkTitle(link) });
  if (now === link.classList.contains("held")) return;
  link.classList.toggle("held", now);
  if (now) link.after(heldMark(kind));
  else if (link.nextElementSibling?.matches(".held-mark")) link.nextElementSibling.remove();
}

function heldMark(kind) {
  const sign = document.createElement("span");
  const words = document.createElement("span");
  sign.className = `held-mark ${kind}`;
  sign.textContent = TEXT.held[kind];
  words.className = "hidden";
  words.textContent = ` (${TEXT.heldInWords})`;
  sign.append(words);
  return sign;
}

/** Says how many of the things that can be ticked near an element are held. */
function count(element) {
  const part = document.getElementById(element.dataset.heldCount) ?? element.closest("section, article, main");
  const boxes = new Map();
  for (const place of part.querySelectorAll("[data-hold]")) boxes.set(place.dataset.hold, place.querySelector("input"));
  const number = [...boxes.values()].filter((box) => box?.checked).length;
  const words = TEXT.of(number, boxes.size);
  if (element.textContent !== words) element.textContent = words;
}

function found(part, selector) {
  return [...(part.matches(selector) ? [part] : []), ...part.querySelectorAll(selector)];
}

function refresh(part) {
  for (const place of found(part, "[data-hold]")) showToggle(place);
  for (const link of found(part, "a[data-node]")) mark(link);
  for (const hint of found(part, "[data-hold-hint]")) hint.hidden = false;
  for (const element of document.querySelectorAll("[data-held-count]")) count(element);
}

/** Shows the line below the header, if anything is held or has just been forgotten. */
function showLine() {
  const total = Object.values(held).reduce((sum, names) => sum + names.size, 0);
  const [words, button] = [line.querySelector("span"), line.querySelector("button")];
  if (total) forgotten = null;
  line.hidden = !total && !forgotten;
  line.querySelector("a").hidden = !total;
  words.textContent = total ? TEXT.total(total) : TEXT.forgotten;
  button.textContent = total ? TEXT.forget : TEXT.undo;
}

function forgetOrUndo() {
  if (forgotten) return profiles.store(forgotten);
  forgotten = profiles.stored();
  profiles.store({});
}

function show() {
  read();
  refresh(document.body);
  showLine();
}

profiles.onChange(show);
line.querySelector("button").addEventListener("click", forgetOrUndo);
new MutationObserver((changes) => {
  for (const added of changes.flatMap((change) => [...change.addedNodes])) {
    if (added instanceof Element && added.isConnected) refresh(added);
  }
}).observe(document.body, { childList: true, subtree: true });
show();
