import { fieldOf, isInside, rowsOf, type DraftField, type TableDraft } from './table-draft';

type Traits = Partial<Pick<DraftField, 'name' | 'type' | 'required' | 'doc' | 'initialDefault' | 'writeDefault'>>;

/** With some traits of one field as they were typed. */
export function setField(draft: TableDraft, key: number, traits: Traits): TableDraft {
  const fields = draft.fields.map((field) => (field.key === key ? { ...field, ...traits } : field));
  // a new struct that became something else takes what was in it along
  const inside = traits.type !== undefined && key < 0 && traits.type !== 'struct' ? rowsBelow({ ...draft, fields }, key) : new Set<number>();
  return without({ ...draft, fields }, inside);
}

/** A new, empty column behind `after` (a sibling), or as the last of its parent; its key comes with it. */
export function addField(draft: TableDraft, parent: number | null, after: number | null = null): readonly [draft: TableDraft, key: number] {
  const key = Math.min(0, ...draft.fields.map((field) => field.key)) - 1;
  const field: DraftField = { key, parent, name: '', type: 'string', required: false, doc: '', initialDefault: '', writeDefault: '' };
  const at = after === null ? -1 : draft.fields.findIndex((one) => one.key === after);
  const fields = at < 0 ? [...draft.fields, field] : [...draft.fields.slice(0, at + 1), field, ...draft.fields.slice(at + 1)];
  return [{ ...draft, fields }, key];
}

/** Stages a column to go, or takes it back; one that is new goes at once, with all that names it. */
export function toggleDrop(draft: TableDraft, key: number): TableDraft {
  const field = fieldOf(draft, key);
  if (field === undefined || isInside(draft, field)) return draft;
  if (key < 0) return without(draft, new Set([key, ...rowsBelow(draft, key)]));
  if (field.dropped) { const { dropped: _, ...kept } = field; return { ...draft, fields: draft.fields.map((one) => (one.key === key ? kept : one)) }; }
  const going = new Set([key, ...rowsBelow(draft, key)]);
  const after = { ...draft, fields: draft.fields.map((one): DraftField => (one.key === key ? { ...one, dropped: true } : one)) };
  // what goes can neither identify rows nor split nor sort them
  return { ...after, identifiers: draft.identifiers.filter((id) => !going.has(id)), partition: draft.partition.filter(({ source }) => !going.has(source)), sort: draft.sort.filter(({ source }) => !going.has(source)) };
}

/** One place up (-1) or down (1) among its siblings. */
export function moveBy(draft: TableDraft, key: number, by: -1 | 1): TableDraft {
  const field = fieldOf(draft, key);
  const beside = draft.fields.filter((one) => one.parent === field?.parent);
  const other = beside[beside.findIndex((one) => one.key === key) + by];
  return field === undefined || other === undefined ? draft : moveBeside(draft, key, other.key, by === 1);
}

/** In front of a sibling, or behind it. */
export function moveBeside(draft: TableDraft, key: number, anchor: number, behind: boolean): TableDraft {
  const [field, other] = [fieldOf(draft, key), fieldOf(draft, anchor)];
  if (field === undefined || other === undefined || key === anchor || field.parent !== other.parent || isInside(draft, field)) return draft;
  const rest = draft.fields.filter((one) => one.key !== key);
  const at = rest.findIndex((one) => one.key === anchor) + (behind ? 1 : 0);
  return { ...draft, fields: [...rest.slice(0, at), field, ...rest.slice(at)] };
}

export function toggleIdentifier(draft: TableDraft, key: number): TableDraft {
  return { ...draft, identifiers: draft.identifiers.includes(key) ? draft.identifiers.filter((one) => one !== key) : [...draft.identifiers, key] };
}

function rowsBelow(draft: TableDraft, key: number): ReadonlySet<number> {
  const below = new Set<number>();
  for (const { field } of rowsOf(draft)) if (field.parent !== null && (field.parent === key || below.has(field.parent))) below.add(field.key);
  return below;
}

function without(draft: TableDraft, keys: ReadonlySet<number>): TableDraft {
  if (keys.size === 0) return draft;
  return {
    ...draft, fields: draft.fields.filter(({ key }) => !keys.has(key)), identifiers: draft.identifiers.filter((key) => !keys.has(key)),
    partition: draft.partition.filter(({ source }) => !keys.has(source)), sort: draft.sort.filter(({ source }) => !keys.has(source)),
  };
}

/** Whether fields can be put into it: a struct, there already or new. */
export const takesFields = (field: DraftField): boolean => field.type === 'struct' && field.dropped !== true;
