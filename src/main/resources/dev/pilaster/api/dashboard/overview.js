import { h, show } from "./element.js";
import { ago, button, chip, plural, revision } from "./words.js";

function fact(name, ...value) {
  return h("div", {}, h("dt", {}, name), h("dd", {}, ...value));
}

/** The whole in one look. */
export function overview(place, status) {
  const { desired, applied, attempted } = status.revision;
  const counts = {};
  status.resources.forEach(r => { counts[r.health] = (counts[r.health] || 0) + 1; });
  const drifting = status.resources.filter(r => r.drift.length > 0).length;
  show(place,
    h("h2", { class: "sr" }, "Overview"),
    h("div", { class: "state" }, chip(status.sync), chip(status.health)),
    h("p", { class: "sum" }, Object.entries(counts).map(([health, n]) => `${n} ${health}`).join(" · "),
      drifting > 0 && h("strong", {}, ` · ${plural(drifting, "resource")} drifted`)),
    h("dl", { class: "facts" },
      fact("Desired", revision(desired)),
      fact("Applied", revision(applied)),
      attempted !== desired && fact("Attempted", revision(attempted)),
      fact("Git read", ago(status.source.polled_at)),
      fact("Last turn", ago(status.turned_at))));
}

function notice(tone, title, text, ...more) {
  return h("div", { class: `notice ${tone}`, "data-key": title }, h("strong", {}, title), h("span", {}, text), ...more);
}

/** What somebody should know at once. */
export function notices(place, status) {
  show(place,
    status.suspended && notice("wait", "Suspended", status.suspended_reason || "no reason given",
      button("Resume", "resume")),
    !status.engine && status.turned_at && notice("bad", "The engine does not answer", "What serves goes on to serve."),
    status.source.error && notice("bad", "Git cannot be read", status.source.error),
    status.problems.length > 0 && h("div", { class: "notice bad", "data-key": "problems" },
      h("strong", {}, `${plural(status.problems.length, "problem")} in the config repository`),
      h("ul", {}, status.problems.map(p => h("li", {},
        h("code", {}, p.file + (p.line > 0 ? `:${p.line}` : "")), " ", p.path && h("code", {}, p.path), " ", p.message)))));
}

/** The buttons of the bar. */
export function actions(place, status) {
  show(place,
    button("Sync now", "sync", {}, { class: "primary", "data-key": "sync" }),
    status.suspended ? button("Resume", "resume", {}, { "data-key": "hold" })
      : button("Suspend…", "suspend", {}, { "data-key": "hold" }),
    button("Sign out", "leave", {}, { class: "quiet", "data-key": "leave" }));
}
