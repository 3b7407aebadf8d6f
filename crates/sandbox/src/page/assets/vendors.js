// A card for each vendor, with its address and its buttons.

import { byId, make, notice, post } from "./dom.js";

const cards = new Map();

const ADVICE = "A button acts on its vendor’s next call, pressed twice on the next two. A switch stays on.";

/** What a button does, or what buttons are. */
function explain(label, hint) {
  byId("hint").replaceChildren(...(label ? [make("strong", { textContent: label }), ` ${hint}`] : [ADVICE]));
}

/** Brings the cards up to what the sandbox says. */
export function showVendors(vendors) {
  if (!cards.size) explain();
  for (const [hue, vendor] of vendors.entries()) {
    if (!cards.has(vendor.id)) {
      const card = new Card(vendor, hue);
      cards.set(vendor.id, card);
      byId("vendors").append(card.element);
    }
    cards.get(vendor.id).update(vendor);
  }
}

class Card {
  constructor(vendor, hue) {
    this.buttons = new Map();
    this.note = make("p", { className: "note", id: `note-${vendor.id}` });
    this.reset = make("button", { type: "button", className: "quiet reset", textContent: "Reset" });
    this.reset.setAttribute("aria-label", `Reset ${vendor.name}: nothing planned, every switch off`);
    this.reset.addEventListener("click", async () => {
      if (await post(`/vendors/${vendor.id}/reset`)) notice(`${vendor.name}: all is as usual again.`);
    });
    const copy = make("button", { type: "button", className: "quiet copy", textContent: "Copy" });
    copy.setAttribute("aria-label", `Copy the address of ${vendor.name}`);
    copy.addEventListener("click", () => this.copy(copy, vendor));
    const faults = make("div", { className: "faults" });
    faults.setAttribute("role", "group");
    faults.setAttribute("aria-label", `Faults of ${vendor.name}`);
    for (const button of vendor.buttons) {
      // From here on the buttons are the same for all.
      if (button.id === "slow") faults.append(make("span", { className: "line-break" }));
      faults.append(this.button(vendor, button));
    }
    this.element = make(
      "section",
      { className: "vendor", data: { vendor: vendor.id, hue } },
      make("div", { className: "name" }, make("h3", { textContent: vendor.name }), this.reset),
      make("p", { className: "muted", textContent: vendor.about }),
      make("p", { className: "endpoint" }, make("code", { textContent: vendor.endpoint, title: vendor.endpoint }), copy),
      faults,
      this.note,
    );
  }

  button(vendor, { id, label, hint, kind }) {
    const element = make("button", {
      type: "button",
      className: "fault",
      textContent: label,
      data: { button: id, kind },
      aria: { describedby: `hint-${vendor.id}-${id}` },
    });
    if (kind === "switch") element.setAttribute("role", "switch");
    for (const event of ["mouseenter", "focus"]) element.addEventListener(event, () => explain(`${label}:`, hint));
    for (const event of ["mouseleave", "blur"]) element.addEventListener(event, () => explain());
    element.addEventListener("click", async () => {
      if (!(await post(`/vendors/${vendor.id}/press/${id}`))) return;
      notice(`${vendor.name}: ${label}. ${hint}`);
    });
    this.buttons.set(id, { element, label });
    const spoken = make("span", { className: "unseen", id: `hint-${vendor.id}-${id}`, textContent: hint });
    return make("span", { className: "with-hint" }, element, spoken);
  }

  update({ buttons, planned }) {
    const labels = planned.map((id) => this.buttons.get(id)?.label ?? id);
    const next = labels.length ? `Next: ${labels.join(", then ")}.` : "";
    for (const { id, kind, on } of buttons) {
      const { element } = this.buttons.get(id);
      const count = planned.filter((other) => other === id).length;
      element.dataset.count = count || "";
      element.classList.toggle("planned", count > 0);
      if (kind === "switch") element.setAttribute("aria-checked", String(on));
    }
    const on = buttons.filter((button) => button.on).map((button) => button.label);
    this.reset.hidden = !labels.length && !on.length;
    this.note.textContent = on.length ? `On: ${on.join(", ")}. ${next}`.trim() : next;
  }

  async copy(button, vendor) {
    try {
      await navigator.clipboard.writeText(vendor.endpoint);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed";
    }
    setTimeout(() => (button.textContent = "Copy"), 2000);
  }
}
