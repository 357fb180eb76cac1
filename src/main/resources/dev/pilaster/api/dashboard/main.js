import { ask, get, listen, Refused, token } from "./agent.js";
import { h, show } from "./element.js";
import { actions, notices, overview } from "./overview.js";
import { history, running } from "./operation.js";
import { orders, plan } from "./orders.js";
import { resources, sites } from "./resources.js";

const at = id => document.getElementById(id);
const seen = { status: null, plan: [], sites: [], quarantine: [], operations: [], next: null, progress: [] };

function draw() {
  const { status, quarantine } = seen;
  if (!status || at("dashboard").hidden) return;
  at("server").textContent = status.server;
  document.title = `${status.sync}, ${status.health}: ${status.server}`;
  actions(at("actions"), status);
  overview(at("overview"), status);
  notices(at("notices"), status);
  running(at("operation"), status.operation, seen.progress);
  resources(at("resources"), status, quarantine);
  sites(at("sites"), seen.sites);
  orders(at("orders"), status, quarantine);
  plan(at("plan"), status.operation && !status.operation.finished_at ? [] : seen.plan);
  history(at("history"), seen.operations, seen.next !== null);
}

let looking = null, again = false;

/** Looks at everything; one look at a time, and one more when something happened meanwhile. */
async function look() {
  if (looking) {
    again = true;
    return looking;
  }
  looking = (async () => {
    do {
      again = false;
      const [status, planned, placed, refused, past] = await Promise.all(
        ["status", "plan", "sites", "quarantine", "history?limit=20"].map(path => get(`/api/v1/${path}`)));
      const older = seen.operations.filter(o => past.operations.every(p => p.id > o.id));
      Object.assign(seen, { status, plan: planned.changes, sites: placed.sites, quarantine: refused.quarantine,
        progress: status.progress, operations: [...past.operations, ...older].filter(o => o.finished_at) });
      if (older.length === 0) seen.next = past.next;
      draw();
    } while (again);
  })();
  try {
    await looking;
  } finally {
    looking = null;
  }
}

let due = 0;

/** Many events in a row are one look. */
function lookSoon() {
  if (!due) {
    due = setTimeout(() => {
      due = 0;
      look().catch(failed);
    }, 150);
  }
}

function heard(event) {
  if (event.kind === "refused") return leave("This token is not known any more.");
  if (event.kind === "progress") {
    seen.progress = event.data.progress;
    draw();
  } else {
    if (event.kind === "operation" && event.data.finished_at) say(`Operation ${event.data.id}: ${event.data.phase}`);
    lookSoon();
  }
}

function linked(on) {
  at("link").textContent = on ? "live" : "not connected";
  at("link").className = on ? "link on" : "link";
  if (on) lookSoon();
}

let silent = 0;

function say(text) {
  at("toast").textContent = text;
  at("toast").hidden = false;
  clearTimeout(silent);
  silent = setTimeout(() => { at("toast").hidden = true; }, 6000);
}

function failed(error) {
  if (error instanceof Refused && error.status === 401) {
    leave("This token is not known.");
  } else {
    say(error.message);
  }
}

async function enter() {
  await look();
  at("login").hidden = true;
  at("dashboard").hidden = false;
  at("actions").hidden = false;
  draw();
  listen(heard, linked);
}

function leave(why) {
  token.forget();
  at("dashboard").hidden = true;
  at("actions").hidden = true;
  at("login").hidden = false;
  at("wrong").textContent = why || "";
  at("link").textContent = "";
  at("server").textContent = "Pilaster";
  document.title = "Pilaster";
  at("token").focus();
}

/** Asks before it does; answers the fields, or null. */
function confirm(title, text, go, fields) {
  at("dialog-title").textContent = title;
  at("dialog-text").textContent = text;
  at("dialog-go").textContent = go;
  at("dialog-fields").replaceChildren();
  show(at("dialog-fields"), fields || []);
  at("dialog").showModal();
  return new Promise(resolve => {
    at("dialog").onclose = () => resolve(null);
    at("dialog-form").onsubmit = event => {
      event.preventDefault();
      resolve(Object.fromEntries(new FormData(at("dialog-form"))));
      at("dialog").close();
    };
  });
}

