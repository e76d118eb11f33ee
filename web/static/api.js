// Requests to the server. Every failure becomes an Error with the server's own sentence.

const TEXT = {
  unreachable: "The server does not answer. Is careergraph still running?",
  status: (number) => `The server answered with status ${number}.`,
};

/** The address of the data set: "/", or "/sets/…/". The files are in a folder with a hash. */
export const root = new URL(import.meta.url).pathname.replace(/static\/([^/]+\/)?[^/]+$/, "");

async function send(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    throw new Error(TEXT.unreachable);
  }
}

async function get(address) {
  const response = await send(address);
  if (response.ok) return response;
  const body = await response.json().catch(() => ({}));
  throw new Error(body.error || TEXT.status(response.status));
}

export async function getJson(address) {
  return (await get(address)).json();
}

/** Returns the nodes of a piece of HTML, which the server has escaped. */
export async function getFragment(address) {
  const text = await (await get(address)).text();
  return [...new DOMParser().parseFromString(text, "text/html").body.childNodes];
}

/** Sends a form and returns the page that answers it, errors included. */
export async function postForm(address, body) {
  const response = await send(address, { method: "POST", body });
  return new DOMParser().parseFromString(await response.text(), "text/html");
}
