// The agent's API. The token lives in this tab's session storage: no cookie goes along by itself, so no other page
// can make this browser act (nothing to forge), and it is gone with the tab.

const KEY = "pilaster.token";

export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export const token = {
  get: () => sessionStorage.getItem(KEY) || "",
  set: value => sessionStorage.setItem(KEY, value),
  forget: () => sessionStorage.removeItem(KEY),
};

function headers(more) {
  return { Authorization: `Bearer ${token.get()}`, ...more };
}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refused(response.status, body.detail || `the agent answers ${response.status}`);
  }
  return body;
}

export async function ask(method, path, body) {
  const request = { method, headers: headers(), cache: "no-store", credentials: "omit" };
  if (body !== undefined) {
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  return answer(await fetch(path, request));
}

export const get = path => ask("GET", path);

/** One event of a stream's lines; null for a comment. */
function parse(block) {
  const event = { id: "", kind: "message", data: "" };
  for (const line of block.split("\n")) {
    if (line.startsWith("id: ")) event.id = line.slice(4);
    if (line.startsWith("event: ")) event.kind = line.slice(7);
    if (line.startsWith("data: ")) event.data += line.slice(6);
  }
  return event.data ? event : null;
}

const pause = millis => new Promise(resolve => setTimeout(resolve, millis));

/**
 * Listens for ever. EventSource cannot send a token, so the stream is read as it comes.
 * heard(event) is told of each; linked(true or false) of the connection.
 */
export async function listen(heard, linked) {
  let last = "";
  for (let wait = 500; token.get(); wait = Math.min(wait * 2, 10000)) {
    try {
      const more = last ? { "Last-Event-ID": last } : {};
      const response = await fetch("/api/v1/events", { headers: headers(more), cache: "no-store", credentials: "omit" });
      if (!response.ok) await answer(response);
      linked(true);
      wait = 500;
      await read(response.body.pipeThrough(new TextDecoderStream()).getReader(), event => {
        last = event.id || last;
        heard(event);
      });
    } catch (error) {
      if (error instanceof Refused && error.status === 401) {
        heard({ kind: "refused" });
        return;
      }
    }
    linked(false);
    await pause(wait);
  }
}

async function read(reader, heard) {
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const blocks = (rest + part.value).split("\n\n");
    rest = blocks.pop();
    for (const event of blocks.map(parse)) {
      if (event) heard({ ...event, data: JSON.parse(event.data) });
    }
  }
}