function field(name, label, attributes) {
  return h("p", {}, h("label", { for: name }, label), h("input", { id: name, name, ...attributes }));
}

function one(data) {
  return data.name ? { kind: data.kind, name: data.name } : {};
}

const spoken = data => (data.name ? `${data.kind}/${data.name}` : "the agent");

const acts = {
  async sync(data) {
    const only = data.name ? [`${data.kind}/${data.name}`] : [];
    say("A sync is asked for");
    const operation = await ask("POST", "/api/v1/sync", { only });
    say(`Operation ${operation.id} answers it`);
  },
  async suspend(data) {
    const given = await confirm(`Suspend ${spoken(data)}?`,
      "The agent goes on to look and to report, and changes nothing until it is resumed.", "Suspend", [
        field("reason", "Reason, for those who come after you", { required: true, maxlength: 500 }),
        h("p", {}, h("label", { for: "hours" }, "For how long"), h("select", { id: "hours", name: "hours" },
          [["", "until somebody resumes it"], ["1", "1 hour"], ["4", "4 hours"], ["24", "1 day"], ["168", "1 week"]]
            .map(([value, text]) => h("option", { value }, text))))]);
    if (!given) return;
    const until = given.hours ? { until: new Date(Date.now() + given.hours * 3600e3).toISOString() } : {};
    await ask("POST", "/api/v1/suspend", { ...one(data), reason: given.reason, ...until });
    say(`${spoken(data)} is suspended`);
  },
  async resume(data) {
    await ask("POST", "/api/v1/resume", one(data));
    say(`${spoken(data)} is resumed`);
  },
  async clear(data) {
    const name = data.name.split("/").map(encodeURIComponent).join("/");
    await ask("DELETE", `/api/v1/quarantine/${encodeURIComponent(data.kind)}/${name}`);
    say(`${spoken(data)} will be tried again`);
  },
  async approve(data) {
    if (!await confirm(`Approve ${data.id}?`, `${spoken(data)} may be changed as its reasons say, within a day.`, "Approve")) return;
    await ask("POST", `/api/v1/approvals/${encodeURIComponent(data.id)}`, {});
    say(`${data.id} is approved`);
  },
  async terminate() {
    if (!await confirm("Terminate the operation?", "What is not finished goes back to what served before, and is quarantined.",
      "Terminate")) return;
    await ask("DELETE", "/api/v1/operation");
    say("It ends at its next safe point");
  },
  async log(data) {
    const log = await get(`/api/v1/containers/${encodeURIComponent(data.name)}/logs?tail=200`);
    await confirm(log.container, "What it said last, newest at the end.", "Close",
      [h("pre", { class: "tall", tabindex: "0" }, log.lines.join("\n") || "nothing")]);
  },
  async older() {
    const past = await get(`/api/v1/history?limit=20&before=${seen.next}`);
    seen.operations.push(...past.operations);
    seen.next = past.next;
    draw();
  },
  /** The new page knows nothing of what this one has seen, and listens to nothing. */
  async leave() {
    token.forget();
    location.reload();
  },
  async cancel() {
    at("dialog").close();
  },
};

document.addEventListener("click", event => {
  const button = event.target.closest("button[data-act]");
  if (!button) return;
  const act = button.dataset.act;
  acts[act]({ ...button.dataset }).then(() => { if (!["cancel", "log", "leave"].includes(act)) lookSoon(); }).catch(failed);
});

at("login").addEventListener("submit", event => {
  event.preventDefault();
  token.set(at("token").value.trim());
  at("token").value = "";
  at("wrong").textContent = "";
  enter().catch(failed);
});

setInterval(draw, 5000);
setInterval(() => { if (token.get()) lookSoon(); }, 30000);
if (token.get()) {
  enter().catch(failed);
} else {
  leave("");
}
