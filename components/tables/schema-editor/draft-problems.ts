import { isAppError } from '@/lib/model/errors';
import { defaultProblem, identifierProblem, placedFields, promotionProblem, transformProblem, typeProblem } from '@/lib/model/iceberg';
import { readDefault } from '@/lib/model/iceberg/schema/default-input';
import { parseTransform } from '@/lib/model/iceberg/schema/spec-json';
import { draftSchema, isSameType, readType } from './draft-schema';
import { byParent, fieldOf, goneKeys, foldedName, isHolder, isInside, type DraftField, type TableDraft } from './table-draft';

export interface DraftProblem {
  /** the column; null for what is of the whole table */
  readonly key: number | null;
  readonly part: 'name' | 'type' | 'required' | 'default' | 'identifier' | 'partition' | 'sort' | 'table';
  readonly text: string;
}

/** Why the draft cannot be published, by the rules that the server has too; empty when nothing is known against it. */
export function draftProblems(base: TableDraft, draft: TableDraft, hasRows: boolean): readonly DraftProblem[] {
  const problems: DraftProblem[] = [];
  const gone = goneKeys(draft);
  const live = draft.fields.filter(({ key }) => !gone.has(key));
  const siblings = byParent(live);
  const names = new Map([...siblings].map(([parent, fields]) => [parent, namesOf(fields)]));
  const before = new Map(base.fields.map((field) => [field.key, field]));
  if (!live.some(({ parent }) => parent === null)) problems.push({ key: null, part: 'table', text: 'A table needs at least one column.' });
  for (const field of live) {
    const say = (part: DraftProblem['part'], text: string | null): void => { if (text !== null) problems.push({ key: field.key, part, text }); };
    const was = before.get(field.key);
    if (!isInside(draft, field)) say('name', nameProblem(field, names.get(field.parent)?.get(foldedName(field.name)) ?? 1));
    say('type', kindProblem(was, field, siblings.has(field.key), draft.formatVersion));
    say('required', requiredProblem(was, field, draft, hasRows));
    say('default', defaultsProblem(was, field, draft.formatVersion));
  }
  return [...problems, ...dutyProblems(draft, gone)];
}

/** How many are called what. */
function namesOf(fields: readonly DraftField[]): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const { name } of fields) names.set(foldedName(name), (names.get(foldedName(name)) ?? 0) + 1);
  return names;
}

function nameProblem({ name }: DraftField, called: number): string | null {
  if (name.trim() === '') return 'A column needs a name.';
  return called > 1 ? `Two columns are called ${name.trim()}.` : null;
}

function kindProblem(was: DraftField | undefined, field: DraftField, holdsFields: boolean, formatVersion: number): string | null {
  if (was !== undefined && was.type !== field.type && (isHolder(was.type) || isHolder(field.type))) return `A ${was.type} cannot become a ${field.type}: files that hold the old type could not be read.`;
  if (isHolder(field.type)) return field.type === 'struct' && !holdsFields ? 'A struct needs at least one field: add one to it.' : field.key < 0 && field.type !== 'struct' ? `Say what the ${field.type} holds: list<string>, map<string, long>.` : null;
  const now = readType(field.type, formatVersion);
  if ('problem' in now) return now.problem;
  if (was === undefined) return typeProblem(now.type, formatVersion);
  if (isSameType(was.type, field.type, formatVersion)) return null;
  const old = readType(was.type, formatVersion);
  return 'problem' in old ? old.problem : promotionProblem(old.type, now.type, formatVersion);
}

/** Why a column that must hold a value cannot be had; null when it can. */
export function requiredProblem(was: DraftField | undefined, field: DraftField, draft: TableDraft, hasRows: boolean): string | null {
  if (!field.required || !hasRows || was?.required === true) return null;
  if (was !== undefined) return `${was.name} cannot become required: rows that are there may hold null.`;
  if (field.initialDefault !== '') return null;
  const parent = field.parent === null ? undefined : fieldOf(draft, field.parent);
  if (parent !== undefined && parent.key < 0) return null;
  return `It must allow null${draft.formatVersion >= 3 ? ', or have a default for old rows' : ''}: rows that are there already have no value for it.`;
}

function defaultsProblem(was: DraftField | undefined, field: DraftField, formatVersion: number): string | null {
  const asked = [field.initialDefault, field.writeDefault].filter((text, index) => text !== '' && text !== (index === 0 ? was?.initialDefault : was?.writeDefault));
  const read = isHolder(field.type) ? null : readType(field.type, formatVersion);
  if (asked.length === 0 || read === null || 'problem' in read) return null;
  for (const text of asked) {
    try {
      const problem = defaultProblem(read.type, readDefault(text, read.type), formatVersion);
      if (problem !== null) return problem;
    } catch (error) {
      if (isAppError(error)) return error.message;
      throw error;
    }
  }
  return null;
}

/** Columns that identify, split or sort rows and cannot. */
function dutyProblems(draft: TableDraft, gone: ReadonlySet<number>): readonly DraftProblem[] {
  const schema = draftSchema(draft);
  const placed = new Map(placedFields(schema).map((one) => [one.field.id, one]));
  const problems: DraftProblem[] = [];
  for (const key of draft.identifiers) {
    const one = placed.get(key);
    const text = one === undefined ? 'A column that goes cannot identify rows.' : identifierProblem(schema, one);
    if (text !== null) problems.push({ key, part: 'identifier', text });
  }
  const check = (part: 'partition' | 'sort') => ({ source, transform }: { readonly source: number; readonly transform: string }): void => {
    const one = placed.get(source);
    const text = one === undefined || gone.has(source) ? 'Choose a column.' : transformProblem(parseTransform(transform), one.field.type);
    if (text !== null) problems.push({ key: source, part, text: one === undefined ? text : `${one.path}: ${text}` });
  };
  draft.partition.forEach(check('partition'));
  draft.sort.forEach(check('sort'));
  return problems;
}
