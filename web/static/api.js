// Asks the server. Every failure becomes an Error with the server's own sentence.

async function send(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    throw new Error("The server does not answer; is careergraph still running?");
  }
}

async function get(address) {
  const response = await send(address);
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

/** Sends a form and returns the page that answers it, also one that says what is wrong. */
export async function postForm(address, body) {
  const response = await send(address, { method: "POST", body });
  return new DOMParser().parseFromString(await response.text(), "text/html");
}
