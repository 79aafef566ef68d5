/** What acts need to know of a history: snapshots oldest first, and where branches and tags stand. */
export interface History {
  readonly snapshots: readonly { readonly id: string; readonly parentId: string | null; readonly operation: string | null }[];
  readonly refs: readonly { readonly name: string; readonly type: 'branch' | 'tag'; readonly snapshotId: string }[];
  /** the head of main; null before the first commit */
  readonly main: string | null;
}

export type Act =
  /** `isBack`: the snapshot is part of main; else main would leave its line for another */
  | { readonly kind: 'roll-back'; readonly isBack: boolean }
  /** `to`: the branch that has its head here, else the id of the snapshot */
  | { readonly kind: 'fast-forward'; readonly to: string }
  | { readonly kind: 'cherry-pick' }
  | { readonly kind: 'tag' }
  | { readonly kind: 'branch' }
  | { readonly kind: 'remove'; readonly name: string; readonly type: 'branch' | 'tag' };

/**
 * What can be done with a snapshot, most usual first. Follows parents, not the clock: what was rolled back is newer
 * than the head of main and no part of it. The server has the last word; what is not here it would refuse.
 */
export function snapshotActs(id: string, { snapshots, refs, main }: History): readonly Act[] {
  const here = snapshots.find((each) => each.id === id);
  if (!here) return [];
  const parents = new Map(snapshots.map((each) => [each.id, each.parentId]));
  const isOnMain = main !== null && isAncestor(id, main, parents);
  const isAhead = main !== null && id !== main && isAncestor(main, id, parents);
  // a pick of the child of main's head is a step forward, whatever the snapshot did
  const canBePicked = !isOnMain && (here.operation === 'append' || here.parentId === main);
  const branch = refs.find((ref) => ref.type === 'branch' && ref.name !== 'main' && ref.snapshotId === id);
  return [
    { kind: 'tag' }, { kind: 'branch' },
    ...(isAhead ? [{ kind: 'fast-forward' as const, to: branch?.name ?? id }] : []),
    ...(canBePicked ? [{ kind: 'cherry-pick' as const }] : []),
    ...(id !== main && !isAhead ? [{ kind: 'roll-back' as const, isBack: isOnMain }] : []),
    ...refs.filter((ref) => ref.snapshotId === id && ref.name !== 'main').map(({ name, type }) => ({ kind: 'remove' as const, name, type })),
  ];
}

/** Whether `id` is `of` or one of those that it grew from. A parent that has expired ends the line. */
function isAncestor(id: string, of: string, parents: ReadonlyMap<string, string | null>): boolean {
  for (let at: string | null | undefined = of, steps = 0; at !== null && at !== undefined && steps <= parents.size; at = parents.get(at), steps += 1) if (at === id) return true;
  return false;
}

/** How an act stands in the address: `roll-back`, `remove:audit`. */
export const actKey = (act: Act): string => (act.kind === 'remove' ? `remove:${act.name}` : act.kind);

export function actLabel(act: Act): string {
  switch (act.kind) {
    case 'tag': return 'Tag';
    case 'branch': return 'Branch';
    case 'fast-forward': return 'Fast-forward main';
    case 'cherry-pick': return 'Cherry-pick';
    case 'roll-back': return act.isBack ? 'Roll back' : 'Put main here';
    case 'remove': return `Delete ${act.type} ${act.name}`;
  }
}

/** The two ends of a comparison as the API has them: from the earlier in the history to the later. */
export function comparedEnds(snapshots: History['snapshots'], one: string, other: string): { readonly from: string; readonly to: string } {
  const at = (id: string) => snapshots.findIndex((each) => each.id === id);
  return at(one) <= at(other) ? { from: one, to: other } : { from: other, to: one };
}

const DAY_MS = 86_400_000;

/** Days as typed: null for empty (as the table has it), undefined for what is no whole number from 1 to 36,500. */
export function wholeNumber(text: string, most = 36_500): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const value = /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : 0;
  return value >= 1 && value <= most ? value : undefined;
}

export const daysInMs = (days: number | null): number | null => (days === null ? null : days * DAY_MS);

/** Why a branch or a tag may not have this name; null when it may. Empty is no mistake yet. */
export function refNameProblem(name: string, refs: History['refs']): string | null {
  if (name !== name.trim()) return 'The name begins or ends with a space.';
  if (name.length > 255) return 'At most 255 characters.';
  if (/^-?\d+$/.test(name)) return 'That reads as the id of a snapshot; put a letter in it.';
  const there = refs.find((ref) => ref.name === name);
  return there ? `There is a ${there.type} of this name.` : null;
}
