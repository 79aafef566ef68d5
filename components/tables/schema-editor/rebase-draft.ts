import { isSameList } from './changes-of';
import { withProperty } from './operations';
import { fieldOf, rowsOf, sameName, type DraftField, type TableDraft } from './table-draft';

/** Something that I and somebody else changed, each in another way. */
export interface Clash { readonly id: string; readonly what: string; readonly base: string; readonly mine: string; readonly theirs: string }
export type Side = 'mine' | 'theirs';
export interface Rebased {
  /** mine on top of theirs; where both changed a thing, what was chosen, else mine */
  readonly draft: TableDraft;
  readonly clashes: readonly Clash[];
}

/** Puts what is staged (`mine`, upon `base`) onto what the table became since (`theirs`). Nothing that was typed is lost. */
export function rebaseDraft(base: TableDraft, mine: TableDraft, theirs: TableDraft, choices: ReadonlyMap<string, Side> = new Map()): Rebased {
  const clashes: Clash[] = [];
  const choose = (clash: Clash): Side => { clashes.push(clash); return choices.get(clash.id) ?? 'mine'; };
  const three = <T>(id: string, what: string, values: readonly [base: T, mine: T, theirs: T], say: (value: T) => string): T => {
    const [was, my, their] = values.map((value) => JSON.stringify(value));
    if (my === was || my === their) return values[2];
    if (their === was) return values[1];
    return choose({ id, what, base: say(values[0]), mine: say(values[1]), theirs: say(values[2]) }) === 'mine' ? values[1] : values[2];
  };
  const fields = rebaseFields(base, mine, theirs, three, choose);
  const there = new Set(fields.filter(({ dropped }) => dropped !== true).map(({ key }) => key));
  const paths = new Map([...rowsOf(base), ...rowsOf(theirs), ...rowsOf(mine)].map(({ field, path }) => [field.key, path]));
  const columns = (list: readonly { readonly source: number; readonly transform: string }[]): string => list.map(({ source, transform }) => `${transform}(${paths.get(source) ?? source})`).join(', ') || 'none';
  let properties = theirs.properties;
  for (const key of new Set([...Object.keys(base.properties), ...Object.keys(mine.properties), ...Object.keys(theirs.properties)])) {
    properties = withProperty(properties, key, three(`property:${key}`, `property ${key}`, [base.properties[key], mine.properties[key], theirs.properties[key]], (value) => value ?? 'not set'));
  }
  return {
    clashes,
    draft: {
      formatVersion: Math.max(mine.formatVersion, theirs.formatVersion), fields, properties,
      identifiers: three('identifiers', 'identifier fields', [base.identifiers, mine.identifiers, theirs.identifiers], (keys) => keys.map((key) => paths.get(key) ?? key).join(', ') || 'none').filter((key) => there.has(key)),
      partition: three('partition', 'partition spec', [base.partition, mine.partition, theirs.partition], columns).filter(({ source }) => there.has(source)),
      sort: three('sort', 'sort order', [base.sort, mine.sort, theirs.sort], columns).filter(({ source }) => there.has(source)),
    },
  };
}

type Three = <T>(id: string, what: string, values: readonly [T, T, T], say: (value: T) => string) => T;
type Choose = (clash: Clash) => Side;
const TRAITS = [['name', 'name'], ['type', 'type'], ['required', 'null'], ['doc', 'description'], ['initialDefault', 'default of old rows'], ['writeDefault', 'default']] as const;
const said = (value: unknown): string => (typeof value === 'boolean' ? (value ? 'required' : 'optional') : typeof value === 'string' && value !== '' ? value : 'none');
const traitsOf = ({ name, type, required, doc, writeDefault }: DraftField): string => JSON.stringify([name, type, required, doc, writeDefault]);

