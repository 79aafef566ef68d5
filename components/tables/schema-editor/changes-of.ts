import type { z } from 'zod';
import type { tableChange } from '@/lib/model/requests/table-changes';
import { isSameType } from './draft-schema';
import { stableMoves } from './stable-moves';
import { goneKeys, rowsOf, sameName, type DraftField, type DraftPartition, type DraftSort, type TableDraft } from './table-draft';

export type Change = z.input<typeof tableChange>;
type NewType = string | { readonly [key: string]: unknown };

/**
 * What has to be asked of the server for the table to become the draft, in an order in which each change is legal by
 * itself: what goes gives its name and its duties up first, then what stays changes, then what is new comes.
 */
export function changesOf(base: TableDraft, draft: TableDraft): readonly Change[] {
  const gone = goneKeys(draft);
  const live = draft.fields.filter(({ key }) => !gone.has(key));
  const before = new Map(base.fields.map((field) => [field.key, field]));
  const names = new Map(base.fields.map((field) => [field.key, field.name]));
  const parents = new Map([...base.fields, ...draft.fields].map((field) => [field.key, field.parent]));
  const path = (key: number): string => { const above = parents.get(key) ?? null; return above === null ? (names.get(key) ?? '') : `${path(above)}.${names.get(key)}`; };
  const dropped = draft.fields.filter(({ key, parent, dropped: goes }) => goes === true && before.has(key) && (parent === null || !gone.has(parent)));
  const isNew = (field: DraftField): boolean => !before.has(field.key);
  const takesName = (goes: DraftField): boolean => live.some((field) => field.parent === goes.parent && sameName(field.name, names.get(goes.key) ?? ''));
  const early = dropped.filter(takesName);
  const changes: Change[] = [];
  const drop = (field: DraftField): number => changes.push({ kind: 'drop-column', column: path(field.key) });

  if (draft.formatVersion !== base.formatVersion) changes.push({ kind: 'upgrade-format', formatVersion: draft.formatVersion as 1 | 2 | 3 });
  const identifies = base.identifiers.filter((key) => draft.identifiers.includes(key));
  if (identifies.length < base.identifiers.length) changes.push({ kind: 'set-identifier-fields', columns: identifies.map(path) });
  const spec = base.partition.filter(({ source }) => !gone.has(source));
  if (spec.length < base.partition.length) changes.push({ kind: 'set-partition-spec', fields: spec.map((one) => partitionField(one, path)) });
  const order = base.sort.filter(({ source }) => !gone.has(source));
  if (order.length < base.sort.length) changes.push({ kind: 'set-sort-order', fields: order.map((one) => sortField(one, path)) });
  early.forEach(drop);
  for (const field of live) {
    const was = before.get(field.key);
    const change = was === undefined ? null : updateOf(was, field, path(field.key), draft.formatVersion);
    if (change !== null) changes.push(change);
  }
  changes.push(...renames(live.filter((field) => !isNew(field)), draft, names, path));
  for (const field of live) if (isNew(field)) names.set(field.key, field.name.trim());
  changes.push(...placed(base, draft, live, { isNew, early, names, path }));
  for (const field of dropped) if (!early.includes(field)) drop(field);
  if (draft.identifiers.some((key) => !base.identifiers.includes(key))) changes.push({ kind: 'set-identifier-fields', columns: draft.identifiers.map(path) });
  if (!isSameList(draft.partition, spec)) changes.push({ kind: 'set-partition-spec', fields: draft.partition.map((one) => partitionField(one, path)) });
  if (!isSameList(draft.sort, order)) changes.push({ kind: 'set-sort-order', fields: draft.sort.map((one) => sortField(one, path)) });
  return [...changes, ...propertyChanges(base.properties, draft.properties)];
}

export const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean => JSON.stringify(a) === JSON.stringify(b);

function updateOf(was: DraftField, now: DraftField, column: string, formatVersion: number): Change | null {
  const traits = {
    ...(isSameType(was.type, now.type, formatVersion) ? {} : { type: now.type }), ...(was.required === now.required ? {} : { required: now.required }),
    ...(was.doc === now.doc ? {} : { doc: now.doc === '' ? null : now.doc }), ...(was.writeDefault === now.writeDefault ? {} : { writeDefault: now.writeDefault === '' ? null : now.writeDefault }),
  };
  return Object.keys(traits).length === 0 ? null : { kind: 'update-column', column, ...traits };
}

