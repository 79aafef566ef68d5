import type { Tab } from './tab-drafts';

/** What an address of the workbench asks for. */
export interface Asked {
  /** a tab's id, or `new` */
  readonly tab: string | null;
  /** a run to look at */
  readonly query: string | null;
  /** a text to begin with */
  readonly text: string | null;
}
export type Wanted =
  | { readonly kind: 'show'; readonly id: string }
  | { readonly kind: 'open'; readonly text: string }
  | { readonly kind: 'open-run'; readonly query: string }
  | { readonly kind: 'nothing' };

/**
 * Which tab an address means. A text or a run opens a tab, unless one holds it already; an id that is gone leads to
 * the tab that was last shown; and when there is no tab at all, an empty one is made.
 */
export function wantedTab({ tab, query, text }: Asked, tabs: readonly Tab[], last: string | null): Wanted {
  if (text !== null) {
    const same = tabs.find((each) => each.text === text);
    return same ? { kind: 'show', id: same.id } : { kind: 'open', text };
  }
  if (query !== null) {
    const ran = tabs.find((each) => each.queryId === query);
    return ran ? { kind: 'show', id: ran.id } : { kind: 'open-run', query };
  }
  if (tab === 'new') return { kind: 'open', text: '' };
  if (tab !== null && tabs.some((each) => each.id === tab)) return { kind: 'nothing' };
  const [first] = tabs;
  if (!first) return { kind: 'open', text: '' };
  return { kind: 'show', id: tabs.some((each) => each.id === last) && last !== null ? last : first.id };
}

/** The tab to show when `id` is closed: its right neighbour, else its left one. */
export function neighbour(tabs: readonly Tab[], id: string): string | null {
  const at = tabs.findIndex((each) => each.id === id);
  return (tabs[at + 1] ?? tabs[at - 1])?.id ?? null;
}
