// Which citation a link leads to, for what is shown beside it and in the pane of sources.

const citations = new WeakMap(); // of links

export const remember = (link, citation) => citations.set(link, citation);

export const citationOf = (link) => citations.get(link);

/** The first link to each source of a link's turn, in their order. */
export function linksBeside(link) {
  const firsts = new Map();
  for (const one of link.closest(".turn").querySelectorAll("a[data-source]")) {
    if (!firsts.has(one.dataset.source)) firsts.set(one.dataset.source, one);
  }
  return [...firsts.values()];
}
