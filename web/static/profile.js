// A profile as data: its entries, and where this browser keeps it. No address but the part after
// # ever holds one.

const STORAGE_KEY = "careergraph-profile";
const CHANGED = "careergraph:profile";

/** The lists of a profile: the key that names an entry, and its number. */
export const LISTS = {
  roles: { name: "role", number: "years" },
  skills: { name: "skill", number: "level" },
};

export function isProfile(value) {
  return Boolean(value) && typeof value === "object" && !Array.isArray(value);
}

/** Returns the entries of a list as objects, whatever a link or a file contains. */
export function entries(profile, list) {
  const { name } = LISTS[list];
  const given = Array.isArray(profile[list]) ? profile[list] : [];
  return given
    .map((entry) => (typeof entry === "string" ? { [name]: entry } : entry))
    .filter((entry) => entry && typeof entry[name] === "string");
}

export function signs(profile) {
  return Array.isArray(profile.signs) ? profile.signs.filter((sign) => typeof sign === "string") : [];
}

/** Returns the names in a list of a profile: titles, aliases or ids. */
export function names(profile, list) {
  return list === "signs" ? signs(profile) : entries(profile, list).map((entry) => entry[LISTS[list].name]);
}

/** Returns the profile with an entry added; the same profile if it has the entry. */
export function withEntry(profile, list, value) {
  const { name } = LISTS[list];
  const given = entries(profile, list);
  if (!value || given.some((entry) => entry[name].toLowerCase() === value.toLowerCase())) return profile;
  return { ...profile, [list]: [...given, { [name]: value }] };
}

/** Returns the profile with an entry replaced, or removed. */
export function withReplaced(profile, list, position, ...by) {
  return { ...profile, [list]: entries(profile, list).toSpliced(position, 1, ...by) };
}

export function withSign(profile, sign, held) {
  const rest = signs(profile).filter((other) => other !== sign);
  return { ...profile, signs: held ? [...rest, sign] : rest };
}

export function isEmpty(profile) {
  return !Object.values(profile).some((value) => value && value.length);
}

/** Returns the profile without every entry of a list that has one of these names. */
export function without(profile, list, called) {
  const lower = called.map((name) => name.toLowerCase());
  const kept = (name) => !lower.includes(name.toLowerCase());
  if (list === "signs") return { ...profile, signs: signs(profile).filter(kept) };
  return { ...profile, [list]: entries(profile, list).filter((entry) => kept(entry[LISTS[list].name])) };
}

/** Returns the value of a JSON text, or null if it is none. */
export function parsed(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Returns the profile that this browser has stored; an empty one if it has none. */
export function stored() {
  try {
    const value = parsed(localStorage.getItem(STORAGE_KEY));
    return isProfile(value) ? value : {};
  } catch {
    return {};
  }
}

export function store(profile) {
  if (JSON.stringify(profile) === JSON.stringify(stored())) return;
  try {
    if (isEmpty(profile)) localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, JSON.stringify(profile));
  } catch {
    // A browser that stores nothing: the profile is on the page alone.
  }
  dispatchEvent(new Event(CHANGED));
}

/** Calls a function after each change of the stored profile, here or in another tab. */
export function onChange(listener) {
  addEventListener(CHANGED, listener);
  addEventListener("storage", ({ key }) => {
    if (key === STORAGE_KEY || key === null) listener();
  });
}
