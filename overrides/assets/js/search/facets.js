// Facets: which pages are kept, and how many each value would keep. Values of one facet widen, facets narrow.

/** Pages that match every facet chosen; `members` has the pages of each value of each facet. */
export function kept(pages, wanted, members) {
  return pages.filter((page) => matches(page.id, wanted, members));
}

/** For each value, the pages it would show together with what is chosen in the other facets. */
export function counts(pages, wanted, members) {
  return Object.fromEntries(Object.entries(members).map(([facet, values]) => {
    const others = Object.fromEntries(Object.entries(wanted).filter(([name]) => name !== facet));
    const left = kept(pages, others, members);
    return [facet, Object.fromEntries(Object.entries(values).map(([value, ids]) => [value, left.filter((page) => ids.has(page.id)).length]))];
  }));
}

function matches(id, wanted, members) {
  return Object.entries(wanted).every(([facet, values]) => [...values].some((value) => members[facet]?.[value]?.has(id)));
}
