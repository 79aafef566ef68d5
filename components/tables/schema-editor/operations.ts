import { isSameList } from './changes-of';
import { isSameType, typeWords } from './draft-schema';
import { toggleDrop } from './edit-draft';
import { stableMoves } from './stable-moves';
import { byParent, goneKeys, rowsOf, type DraftField, type DraftPartition, type DraftSort, type TableDraft } from './table-draft';

/** One change as people read it, and how it is taken out of the draft again. */
export interface Operation {
  readonly id: string;
  readonly verb: 'Add' | 'Rename' | 'Widen' | 'Drop' | 'Allow null' | 'Require' | 'Describe' | 'Default' | 'Move' | 'Identify' | 'Partition' | 'Sort' | 'Set' | 'Remove' | 'Upgrade';
  readonly key: number | null;
  /** a name, to be set in mono */
  readonly subject: string;
  readonly text: string;
  readonly note: string | null;
  readonly revert: (draft: TableDraft) => TableDraft;
}

/** What is otherwise in `draft` than in `base`, a line each. A field that `draft` no longer has counts as dropped. */
export function operationsOf(base: TableDraft, draft: TableDraft): readonly Operation[] {
  const was = new Map(rowsOf(base).map((row) => [row.field.key, row]));
  const gone = goneKeys(draft);
  const operations: Operation[] = [];
  for (const { field, path } of rowsOf(draft)) {
    const old = was.get(field.key);
    if (gone.has(field.key)) {
      if (field.dropped && old !== undefined) operations.push({ id: `${field.key}:drop`, verb: 'Drop', key: field.key, subject: old.path, text: typeWords(field.type, draft.formatVersion).trino, note: 'Still read in snapshots before this one', revert: (now) => toggleDrop(now, field.key) });
      continue;
    }
    if (old === undefined) operations.push(...added(field, path, draft));
    else operations.push(...changed(old.field, old.path, field, draft.formatVersion));
  }
  const there = new Set(draft.fields.map(({ key }) => key));
  for (const [key, { path, field }] of was) if (!there.has(key)) operations.push({ id: `${key}:drop`, verb: 'Drop', key, subject: path, text: typeWords(field.type, base.formatVersion).trino, note: null, revert: (now) => now });
  return [...operations, ...moves(base, draft), ...duties(base, draft), ...settings(base, draft)];
}

function added(field: DraftField, path: string, draft: TableDraft): readonly Operation[] {
  // what is inside a new struct comes with it
  if (field.parent !== null && field.parent < 0) return [];
  const note = field.initialDefault !== '' ? `Old rows read ${field.initialDefault}` : draft.fields.some(({ key }) => key > 0) ? 'Old rows read NULL' : null;
  return [{ id: `${field.key}:add`, verb: 'Add', key: field.key, subject: path === '' ? 'a column' : path, text: `${typeWords(field.type, draft.formatVersion).trino}, ${field.required ? 'required' : 'optional'}`, note, revert: (now) => toggleDrop(now, field.key) }];
}

function changed(was: DraftField, path: string, now: DraftField, formatVersion: number): readonly Operation[] {
  const operations: Operation[] = [];
  const say = (part: string, verb: Operation['verb'], text: string, note: string | null, back: Partial<DraftField>): void => {
    operations.push({ id: `${now.key}:${part}`, verb, key: now.key, subject: path, text, note, revert: (draft) => ({ ...draft, fields: draft.fields.map((field) => (field.key === now.key ? { ...field, ...back } : field)) }) });
  };
  if (was.name !== now.name.trim()) say('name', 'Rename', `to ${now.name.trim()}`, 'Files know it by its id, which stays', { name: was.name });
  if (!isSameType(was.type, now.type, formatVersion)) say('type', 'Widen', `${typeWords(was.type, formatVersion).trino} to ${typeWords(now.type, formatVersion).trino}`, 'Files keep the narrower type and are read as the wider one', { type: was.type });
  if (was.required !== now.required) say('required', now.required ? 'Require' : 'Allow null', now.required ? 'a value in every row' : '', null, { required: was.required });
  if (was.doc !== now.doc) say('doc', 'Describe', now.doc === '' ? 'description taken away' : `“${now.doc}”`, null, { doc: was.doc });
  if (was.writeDefault !== now.writeDefault) say('default', 'Default', now.writeDefault === '' ? 'taken away' : `${now.writeDefault} for what is written from now on`, null, { writeDefault: was.writeDefault });
  return operations;
}

