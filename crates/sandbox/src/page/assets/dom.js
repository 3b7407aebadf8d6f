// Making elements. Text only ever becomes text: nothing that came over the wire is read as HTML.

export const byId = (id) => document.getElementById(id);

/** An element with properties, `data` and `aria` attributes among them, and children. */
export function make(tag, { data = {}, aria = {}, ...properties } = {}, ...children) {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  Object.assign(element.dataset, data);
  for (const [name, value] of Object.entries(aria)) element.setAttribute(`aria-${name}`, value);
  element.append(...children);
  return element;
}

/** Says something in passing, also to those who don't see it. */
export function notice(text) {
  const place = byId("notice");
  clearTimeout(notice.timer);
  place.textContent = text;
  place.classList.add("seen");
  notice.timer = setTimeout(() => place.classList.remove("seen"), 5000);
}

/** Asks the sandbox to do something. */
export async function post(path) {
  try {
    const answer = await fetch(path, { method: "POST" });
    if (!answer.ok) notice(`The sandbox answered ${answer.status}.`);
    return answer.ok;
  } catch {
    notice("The sandbox can’t be reached. Is it still running?");
    return false;
  }
}
