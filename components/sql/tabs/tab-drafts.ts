import type { z } from 'zod';
import type { sqlTab } from '@/lib/transport/api/contract/queries';

/** A tab as the server keeps it. */
export type ServerTab = z.infer<typeof sqlTab>;

/** A tab as this window has it: what the server knows, and what is not saved yet. */
export interface Tab {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly catalog: string | null;
  readonly schema: string | null;
  readonly position: number;
  readonly queryId: string | null;
  /** version that this text was made from; null when the server never had it */
  readonly baseVersion: number | null;
  readonly dirty: boolean;
}

export const fromServer = (tab: ServerTab): Tab => ({
  id: tab.id, title: tab.title, text: tab.text, catalog: tab.catalog, schema: tab.schema, position: tab.position, queryId: tab.queryId, baseVersion: tab.version, dirty: false,
});

/**
 * What to show when the server's tab and an unsaved one of this window meet. Nobody's text is ever dropped: where
 * both changed, both stay, this window's as a tab of its own.
 */
export function settle(server: ServerTab | undefined, draft: Tab, newId: () => string): readonly Tab[] {
  if (!server) return [draft.baseVersion === null ? draft : { ...draft, id: newId(), baseVersion: null }];
  if (!draft.dirty) return [fromServer(server)];
  // also where only its run, its name or its place was changed
  if (server.version === draft.baseVersion) return [draft];
  if (server.text === draft.text) return [fromServer(server)];
  return [fromServer(server), { ...draft, id: newId(), title: `${draft.title} (from another window)`.slice(0, 200), baseVersion: null, position: draft.position + 0.5 }];
}

/** All tabs, in order, of the server's list and the drafts that were not saved. */
export function mergeTabs(server: readonly ServerTab[], drafts: readonly Tab[], newId: () => string): readonly Tab[] {
  const drafted = new Map(drafts.filter((each) => each.dirty).map((each) => [each.id, each]));
  const kept = server.flatMap((tab) => {
    const draft = drafted.get(tab.id);
    drafted.delete(tab.id);
    return draft ? settle(tab, draft, newId) : [fromServer(tab)];
  });
  const rest = [...drafted.values()].flatMap((draft) => settle(undefined, draft, newId));
  return [...kept, ...rest].toSorted((a, b) => a.position - b.position);
}

/** A title from the text itself: its first comment, else its first words, else `untitled`. */
export function titleOf(text: string): string {
  const comment = /^\s*--\s*(.+)$/m.exec(text)?.[1];
  const title = (comment ?? text.replace(/\s+/g, ' ')).trim();
  if (title === '') return 'untitled';
  return title.length > 40 ? `${title.slice(0, 39)}\u2026` : title;
}