function moves(base: TableDraft, draft: TableDraft): readonly Operation[] {
  const [before, after] = [byParent(base.fields), byParent(draft.fields)];
  return [...before].flatMap(([parent, fields]) => {
    const now = after.get(parent) ?? [];
    const [old, present] = [new Set(fields.map(({ key }) => key)), new Map(now.map(({ key }, index) => [key, index]))];
    const both = now.flatMap(({ key }) => (old.has(key) ? [key] : []));
    return stableMoves(fields.flatMap(({ key }) => (present.has(key) ? [key] : [])), both).map((key): Operation => {
      const at = present.get(key) ?? 0;
      const previous = now[at - 1];
      return { id: `${key}:move`, verb: 'Move', key, subject: now[at]?.name ?? '', text: previous === undefined ? 'to the front' : `behind ${previous.name}`, note: null, revert: (current) => inOrderOf(base, current, parent) };
    });
  });
}

/** Columns that stand elsewhere among those beside them. */
export const movedKeys = (base: TableDraft, draft: TableDraft): ReadonlySet<number> => new Set(moves(base, draft).flatMap(({ key }) => key ?? []));

/** The fields of one parent in the order of the base again; new ones stay behind those they stand behind. */
function inOrderOf(base: TableDraft, draft: TableDraft, parent: number | null): TableDraft {
  const rank = new Map(base.fields.map((field, index) => [field.key, index]));
  let last = -1;
  const ranked = draft.fields.filter((field) => field.parent === parent).map((field) => { last = rank.get(field.key) ?? last; return { field, at: last, isNew: rank.has(field.key) ? 0 : 1 }; });
  const sorted = ranked.toSorted((a, b) => a.at - b.at || a.isNew - b.isNew).map(({ field }) => field);
  return { ...draft, fields: [...draft.fields.filter((field) => field.parent !== parent), ...sorted] };
}

function duties(base: TableDraft, draft: TableDraft): readonly Operation[] {
  const paths = new Map([...rowsOf(base), ...rowsOf(draft)].map(({ field, path }) => [field.key, path]));
  const list = (texts: readonly string[], none: string): string => (texts.length === 0 ? none : texts.join(', '));
  const operations: Operation[] = [];
  const say = (part: 'identifiers' | 'partition' | 'sort', verb: Operation['verb'], text: string, note: string | null): void => { operations.push({ id: part, verb, key: null, subject: '', text, note, revert: (now) => ({ ...now, [part]: base[part] }) }); };
  if (!isSameList(base.identifiers, draft.identifiers)) say('identifiers', 'Identify', list(draft.identifiers.map((key) => paths.get(key) ?? ''), 'rows by nothing'), null);
  if (!isSameList(base.partition, draft.partition)) say('partition', 'Partition', draft.partition.length === 0 ? 'no longer' : `by ${draft.partition.map((one) => partitionWords(one, paths)).join(', ')}`, 'New data follows it; old files keep their spec');
  if (!isSameList(base.sort, draft.sort)) say('sort', 'Sort', draft.sort.length === 0 ? 'no longer' : `by ${draft.sort.map((one) => sortWords(one, paths)).join(', ')}`, 'New files follow it');
  return operations;
}

type Paths = ReadonlyMap<number, string>;
export const partitionWords = ({ source, transform }: Pick<DraftPartition, 'source' | 'transform'>, paths: Paths): string => (transform === 'identity' ? (paths.get(source) ?? '') : `${transform}(${paths.get(source) ?? ''})`);
const sortWords = (one: DraftSort, paths: Paths): string => `${partitionWords(one, paths)}${one.direction === 'desc' ? ' descending' : ''}`;

function settings(base: TableDraft, draft: TableDraft): readonly Operation[] {
  const operations: Operation[] = [];
  if (base.formatVersion !== draft.formatVersion) operations.push({ id: 'format', verb: 'Upgrade', key: null, subject: '', text: `format version ${base.formatVersion} to ${draft.formatVersion}`, note: 'It cannot be taken back', revert: (now) => ({ ...now, formatVersion: base.formatVersion }) });
  for (const key of [...new Set([...Object.keys(base.properties), ...Object.keys(draft.properties)])].toSorted()) {
    const [before, after] = [base.properties[key], draft.properties[key]];
    if (before === after) continue;
    operations.push({ id: `property:${key}`, verb: after === undefined ? 'Remove' : 'Set', key: null, subject: key, text: after === undefined ? `was ${before}` : before === undefined ? `to ${after}` : `from ${before} to ${after}`, note: null, revert: (now) => ({ ...now, properties: withProperty(now.properties, key, before) }) });
  }
  return operations;
}

/** With one property set; undefined takes it away. */
export function withProperty(properties: TableDraft['properties'], key: string, value: string | undefined): TableDraft['properties'] {
  const { [key]: _, ...rest } = properties;
  return value === undefined ? rest : { ...rest, [key]: value };
}