function rebaseFields(base: TableDraft, mine: TableDraft, theirs: TableDraft, three: Three, choose: Choose): readonly DraftField[] {
  const paths = new Map(rowsOf(base).map(({ field, path }) => [field.key, path]));
  const merged = new Map<number, DraftField>();
  for (const their of theirs.fields) {
    const [was, my] = [fieldOf(base, their.key), fieldOf(mine, their.key)];
    if (was === undefined || my === undefined) { merged.set(their.key, their); continue; }
    const what = paths.get(their.key) ?? their.name;
    if (my.dropped) {
      const keeps = traitsOf(was) !== traitsOf(their) && choose({ id: `${their.key}:drop`, what, base: `${was.name} ${was.type}`, mine: 'dropped', theirs: `${their.name} ${their.type}, ${said(their.required)}` }) === 'theirs';
      merged.set(their.key, keeps ? their : { ...their, dropped: true });
      continue;
    }
    const traits = TRAITS.map(([trait, word]) => [trait, three(`${their.key}:${trait}`, `${word} of ${what}`, [was[trait], my[trait], their[trait]], said)]);
    merged.set(their.key, { ...their, ...(Object.fromEntries(traits) as Partial<DraftField>) });
  }
  let fresh = Math.min(0, ...mine.fields.map(({ key }) => key));
  for (const my of mine.fields) {
    const was = fieldOf(base, my.key);
    if (merged.has(my.key)) continue;
    if (was !== undefined) {
      // they dropped it; what I only looked at goes with it
      if (my.dropped || traitsOf(my) === traitsOf(was) || my.type === 'struct' || my.type === 'list' || my.type === 'map') continue;
      if (choose({ id: `${my.key}:gone`, what: paths.get(my.key) ?? my.name, base: `${was.name} ${was.type}`, mine: `${my.name} ${my.type}, added anew and empty`, theirs: 'dropped' }) === 'theirs') continue;
      fresh -= 1;
      merged.set(fresh, { ...my, key: fresh, parent: my.parent !== null && merged.has(my.parent) ? my.parent : null, required: false });
      continue;
    }
    const parent = my.parent === null || merged.has(my.parent) ? my.parent : undefined;
    if (parent === undefined && choose({ id: `${my.key}:parent`, what: my.name, base: 'its struct was there', mine: `${my.name}, as a column of its own`, theirs: 'its struct was dropped' }) === 'theirs') continue;
    const field = { ...my, parent: parent ?? null };
    const taken = theirs.fields.some((their) => their.parent === field.parent && sameName(their.name, my.name) && fieldOf(base, their.key) === undefined);
    if (!taken) { merged.set(my.key, field); continue; }
    const other = `${my.name.trim()}_2`;
    if (choose({ id: `${my.key}:twice`, what: my.name, base: 'not there', mine: `both columns, mine as ${other}`, theirs: `${my.name}, added by somebody else` }) === 'mine') merged.set(my.key, { ...field, name: other });
  }
  return ordered(base, mine, theirs, merged, three);
}

/** One order of all: of who changed it, with what the other has put in behind what it stands behind there. */
function ordered(base: TableDraft, mine: TableDraft, theirs: TableDraft, merged: ReadonlyMap<number, DraftField>, three: Three): readonly DraftField[] {
  const paths = new Map(rowsOf(base).map(({ field, path }) => [field.key, path]));
  const parents = new Set([...merged.values()].map(({ parent }) => parent));
  return [...parents].flatMap((parent) => {
    const keys = ({ fields }: TableDraft): readonly number[] => fields.filter((field) => field.parent === parent && merged.has(field.key)).map(({ key }) => key);
    const [my, their] = [keys(mine), keys(theirs)];
    const common = (list: readonly number[]) => list.filter((key) => my.includes(key) && their.includes(key));
    const was = common(keys(base));
    const names = (list: readonly number[]): string => list.map((key) => merged.get(key)?.name ?? '').join(', ');
    const order = three(`order:${parent ?? ''}`, parent === null ? 'order of columns' : `order in ${paths.get(parent) ?? ''}`, [was, common(my), common(their)], names);
    const isMine = isSameList(order, common(my));
    let all = isMine ? my : their;
    const others = isMine ? their : my;
    for (const [index, key] of others.entries()) {
      if (all.includes(key)) continue;
      const at = all.indexOf(others[index - 1] ?? Number.NaN) + 1;
      all = [...all.slice(0, at), key, ...all.slice(at)];
    }
    const rest = [...merged.values()].filter((field) => field.parent === parent && !all.includes(field.key)).map(({ key }) => key);
    return [...all, ...rest].flatMap((key) => merged.get(key) ?? []);
  });
}
