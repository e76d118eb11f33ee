// The profile form: sends a profile when the person asks, and shows the answer on the same page.

import { postForm } from "./api.js";
import { showDataText } from "./language.js";
import { drawPictures } from "./pictures.js";
import * as profiles from "./profile.js";

const TEXT = {
  waiting: "Loading …",
  unit: { roles: "years", skills: "level" },
  number: (unit, title) => `${unit}, ${title}`,
  remove: "Remove",
  removeEntry: (title) => `Remove ${title}`,
  linked: "The address bar now has the link. Anyone who has it can read the profile.",
  forgotten: "The profile is deleted.",
  brokenLink: "This link cannot be read: the part after # is not a profile.",
};
const form = document.querySelector("#profile-form");
const text = form.elements.profile;
const target = form.elements.to;
const status = form.querySelector("[data-status]");

let profile = {};
let borrowed = false; // from a link: it is not stored until the person changes it

/** Shows a profile in the lists and the text, and stores it. */
function show(next) {
  profile = profiles.isProfile(next) ? next : {};
  for (const list of Object.keys(profiles.LISTS)) draw(list);
  const signs = profiles.signs(profile);
  for (const box of form.querySelectorAll("[data-sign]")) box.checked = signs.includes(box.dataset.sign);
  const ticked = form.querySelector("[data-ticked]");
  if (ticked) ticked.textContent = signs.length || "";
  text.value = profiles.isEmpty(profile) ? "" : JSON.stringify(profile, null, 1);
  form.elements.ticked.value = "1";
  if (!borrowed) profiles.store(profile);
}

/** Shows a profile that the person has changed. */
function change(next) {
  borrowed = false;
  show(next);
}

function draw(list) {
  const place = form.querySelector(`[data-list="${list}"]`);
  const hasNumbers = list === "roles" || "levels" in place.dataset;
  place.replaceChildren(
    ...profiles.entries(profile, list).map((entry, position) => {
      const row = document.createElement("li");
      const title = document.createElement("span");
      showDataText(title, entry[profiles.LISTS[list].name]);
      const number = hasNumbers ? [numberField(list, entry, position)] : [];
      row.append(title, ...number, removeButton(list, entry, position));
      return row;
    }),
  );
}

/** Returns the field for the years of a role or the level of a skill. */
function numberField(list, entry, position) {
  const { name, number } = profiles.LISTS[list];
  const label = document.createElement("label");
  const input = document.createElement("input");
  Object.assign(input, { type: "number", min: 0, max: 100, step: "any", value: entry[number] ?? "" });
  input.setAttribute("aria-label", TEXT.number(TEXT.unit[list], entry[name]));
  input.addEventListener("change", () => {
    const { [number]: _, ...rest } = entry;
    const changed = input.value === "" ? rest : { ...rest, [number]: Number(input.value) };
    change(profiles.withReplaced(profile, list, position, changed));
  });
  label.append(input, ` ${TEXT.unit[list]}`);
  return label;
}

function removeButton(list, entry, position) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "small";
  button.textContent = TEXT.remove;
  button.setAttribute("aria-label", TEXT.removeEntry(entry[profiles.LISTS[list].name]));
  button.addEventListener("click", () => {
    change(profiles.withReplaced(profile, list, position));
    form.querySelector(`[data-add="${list}"]`).closest(".add").querySelector("input").focus();
  });
  return button;
}

function add(list, value) {
  const next = profiles.withEntry(profile, list, value);
  if (next !== profile) change(next);
}

/** Sends the form and shows the answer. */
async function send() {
  addAllTyped();
  status.textContent = TEXT.waiting;
  const sentText = text.value;
  try {
    const page = await postForm(form.action, new FormData(form));
    const answer = page.querySelector("#answer");
    const read = answer.querySelector("[data-profile]");
    const wrongLines = !form.elements.ticked.value && answer.querySelector("[role=alert]");
    if (wrongLines) form.querySelector(".as-text").open = true;
    else if (read && text.value === sentText) show(JSON.parse(read.textContent));
    showAnswer(answer);
  } catch (error) {
    status.textContent = error.message;
  }
}

function showAnswer(answer) {
  document.querySelector("#answer").replaceWith(answer);
  drawPictures(answer);
  markWrong(answer);
  for (const button of answer.querySelectorAll("[data-add-skill]")) button.hidden = false;
  status.textContent = "";
  (answer.querySelector("[autofocus]") ?? answer).focus({ preventScroll: true });
  answer.scrollIntoView({ block: "start" });
}

