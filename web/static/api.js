// Asks the server. Every failure becomes an Error with the server's own sentence.

/** Where the data set is served: "/", or "/sets/…/". */
export const root = new URL("..", import.meta.url).pathname;

async function get(address) {
  let response;
  try {
    response = await fetch(address);
  } catch {
    throw new Error("The server does not answer; is careergraph still running?");
  }
  if (response.ok) return response;
  const body = await response.json().catch(() => ({}));
  throw new Error(body.error || `The server answered ${response.status}.`);
}

export async function getJson(address) {
  return (await get(address)).json();
}

/** Returns the nodes of a piece of HTML that the server has made, and escaped. */
export async function getFragment(address) {
  const text = await (await get(address)).text();
  return [...new DOMParser().parseFromString(text, "text/html").body.childNodes];
}
