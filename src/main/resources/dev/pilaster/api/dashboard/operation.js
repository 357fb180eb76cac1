import { h, show } from "./element.js";
import { ago, button, bytes, change, chip, plural, revision, subject, took } from "./words.js";

function pull(progress) {
  const p = progress.pull;
  if (!p) return null;
  const label = `${p.layers_done} of ${plural(p.layers, "layer")}` +
    (p.bytes_total > 0 ? `, ${bytes(p.bytes)} of ${bytes(p.bytes_total)}` : "");
  const most = p.bytes_total || p.layers;
  return h("span", { class: "pull" },
    h("progress", { max: most || 1, value: p.bytes_total ? p.bytes : p.layers_done, "aria-label": "pull" }), label);
}

function doing(progress) {
  return h("li", { class: "step doing" }, h("span", { class: "mark", "aria-hidden": "true" }, "↻"),
    h("span", {}, progress.step, " ", pull(progress)),
    h("span", { class: "time" }, took((Date.now() - Date.parse(progress.since)) / 1000)));
}

function step(one) {
  return h("li", { class: one.ok ? "step" : "step bad" },
    h("span", { class: "mark" }, h("span", { "aria-hidden": "true" }, one.ok ? "✓" : "✕"), h("span", { class: "sr" }, one.ok ? "ok" : "failed")),
    h("span", {}, one.text, one.times > 1 && h("span", { class: "small" }, ` asked ${one.times} times`),
      one.message && h("span", { class: one.ok ? "small answer" : "said" }, one.message)),
    h("span", { class: "time" }, took(one.seconds)));
}

function cause(operation) {
  return operation.by ? `${operation.trigger} (${operation.by})` : operation.trigger;
}

function part(done, progress) {
  const now = progress.find(p => p.kind === done.kind && p.name === done.name);
  return h("div", { class: "part", "data-key": `${done.kind}/${done.name}` },
    h("h4", {}, change(done.action, done.kind, done.name), " ", chip(done.outcome)),
    h("ul", { class: "because" }, done.because.map(b => h("li", {}, b))),
    h("ol", { class: "steps" }, done.steps.map(step), now && doing(now)),
    done.message && h("p", { class: "said" }, done.message),
    done.log && h("details", { class: "log", "data-key": "log" }, h("summary", {}, "What the container said last"),
      h("pre", { tabindex: "0" }, done.log)));
}

function parts(operation, progress) {
  const unknown = progress.filter(p => !operation.changes.some(c => c.kind === p.kind && c.name === p.name));
  return [operation.changes.map(done => part(done, progress)),
    unknown.map(p => h("div", { class: "part", "data-key": `${p.kind}/${p.name}` },
      h("h4", {}, subject(p.kind, p.name)), h("ol", { class: "steps" }, doing(p))))];
}

function title(operation) {
  return [h("span", { class: "subject" }, operation.subject || "(no subject)"), " ",
    h("span", { class: "small" }, operation.author && `${operation.author}, `, revision(operation.revision))];
}

/** The operation under way, live; nothing when none is. */
export function running(place, operation, progress) {
  const live = operation && !operation.finished_at;
  show(place, live && h("div", { class: "card live", "data-key": operation.id },
    h("div", { class: "head" },
      h("h2", {}, `Operation ${operation.id} `, chip(operation.phase)),
      operation.phase === "Running" && button("Terminate…", "terminate", {}, { class: "danger" })),
    h("p", {}, title(operation)),
    h("p", { class: "small" }, "by ", cause(operation), ", begun ", ago(operation.started_at)),
    operation.message && h("p", {}, operation.message),
    parts(operation, progress)));
}

function past(operation) {
  return h("details", { class: "row past", "data-key": operation.id },
    h("summary", {},
      h("span", { class: "what" },
        h("span", { class: "name" }, operation.subject || "(no subject)"),
        h("span", { class: "runs" }, `#${operation.id} `, cause(operation), " ", ago(operation.started_at),
        operation.duration_seconds !== null && ` · ${took(operation.duration_seconds)}`,
        operation.changes.length > 0 && ` · ${plural(operation.changes.length, "change")}`)),
      h("span", { class: "states" }, chip(operation.phase))),
    h("div", { class: "body" },
      h("p", { class: "small" }, operation.author && `${operation.author}, `, revision(operation.revision)),
      operation.message && h("p", { class: operation.phase === "Succeeded" ? "" : "said" }, operation.message),
      operation.changes.length === 0 && h("p", { class: "small" }, "Nothing was to be done."),
      operation.changes.map(done => part(done, []))));
}

/** What was done before, newest first. */
export function history(place, operations, more) {
  show(place, h("h2", {}, "History"),
    operations.length === 0 && h("p", { class: "card small" }, "Nothing was done yet."),
    operations.length > 0 && h("div", { class: "card list" }, operations.map(past)),
    more && button("Older", "older"));
}
