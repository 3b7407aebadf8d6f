// Colours for XML, JSON and heads of parts: spans around tokens, and text as it is between them.

const XML = /(?<hidden>\*\*\*)|(?<tag><[/?!]?[\w:.-]*|[/?]?>)|(?<name>[\w:.-]+)(?==["'])|(?<string>"[^"<]*"|'[^'<]*')/g;
const JSON = /(?<hidden>\*\*\*)|(?<name>"(?:[^"\\]|\\.)*"(?=:)|^[\w-]+(?=: ))|(?<string>"(?:[^"\\]|\\.)*"?)|(?<number>-?\b\d[\d.eE+-]*|\b(?:true|false|null)\b)|(?<tag>^--.+$)/gm;
const TEXT = /(?<hidden>\*\*\*)/g;

const RULES = { xml: XML, json: JSON, parts: JSON };

/** The text as nodes. */
export function coloured(text, language) {
  const nodes = document.createDocumentFragment();
  let end = 0;
  for (const token of text.matchAll(RULES[language] ?? TEXT)) {
    nodes.append(text.slice(end, token.index));
    const kind = Object.keys(token.groups).find((name) => token.groups[name] !== undefined);
    nodes.append(...span(kind, token[0]));
    end = token.index + token[0].length;
  }
  nodes.append(text.slice(end));
  return nodes;
}

/** One span, or several if there is something hidden in a string. */
function span(kind, text) {
  if (kind !== "hidden" && text.includes("***")) {
    return text.split(/(\*\*\*)/).flatMap((part) => span(part === "***" ? "hidden" : kind, part));
  }
  const element = document.createElement("span");
  element.className = kind === "hidden" ? "hidden-value" : `token-${kind}`;
  if (kind === "hidden") element.title = "Hidden: a secret, personal data, or something of value";
  element.textContent = text;
  return [element];
}
