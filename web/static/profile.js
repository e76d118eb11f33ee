// A profile as data: its entries, and where this browser keeps it. No address but the part after
// # ever holds one.

const STORAGE_KEY = "careergraph-profile";

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
  return Array.isArray(profile.signs) ? profile.signs : [];
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

/** Returns the value of a JSON text, or null if it is none. */
export function parsed(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Returns the profile that this browser has stored, or null. */
export function stored() {
  try {
    return parsed(localStorage.getItem(STORAGE_KEY));
  } catch {
    return null;
  }
}

export function store(profile) {
  try {
    if (isEmpty(profile)) localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, JSON.stringify(profile));
  } catch {
    // A browser that stores nothing: the profile is on the page alone.
  }
}
