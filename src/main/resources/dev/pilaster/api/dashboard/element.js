// Elements are made of text alone: nothing here reads markup, so nothing that a pillar says becomes markup.

/** h("p", {class: "small"}, "text", child): null, false and "" are left out; lists are taken apart. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, String(value));
    }
  }
  for (const child of children.flat(Infinity)) {
    if (child instanceof Node) {
      element.append(child);
    } else if (child !== null && child !== undefined && child !== false && child !== "") {
      element.append(document.createTextNode(String(child)));
    }
  }
  return element;
}

/** Makes the children of a place what they should be, and leaves alone whatever is so already: focus, and what is open. */
export function show(place, ...children) {
  const wanted = h("div", {}, ...children);
  patchChildren(place, wanted);
}

function same(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName
    && (a.nodeType !== Node.ELEMENT_NODE || a.getAttribute("data-key") === b.getAttribute("data-key"));
}

function patchChildren(old, wanted) {
  const kept = [...old.childNodes];
  let place = 0;
  for (const next of [...wanted.childNodes]) {
    const found = kept.findIndex((node, at) => at >= place && same(node, next));
    if (found < 0) {
      old.insertBefore(next, kept[place] || null);
      kept.splice(place, 0, next);
    } else {
      const node = kept[found];
      if (found > place) {
        old.insertBefore(node, kept[place]);
        kept.splice(found, 1);
        kept.splice(place, 0, node);
      }
      patch(node, next);
    }
    place += 1;
  }
  kept.slice(place).forEach(node => node.remove());
}

function patch(old, wanted) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== wanted.data) {
      old.data = wanted.data;
    }
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!wanted.hasAttribute(name) && name !== "open") {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of [...wanted.attributes]) {
    if (name !== "open" && old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  patchChildren(old, wanted);
}
