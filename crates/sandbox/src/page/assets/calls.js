// The list of calls: a line for each, which opens to request and answer side by side.

import { coloured } from "./colour.js";
import { byId, make } from "./dom.js";

/** As many as the sandbox keeps. */
const KEPT = 200;

const lines = new Map();
const vendors = new Map();
let shown = "all";
/** The line that was opened because it was new. */
let followed;

/** Takes over which vendors there are, and offers each as a filter. */
export function offerFilters(list) {
  if (vendors.size) return;
  for (const [hue, vendor] of list.entries()) vendors.set(vendor.id, { ...vendor, hue });
  byId("filter").append(choice("all", "All"));
  for (const vendor of list) byId("filter").append(choice(vendor.id, vendor.name, vendors.get(vendor.id).hue));
  filter();
}

function choice(id, name, hue) {
  const input = make("input", { type: "radio", name: "vendor", value: id, checked: id === shown });
  input.addEventListener("change", () => {
    shown = id;
    filter();
  });
  const count = make("span", { className: "count", data: { counts: id } });
  return make("label", { data: hue === undefined ? {} : { hue } }, input, make("span", { textContent: name }), count);
}

/** A call that is new or has changed. */
export function showCall(call, isNew) {
  let line = lines.get(call.id);
  if (line) {
    line.update(call);
    return;
  }
  line = new Line(call);
  lines.set(call.id, line);
  byId("list").prepend(line.element);
  if (lines.size > KEPT) {
    const [oldest] = lines.keys();
    lines.get(oldest).element.remove();
    lines.delete(oldest);
  }
  if (isNew && byId("follow").checked) follow(line);
  filter();
}

function follow(line) {
  if (followed) followed.details.open = false;
  line.details.open = true;
  followed = line;
}

export function forgetCalls() {
  lines.clear();
  followed = undefined;
  byId("list").replaceChildren();
  filter();
}

function filter() {
  const counts = new Map([["all", lines.size]]);
  let seen = 0;
  for (const { call, element } of lines.values()) {
    counts.set(call.vendor, (counts.get(call.vendor) ?? 0) + 1);
    element.hidden = shown !== "all" && call.vendor !== shown;
    if (!element.hidden) seen += 1;
  }
  for (const place of document.querySelectorAll("[data-counts]")) {
    place.textContent = counts.get(place.dataset.counts) ?? "";
    if (place.textContent === "0") place.textContent = "";
  }
  byId("empty").hidden = seen > 0;
  const vendor = vendors.get(shown) ?? vendors.values().next().value;
  byId("empty").querySelector("h3").textContent = shown === "all" ? "No calls yet" : `No calls of ${vendor.name} yet`;
  if (vendor) byId("try").textContent = `curl -i -X POST ${vendor.endpoint}`;
}

class Line {
  constructor(call) {
    this.title = make("span", { className: "title" });
    this.state = make("span", { className: "state" });
    this.duration = make("span", { className: "duration muted" });
    const began = new Date(call.began);
    const time = make("time", { className: "muted", dateTime: began.toISOString(), textContent: clock(began) });
    const { name = call.vendor, hue = 0 } = vendors.get(call.vendor) ?? {};
    const vendor = make("span", { className: "tag", textContent: name, data: { hue } });
    const summary = make("summary", {}, time, vendor, this.title, this.state, this.duration);
    this.body = make("div", { className: "messages" });
    this.details = make("details", { className: "call" }, summary, this.body);
    this.details.addEventListener("toggle", () => this.fill());
    this.element = make("li", { data: { call: call.id, vendor: call.vendor } }, this.details);
    this.update(call);
  }

  update(call) {
    this.call = call;
    this.title.replaceChildren(coloured(call.request?.title ?? "…", "text"));
    this.state.textContent = state(call);
    this.state.dataset.kind = kind(call);
    this.duration.textContent = call.state === "running" ? "" : duration(call.milliseconds);
    this.element.dataset.state = call.state;
    this.fill();
  }

  /** What is closed costs nothing. */
  fill() {
    if (!this.details.open) {
      this.body.replaceChildren();
      return;
    }
    const { request, answer } = this.call;
    this.body.replaceChildren(message("Request", request, "It is still coming in."), message("Answer", answer, missing(this.call)));
  }
}

const clock = (date) => date.toLocaleTimeString("en-GB") + "." + String(date.getMilliseconds()).padStart(3, "0");

const duration = (milliseconds) => (milliseconds < 1 ? "< 1 ms" : milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`);

const size = (bytes) => (bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KiB`);

const state = (call) => (call.state === "running" ? "running" : call.state === "answered" ? String(call.status) : call.state);

const kind = (call) => (call.state === "running" ? "running" : call.state === "answered" && call.status < 400 ? "good" : "bad");

function missing(call) {
  if (call.state === "running") return "The answer is on its way.";
  if (call.state === "no answer") return "The connection was closed before anything was sent. Whether the call was carried out, its client can’t know.";
  return "The client went away before there was an answer.";
}

function message(heading, content, otherwise) {
  const name = make("h3", { textContent: heading });
  if (!content) return make("section", { className: "message" }, make("header", {}, name), make("p", { className: "nothing", textContent: otherwise }));
  const head = make("header", {}, name, make("span", { className: "muted", textContent: size(content.size) }), make("code", {}, coloured(content.line, "text")));
  const fields = make("dl");
  for (const [field, value] of content.headers) {
    fields.append(make("dt", { textContent: field }), make("dd", {}, coloured(value, "text")));
  }
  const count = content.headers.length;
  const headers = make("details", { className: "headers" }, make("summary", { textContent: count === 1 ? "1 header" : `${count} headers` }), fields);
  const body = content.body
    ? make("pre", { tabIndex: 0, aria: { label: `${heading}, body` } }, coloured(content.body, content.language))
    : make("p", { className: "nothing", textContent: "No body." });
  return make("section", { className: "message" }, head, headers, body);
}
