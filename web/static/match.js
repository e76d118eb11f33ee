// A profile: kept in this browser, in a link only behind the #, and sent when it is asked about.

import { postForm } from "./api.js";
import { draw as drawPictures } from "./pictures.js";

const KEPT = "careergraph-profile";
const form = document.querySelector("#profile-form");
const text = form.elements.profile;
const target = form.elements.to;
const status = form.querySelector("[data-status]");
const lists = {
  roles: { name: "role", number: "years", unit: "years" },
  skills: { name: "skill", number: "level", unit: "level" },
};

let profile = {};
let lent = false; // by a link: it does not replace what the browser keeps until it is changed

/** Returns the entries of a list, each a mapping, whatever a link or a file held. */
function entries(list) {
  const { name } = lists[list];
  const given = Array.isArray(profile[list]) ? profile[list] : [];
  return given
    .map((entry) => (typeof entry === "string" ? { [name]: entry } : entry))
    .filter((entry) => entry && typeof entry[name] === "string");
}

function signs() {
  return Array.isArray(profile.signs) ? profile.signs : [];
}

/** Takes a profile over: into the lists, the text, and the browser's memory. */
function take(next) {
  profile = next && typeof next === "object" && !Array.isArray(next) ? next : {};
  for (const list of Object.keys(lists)) draw(list);
  for (const box of form.querySelectorAll("[data-sign]")) box.checked = signs().includes(box.dataset.sign);
  const ticked = form.querySelector("[data-ticked]");
  if (ticked) ticked.textContent = signs().length || "";
  const empty = !Object.values(profile).some((value) => value && value.length);
  text.value = empty ? "" : JSON.stringify(profile, null, 1);
  form.elements.ticked.value = "1";
  if (lent) return;
  try {
    if (empty) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, JSON.stringify(profile));
  } catch {
    // A browser that keeps nothing: the profile is in the page alone.
  }
}

/** Takes a profile over that the person has changed. */
function change(next) {
  lent = false;
  take(next);
}

function draw(list) {
  const { name, number, unit } = lists[list];
  const place = form.querySelector(`[data-list="${list}"]`);
  const counted = list === "roles" || "levels" in place.dataset;
  const rows = entries(list).map((entry, position) => {
    const row = document.createElement("li");
    const title = document.createElement("span");
    const label = document.createElement("label");
    const input = document.createElement("input");
    const remove = document.createElement("button");
    title.textContent = entry[name];
    Object.assign(input, { type: "number", min: 0, max: 100, step: "any", value: entry[number] ?? "" });
    input.setAttribute("aria-label", `${unit}, ${entry[name]}`);
    input.addEventListener("change", () => {
      const { [number]: _, ...rest } = entry;
      replace(list, position, input.value === "" ? rest : { ...rest, [number]: Number(input.value) });
    });
    label.append(input, ` ${unit}`);
    remove.type = "button";
    remove.className = "small";
    remove.textContent = "Remove";
    remove.setAttribute("aria-label", `Remove ${entry[name]}`);
    remove.addEventListener("click", () => {
      replace(list, position);
      form.querySelector(`[data-add="${list}"]`).closest(".add").querySelector("input").focus();
    });
    row.append(title, ...(counted ? [label] : []), remove);
    return row;
  });
  place.replaceChildren(...rows);
}

function replace(list, position, ...by) {
  change({ ...profile, [list]: entries(list).toSpliced(position, 1, ...by) });
}

function add(list, value) {
  const { name } = lists[list];
  const given = entries(list);
  if (!value || given.some((entry) => entry[name].toLowerCase() === value.toLowerCase())) return;
  change({ ...profile, [list]: [...given, { [name]: value }] });
}

/** Sends the form and puts the answer into the page. */
async function ask() {
  addAllTyped();
  status.textContent = "Asking …";
  const asked = text.value;
  try {
    const page = await postForm(form.action, new FormData(form));
    const answer = page.querySelector("#answer");
    const sent = answer.querySelector("[data-profile]");
    const wrongLines = !form.elements.ticked.value && answer.querySelector("[role=alert]");
    if (wrongLines) form.querySelector(".as-text").open = true;
    else if (sent && text.value === asked) take(JSON.parse(sent.textContent));
    document.querySelector("#answer").replaceWith(answer);
    drawPictures(answer);
    markWrong(answer);
    for (const button of answer.querySelectorAll("[data-add-skill]")) button.hidden = false;
    status.textContent = "";
    answer.focus({ preventScroll: true });
    answer.scrollIntoView({ block: "start" });
  } catch (error) {
    status.textContent = error.message;
  }
}

