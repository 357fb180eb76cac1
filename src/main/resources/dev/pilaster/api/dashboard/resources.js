import { h, show } from "./element.js";
import { ago, button, chip, image, plural } from "./words.js";

const ORDER = ["container", "release", "database", "fileset", "tree", "image", "network"];

/** The first ones are always open. */
const OPEN = 2;
const TITLES = { container: "Containers", release: "Releases", fileset: "Files", tree: "Directories",
  database: "Databases", image: "Images", network: "Network" };

/** The registry has another image under this tag now. */
const MOVED = / \(sha256:.*\)$/;

function drift(fields) {
  return h("table", { class: "drift" },
    h("caption", {}, "Drift: somebody else changed it"),
    h("thead", {}, h("tr", {}, ["Field", "Wanted", "Found"].map(t => h("th", { scope: "col" }, t)))),
    h("tbody", {}, fields.map(d => h("tr", {}, h("th", { scope: "row" }, d.field),
      h("td", { "data-label": "Wanted" }, h("code", {}, d.desired)),
      h("td", { "data-label": "Found" }, h("code", { class: "found" }, d.actual))))));
}

function buttons(resource, held, refused) {
  const data = { kind: resource.kind, name: resource.name };
  return h("div", { class: "actions" },
    button("Sync this", "sync", data),
    held ? button("Resume", "resume", data) : button("Suspend…", "suspend", data),
    refused && button("Clear quarantine", "clear", data),
    resource.kind === "container" && button("Log", "log", data));
}

function row(resource, status, quarantine) {
  const mine = other => other.kind === resource.kind && other.name === resource.name;
  const held = status.held.find(mine);
  const generation = resource.generation ? `g${resource.generation} ` : "";
  const key = `${resource.kind}/${resource.name}`;
  return h("details", { class: "row", "data-key": key },
    h("summary", {},
      h("span", { class: "what" },
        h("span", { class: "name" }, resource.name, status.pins.some(mine) && h("span", { class: "tag" }, "pinned")),
        h("span", { class: "runs" }, generation, image(resource.image)),
        MOVED.test(resource.image) && h("span", { class: "tag" }, "the tag has moved")),
      h("span", { class: "states" },
        resource.drift.length > 0 && h("span", { class: "tag bad" }, plural(resource.drift.length, "field") + " drifted"),
        resource.sync !== "Synced" && chip(resource.sync), chip(resource.health))),
    h("div", { class: "body" },
      resource.message && h("p", {}, resource.message),
      held && h("p", {}, "Suspended by ", held.by, ": ", held.reason),
      resource.drift.length > 0 && drift(resource.drift),
      h("p", { class: "small" }, resource.sync, " and ", resource.health, " since ", ago(resource.since)),
      buttons(resource, held, quarantine.some(mine))));
}

/** Files and directories that stand well are one line. */
function group(kind, status, quarantine) {
  const all = status.resources.filter(r => r.kind === kind);
  const rows = all.map(r => row(r, status, quarantine));
  const well = all.every(r => r.sync === "Synced" && r.health === "Healthy" && r.drift.length === 0);
  if (ORDER.indexOf(kind) < OPEN || !well) {
    return h("div", { class: "card list", "data-key": kind }, h("h3", {}, TITLES[kind]), rows);
  }
  return h("details", { class: "card list quiet", "data-key": `${kind} well` },
    h("summary", {}, h("h3", {}, TITLES[kind]), h("span", { class: "small" }, all.map(r => r.name).join(", ")), chip("Healthy")),
    rows);
}

/** What runs where. */
export function resources(place, status, quarantine) {
  const kinds = ORDER.filter(kind => status.resources.some(r => r.kind === kind));
  show(place, h("h2", {}, "What runs"),
    kinds.length === 0 && h("p", { class: "card small" }, "Nothing is here yet."),
    kinds.map(kind => group(kind, status, quarantine)));
}

/** The same by site. */
export function sites(place, all) {
  show(place, all.length > 0 && h("h2", {}, "Sites"),
    all.length > 0 && h("div", { class: "card list" }, all.map(site => h("div", { class: "row flat", "data-key": site.name },
      h("span", { class: "what" },
        h("span", { class: "name" }, site.name, !site.enabled && h("span", { class: "tag" }, "disabled")),
        h("span", { class: "runs" }, [site.domains.join(", "), site.type, site.container].filter(Boolean).join(" · "))),
      h("span", { class: "states" }, chip(site.health))))));
}
