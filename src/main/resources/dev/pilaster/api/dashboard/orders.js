import { h, show } from "./element.js";
import { ago, button, change, image, plural, subject } from "./words.js";

function item(key, ...children) {
  return h("div", { class: "part", "data-key": key }, ...children);
}

function until(time) {
  return time ? [", until ", new Date(time).toLocaleString()] : "";
}

function section(title, tone, items) {
  return items.length > 0 && h("div", { class: `card ${tone}`, "data-key": title }, h("h3", {}, title), items);
}

function because(reasons) {
  return h("ul", { class: "because" }, reasons.map(r => h("li", {}, r)));
}

/** What waits for somebody, and what somebody asked for. */
export function orders(place, status, quarantine) {
  const any = status.approvals.length + quarantine.length + status.pins.length + status.held.length > 0;
  show(place, any && h("h2", {}, "For you"), any && h("div", { class: "orders" },
    section("Waiting for approval", "ask", status.approvals.map(a => item(a.id,
      h("h4", {}, change(a.action, a.kind, a.name), " ", h("code", {}, a.id)), because(a.because),
      h("div", { class: "actions" }, button("Approve…", "approve", { id: a.id, kind: a.kind, name: a.name }, { class: "primary" }))))),
    section("Quarantined", "fail", quarantine.map(q => item(`${q.kind}/${q.name}`,
      h("h4", {}, subject(q.kind, q.name)), h("p", {}, q.reason),
      h("p", { class: "small" }, "refused ", ago(q.since), "; it ends when git asks for something else"),
      h("div", { class: "actions" }, button("Clear quarantine", "clear", { kind: q.kind, name: q.name }))))),
    section("Pinned", "", status.pins.map(p => item(`${p.kind}/${p.name}`,
      h("h4", {}, subject(p.kind, p.name), " to ", p.image ? image(p.image) : h("code", {}, (p.release || "").slice(0, 12))),
      h("p", {}, p.reason), h("p", { class: "small" }, "by ", p.by, " ", ago(p.since), until(p.until))))),
    section("Suspended", "", status.held.map(o => item(`${o.kind}/${o.name}`,
      h("h4", {}, subject(o.kind, o.name)), h("p", {}, o.reason),
      h("p", { class: "small" }, "by ", o.by, " ", ago(o.since), until(o.until)),
      h("div", { class: "actions" }, button("Resume", "resume", { kind: o.kind, name: o.name })))))));
}

/** What a sync would do now. */
export function plan(place, changes) {
  show(place, changes.length > 0 && h("h2", {}, "Next"),
    changes.length > 0 && h("details", { class: "card", "data-key": "plan" },
      h("summary", {}, `A sync would make ${plural(changes.length, "change")}`),
      changes.map(c => item(`${c.kind}/${c.name}`,
        h("h4", {}, change(c.action, c.kind, c.name)), because(c.because),
        c.blocked_by && h("p", { class: "small" }, "waits for ", c.blocked_by),
        h("ol", { class: "plan" }, c.steps.map(s => h("li", {}, s)))))));
}
