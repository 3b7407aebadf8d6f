// Hears what happens in the sandbox and shows it.

import { forgetCalls, offerFilters, showCall } from "./calls.js";
import { byId, notice, post } from "./dom.js";
import { showVendors } from "./vendors.js";

function connection(state, text) {
  const place = byId("connection");
  place.dataset.state = state;
  place.textContent = text;
}

// What was there before the page was opened is not new.
const opened = Date.now();

const events = new EventSource("/events");
events.addEventListener("open", () => connection("live", "Live"));
events.addEventListener("error", () => connection("lost", "Not connected, trying again"));
events.addEventListener("vendors", ({ data }) => {
  const vendors = JSON.parse(data);
  offerFilters(vendors);
  showVendors(vendors);
});
events.addEventListener("cleared", forgetCalls);
events.addEventListener("call", ({ data }) => {
  const call = JSON.parse(data);
  showCall(call, call.began >= opened);
});

byId("clear").addEventListener("click", async () => {
  if (await post("/clear")) notice("The list is empty. What the calls did is still there.");
});