/** Marks the entries that the answer says are wrong, with what it says. */
function markWrong(answer) {
  for (const fault of answer.querySelectorAll("[data-entry]")) {
    const [list, position] = fault.dataset.entry.split(" ");
    const row = form.querySelector(`[data-list="${list}"]`)?.children[Number(position)];
    if (!row) continue;
    const said = document.createElement("small");
    said.textContent = fault.textContent;
    row.classList.add("wrong");
    row.append(said);
  }
}

function addAllTyped() {
  for (const button of form.querySelectorAll("[data-add]")) addTyped(button);
}

function addTyped(button) {
  const input = button.closest(".add").querySelector("input");
  add(button.dataset.add, input.value.trim());
  input.value = "";
  input.dispatchEvent(new Event("input"));  // what completes it has nothing more to offer
  return input;
}

const actions = {
  async link() {
    const link = new URLSearchParams({ profile: JSON.stringify(profile) });
    if (target.value) link.set("to", target.value);
    history.replaceState(null, "", `#${link}`);
    status.textContent = "The address of this page is the link; whoever has it can read the profile.";
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
    status.textContent = "Forgotten.";
  },
};

form.addEventListener("submit", (event) => {
  addAllTyped();
  if (event.submitter?.hasAttribute("formaction")) return; // a page of its own
  event.preventDefault();
  if (event.submitter?.dataset.to) target.value = event.submitter.dataset.to;
  ask();
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.add) addTyped(button).focus();
  else if (button?.dataset.do) actions[button.dataset.do]();
});
form.addEventListener("careergraph:chosen", ({ target: input }) => {
  const adds = input.closest(".add")?.querySelector("[data-add]");
  if (adds) addTyped(adds);
});
text.addEventListener("input", () => {
  form.elements.ticked.value = "";
});
form.addEventListener("keydown", (event) => {
  const adds = event.key === "Enter" && event.target.closest(".add")?.querySelector("[data-add]");
  if (!adds || event.defaultPrevented) return;
  event.preventDefault();
  addTyped(adds);
});
form.addEventListener("change", async ({ target: changed }) => {
  if (changed.dataset.sign) {
    const rest = signs().filter((sign) => sign !== changed.dataset.sign);
    change({ ...profile, signs: changed.checked ? [...rest, changed.dataset.sign] : rest });
  } else if (changed.dataset.do === "import" && changed.files.length) {
    text.value = await changed.files[0].text();
    form.elements.ticked.value = "";
    changed.value = "";
    lent = false;
    ask();
  } else if (changed === text) {
    try {
      change(JSON.parse(text.value || "{}"));
    } catch {
      // YAML, or half a profile: the server reads it, and says what is wrong.
    }
  }
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-skill]");
  if (!button) return;
  add("skills", button.dataset.addSkill);
  ask();
});

function read(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function kept() {
  try {
    return read(localStorage.getItem(KEPT));
  } catch {
    return null;
  }
}

/** Starts from the link, if it holds a profile, else from what the browser has kept. */
function start() {
  const linked = new URLSearchParams(location.hash.slice(1));
  const link = linked.has("profile") ? read(linked.get("profile")) : null;
  const given = link && typeof link === "object" && !Array.isArray(link) ? link : null;
  if (given && linked.has("to")) target.value = linked.get("to");
  lent = Boolean(given);
  take(given ?? kept() ?? {});
  if (given) ask();
  else if (linked.has("profile")) refuseLink();
}

function refuseLink() {
  const said = document.createElement("p");
  said.className = "big";
  said.textContent = "This link cannot be read: what is behind the # is no profile.";
  const section = document.createElement("section");
  section.className = "headline no";
  section.setAttribute("role", "alert");
  section.append(said);
  document.querySelector("#answer").replaceChildren(section);
}

/** Starts again from another link; a place on the page is none. */
function restart() {
  if (location.hash && !new URLSearchParams(location.hash.slice(1)).has("profile")) return;
  document.querySelector("#answer").replaceChildren();
  start();
}

for (const part of form.querySelectorAll(".editor")) part.hidden = false;
form.querySelector(".as-text").open = false;
addEventListener("hashchange", restart);
start();
