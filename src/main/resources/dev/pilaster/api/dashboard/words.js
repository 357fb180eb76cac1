import { h } from "./element.js";

const MINUTE = 60, HOUR = 3600, DAY = 86400;

/** "12 s", "3 min", "2 h", "4 d". */
export function span(seconds) {
  if (seconds < 2 * MINUTE) return `${Math.max(0, Math.round(seconds))} s`;
  if (seconds < 2 * HOUR) return `${Math.round(seconds / MINUTE)} min`;
  return seconds < 2 * DAY ? `${Math.round(seconds / HOUR)} h` : `${Math.round(seconds / DAY)} d`;
}

/** A time as how long ago it was; the time itself is its title. */
export function ago(time) {
  if (!time) return h("span", {}, "never");
  const past = (Date.now() - Date.parse(time)) / 1000;
  return h("time", { datetime: time, title: new Date(time).toLocaleString() }, past < 3 ? "now" : `${span(past)} ago`);
}

/** "0.3 s", "12 s", "3 min 05 s". */
export function took(seconds) {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < MINUTE) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / MINUTE)} min ${String(whole % MINUTE).padStart(2, "0")} s`;
}

/** "main@01234567" of "main@sha1:0123456789…". */
export function revision(text) {
  return text ? h("code", { title: text }, text.replace(/sha1:([0-9a-f]{8})[0-9a-f]+$/, "$1")) : "none";
}

/** "php:8.2-1", with its registry and digest in the title. */
export function image(text) {
  if (!text) return "";
  const short = text.replace(/ \(sha256:[^)]*\)$/, "").replace(/@sha256:[0-9a-f]+$/, "").replace(/^.*\//, "");
  return h("code", { title: text }, short);
}

export function bytes(count) {
  return count < 1e6 ? `${Math.round(count / 1e3)} kB` : `${(count / 1e6).toFixed(1)} MB`;
}

const GOOD = ["Synced", "Healthy", "Succeeded", "Applied"];
const BAD = ["Degraded", "Missing", "Failed", "Error", "RolledBack", "Quarantined", "Stuck"];
const BUSY = ["Progressing", "Running", "Terminating"];

/** The colour's name; the word itself is always there as well. */
export function tone(state) {
  if (GOOD.includes(state)) return "good";
  if (BAD.includes(state)) return "bad";
  return BUSY.includes(state) ? "busy" : "wait";
}

const SHAPES = { good: "✓", bad: "✕", busy: "↻", wait: "?" };
const OWN_SHAPES = { OutOfSync: "≠", Suspended: "‖", Skipped: "–" };

export function chip(state) {
  const name = tone(state);
  return h("span", { class: `chip ${name}` }, h("span", { class: "shape", "aria-hidden": "true" }, OWN_SHAPES[state] || SHAPES[name]), state);
}

const SIGNS = { create: "+", replace: "±", "replace-stop-first": "∓", update: "~", remove: "−" };

/** What is done to whom, as a plan prints it. */
export function change(action, kind, name) {
  return [h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[action] || "·"),
    h("span", { class: "sr" }, action ? `${action} ` : ""), subject(kind, name)];
}

export function subject(kind, name) {
  return h("span", { class: "subject" }, h("span", { class: "kind" }, `${kind}/`), name);
}

export function plural(count, word) {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** A button; what it does is in its data, and main.js reads it. */
export function button(text, act, data, attributes) {
  const named = Object.fromEntries(Object.entries(data || {}).map(([key, value]) => [`data-${key}`, value]));
  return h("button", { type: "button", "data-act": act, ...named, ...attributes }, text);
}