/** New names, each when no sibling bears it any more; where two columns take each other's name, one waits under a third. */
function renames(live: readonly DraftField[], draft: TableDraft, names: Map<number, string>, path: (key: number) => string): readonly Change[] {
  const changes: Change[] = [];
  const rename = (field: DraftField, name: string): void => { changes.push({ kind: 'rename-column', column: path(field.key), name }); names.set(field.key, name); };
  const beside = (field: DraftField) => draft.fields.filter((one) => one.parent === field.parent && one.key !== field.key && names.has(one.key));
  const isTaken = (field: DraftField, name: string): boolean => beside(field).some((one) => sameName(names.get(one.key) ?? '', name) && one.dropped !== true);
  const parked = new Set<number>();
  let waiting = live.filter((field) => names.get(field.key) !== field.name.trim());
  while (waiting.length > 0) {
    const free = waiting.find((field) => !isTaken(field, field.name));
    const [first] = waiting;
    if (free !== undefined) { rename(free, free.name.trim()); waiting = waiting.filter((field) => field !== free); }
    else if (first === undefined || parked.has(first.key)) break; // two columns want one name, which draftProblems says
    else { parked.add(first.key); rename(first, `${names.get(first.key)}__${first.key}`); }
  }
  return changes;
}

/** Columns of the base brought into the draft's order, then the new ones put in their places. */
function placed(base: TableDraft, draft: TableDraft, live: readonly DraftField[], { isNew, early, names, path }: { isNew: (field: DraftField) => boolean; early: readonly DraftField[]; names: ReadonlyMap<number, string>; path: (key: number) => string }): readonly Change[] {
  const changes: Change[] = [];
  const parents = new Set(live.filter((field) => field.parent === null || (names.has(field.parent) && field.parent >= 0)).map(({ parent }) => parent));
  for (const parent of parents) {
    const wanted = live.filter((field) => field.parent === parent);
    const stay = wanted.filter((field) => !isNew(field)).map(({ key }) => key);
    const was = base.fields.filter((field) => field.parent === parent && !early.some(({ key }) => key === field.key)).map(({ key }) => key);
    let order = was;
    const put = (key: number, after: number | undefined): void => { const rest = order.filter((one) => one !== key); const at = after === undefined ? 0 : rest.indexOf(after) + 1; order = [...rest.slice(0, at), key, ...rest.slice(at)]; };
    const place = (after: number | undefined) => (after === undefined ? { first: true as const } : { after: names.get(after) ?? '' });
    for (const key of stableMoves(was.filter((one) => stay.includes(one)), stay)) {
      const after = stay[stay.indexOf(key) - 1];
      changes.push({ kind: 'move-column', column: path(key), to: place(after) });
      put(key, after);
    }
    for (const [index, field] of wanted.entries()) {
      if (!isNew(field)) continue;
      const after = wanted[index - 1]?.key;
      const behind = after === undefined ? order : order.slice(order.indexOf(after) + 1);
      const isLast = behind.every((key) => !stay.includes(key) && key >= 0);
      changes.push(addition(draft, field, parent === null ? null : path(parent), isLast ? undefined : place(after)));
      put(field.key, isLast ? order.at(-1) : after);
    }
  }
  return changes;
}

function addition(draft: TableDraft, field: DraftField, parent: string | null, to: { first: true } | { after: string } | undefined): Change {
  return {
    kind: 'add-column', parent, name: field.name.trim(), type: newType(draft, field), required: field.required, ...(field.doc === '' ? {} : { doc: field.doc }),
    ...(field.initialDefault === '' ? {} : { initialDefault: field.initialDefault }), ...(field.writeDefault === '' ? {} : { writeDefault: field.writeDefault }), ...(to === undefined ? {} : { to }),
  };
}

/** The type of a new column; of a struct with all that was put into it. */
export function newType(draft: TableDraft, field: DraftField): string | { [key: string]: unknown } {
  if (field.type !== 'struct') return field.type;
  const inside = (one: DraftField): NewType => newType(draft, one);
  return { type: 'struct', fields: rowsOf(draft).filter((row) => row.field.parent === field.key && !row.gone).map(({ field: one }) => ({ name: one.name.trim(), required: one.required, type: inside(one), ...(one.doc === '' ? {} : { doc: one.doc }) })) };
}

export const partitionField = ({ source, transform, name }: DraftPartition, path: (key: number) => string) => ({ column: path(source), transform, ...(name.trim() === '' ? {} : { name: name.trim() }) });
export const sortField = ({ source, ...rest }: DraftSort, path: (key: number) => string) => ({ column: path(source), ...rest });

function propertyChanges(before: TableDraft['properties'], after: TableDraft['properties']): readonly Change[] {
  const set = Object.entries(after).filter(([key, value]) => !Object.hasOwn(before, key) || before[key] !== value);
  const keys = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return [...(set.length === 0 ? [] : [{ kind: 'set-properties' as const, properties: Object.fromEntries(set) }]), ...(keys.length === 0 ? [] : [{ kind: 'remove-properties' as const, keys }])];
}