/** Marks the entries with a fault, and shows the fault beside each. */
function markWrong(answer) {
  for (const fault of answer.querySelectorAll("[data-entry]")) {
    const [list, position] = fault.dataset.entry.split(" ");
    const row = form.querySelector(`[data-list="${list}"]`)?.children[Number(position)];
    if (!row) continue;
    const sentence = document.createElement("small");
    sentence.textContent = fault.textContent;
    row.classList.add("wrong");
    row.append(sentence);
  }
}

function addAllTyped() {
  for (const button of form.querySelectorAll("[data-add]")) addTyped(button);
}

function addTyped(button) {
  const input = button.closest(".add").querySelector("input");
  add(button.dataset.add, input.value.trim());
  input.value = "";
  input.dispatchEvent(new Event("input")); // closes its suggestions
  return input;
}

const actions = {
  async link() {
    const link = new URLSearchParams({ profile: JSON.stringify(profile) });
    if (target.value) link.set("to", target.value);
    history.replaceState(null, "", `#${link}`);
    status.textContent = TEXT.linked;
    await navigator.clipboard?.writeText(location.href).catch(() => {});
  },
  export() {
    const file = new Blob([`${JSON.stringify(profile, null, 2)}\n`], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = "profile.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  },
  forget() {
    change({});
    target.value = "";
    history.replaceState(null, "", location.pathname);
    document.querySelector("#answer").replaceChildren();
    status.textContent = TEXT.forgotten;
  },
};

async function importFile(input) {
  text.value = await input.files[0].text();
  form.elements.ticked.value = "";
  input.value = "";
  borrowed = false;
  send();
}

form.addEventListener("submit", (event) => {
  addAllTyped();
  if (event.submitter?.hasAttribute("formaction")) return; // a page of its own
  event.preventDefault();
  if (event.submitter?.dataset.to) target.value = event.submitter.dataset.to;
  send();
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.add) addTyped(button).focus();
  else if (button?.dataset.do) actions[button.dataset.do]();
});
form.addEventListener("careergraph:chosen", ({ target: input }) => {
  const button = input.closest(".add")?.querySelector("[data-add]");
  if (button) addTyped(button);
});
form.addEventListener("keydown", (event) => {
  const button = event.key === "Enter" && event.target.closest(".add")?.querySelector("[data-add]");
  if (!button || event.defaultPrevented) return;
  event.preventDefault();
  addTyped(button);
});
form.addEventListener("change", ({ target: changed }) => {
  if (changed.dataset.sign) change(profiles.withSign(profile, changed.dataset.sign, changed.checked));
  else if (changed.dataset.do === "import" && changed.files.length) importFile(changed);
  else if (changed === text) {
    const value = profiles.parsed(text.value || "{}");
    if (value !== null) change(value); // YAML, or half a profile: the server reads it
  }
});
text.addEventListener("input", () => {
  form.elements.ticked.value = "";
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-skill]");
  if (!button) return;
  add("skills", button.dataset.addSkill);
  send();
});

/** Starts with the profile of the link, or else with the stored one. */
function start() {
  const link = new URLSearchParams(location.hash.slice(1));
  const value = link.has("profile") ? profiles.parsed(link.get("profile")) : null;
  borrowed = profiles.isProfile(value);
  if (borrowed && link.has("to")) target.value = link.get("to");
  show(borrowed ? value : profiles.stored());
  if (borrowed) send();
  else if (link.has("profile")) refuseLink();
}

function refuseLink() {
  const sentence = document.createElement("p");
  sentence.className = "big";
  sentence.textContent = TEXT.brokenLink;
  const section = document.createElement("section");
  section.className = "headline no";
  section.setAttribute("role", "alert");
  section.append(sentence);
  document.querySelector("#answer").replaceChildren(section);
}

/** Starts again with another link; a hash that is a place on the page changes nothing. */
function restart() {
  if (location.hash && !new URLSearchParams(location.hash.slice(1)).has("profile")) return;
  document.querySelector("#answer").replaceChildren();
  start();
}

for (const part of form.querySelectorAll(".editor, [data-example]")) part.hidden = false;
form.querySelector(".as-text").open = false;
addEventListener("hashchange", restart);
profiles.onChange(() => {
  const now = profiles.stored();
  if (!borrowed && JSON.stringify(now) !== JSON.stringify(profile)) show(now);
});
start();
