import { placed, type Field, type Kind, type Place, type Placed, type SpecField, type Step, type Table } from './reference';
import { rowOf } from './values';

export const PROMOTIONS: Readonly<Partial<Record<Kind, Kind>>> = { int: 'long', float: 'double', 'decimal(9,2)': 'decimal(18,2)' };
const TIMES = ['year', 'month', 'day', 'hour'];
const NESTED: readonly Kind[] = ['struct', 'list', 'map'];

/** Which transforms take which types (spec, Partition Transforms). */
function takes(transform: string, kind: Kind): boolean {
  if (NESTED.includes(kind)) return false;
  if (transform === 'identity') return true;
  if (transform.startsWith('bucket')) return !['boolean', 'float', 'double'].includes(kind);
  if (transform.startsWith('truncate')) return ['int', 'long', 'string', 'decimal(9,2)', 'decimal(18,2)'].includes(kind);
  return kind === 'timestamp' || (kind === 'date' && transform !== 'hour');
}
const isMany = ({ above }: Placed): boolean => above.some(({ kind }) => kind === 'list' || kind === 'map');
const isInside = ({ above }: Placed): boolean => ['list', 'map'].includes(above.at(-1)?.kind ?? '');
const clone = (fields: readonly Field[]): Field[] => fields.map((field) => ({ ...field, fields: clone(field.fields) }));

/** The table after a step; or why the step is forbidden, the table being as before. */
export function takeStep(table: Table, step: Step): string | null {
  const before = clone(table.fields);
  const [lastColumn, identifiers] = [table.lastColumn, table.identifiers];
  const problem = evolve(table, step) ?? schemaProblem(table);
  if (problem === null) return null;
  [table.fields, table.lastColumn, table.identifiers] = [before, lastColumn, identifiers];
  return problem;
}

/** What holds of every schema: who identifies rows, and no other column under a partition field's name. */
function schemaProblem(table: Table): string | null {
  const columns = placed(table.fields);
  for (const id of table.identifiers) {
    const found = table.byId(id);
    if (found === null) return 'an identifier is gone';
    const { field, above } = found;
    if (NESTED.includes(field.kind) || ['float', 'double'].includes(field.kind) || !field.required || above.some(({ kind, required }) => kind !== 'struct' || !required)) return 'a column that cannot identify';
  }
  for (const { name, source, transform } of table.specs.flat()) {
    const column = columns.find(({ path }) => path === name);
    if (column !== undefined && !(column.field.id === source && ['identity', 'void'].includes(transform))) return 'a partition field of that name';
  }
  return null;
}

function evolve(table: Table, step: Step): string | null {
  switch (step.do) {
    case 'add': return add(table, step);
    case 'spec-add': case 'spec-drop': case 'spec-rename': return respec(table, step);
    case 'sort': {
      const fields = step.fields.map(({ column, ...rest }) => ({ rest, at: table.find(column) }));
      if (fields.some(({ rest, at }) => at === null || isMany(at) || !takes(rest.transform, at.field.kind))) return 'a sort field that cannot be';
      const sort = fields.map(({ rest, at }) => ({ source: at?.field.id ?? 0, transform: rest.transform, direction: rest.direction, nulls: rest.nulls }));
      if (new Set(sort.map(({ source, transform }) => `${source} ${transform}`)).size < sort.length) return 'twice';
      table.sort = sort;
      return null;
    }
    case 'set-property': table.properties.set(step.key, step.value); return null;
    case 'remove-property': table.properties.delete(step.key); return null;
    case 'upgrade': table.version = 2; return null;
    case 'identify': {
      const found = step.paths.map((path) => table.find(path));
      table.identifiers = found.map((one) => one?.field.id ?? -1).sort((a, b) => a - b);
      return null;
    }
    case 'set-ref': table.refs.set(step.name, step.ref); return null;
    case 'remove-ref': table.refs.delete(step.name); return null;
    case 'roll-back': case 'fast-forward': return goTo(table, step.do === 'roll-back' ? 'main' : step.branch, step.snapshot, step.do === 'fast-forward');
    case 'append': case 'delete': {
      const rows = table.head?.rows ?? [];
      const next = step.do === 'append' ? [...rows, ...step.keys.map((key) => rowOf(key, table.fields))] : rows.filter(({ key }) => !step.keys.includes(key));
      table.snapshots.push({ parent: table.refs.get('main')?.snapshot ?? null, rows: next, schema: clone(table.fields) });
      return goTo(table, 'main', table.snapshots.length - 1, false);
    }
    default: return change(table, step);
  }
}

function goTo(table: Table, branch: string, snapshot: number, isForward: boolean): string | null {
  const ref = table.refs.get(branch);
  if (isForward && ref !== undefined && !table.isAncestor(ref.snapshot, snapshot)) return 'commits of its own';
  if (branch === 'main' && ref?.snapshot !== snapshot) table.log.push(snapshot);
  table.refs.set(branch, { ...(ref ?? { type: 'branch', keep: null, age: null, refAge: null }), snapshot });
  return null;
}

function add(table: Table, { parent, name, type, required, doc, to }: Extract<Step, { do: 'add' }>): string | null {
  const above = parent === null ? null : table.find(parent);
  const beside = parent === null ? table.fields : (above?.field.fields ?? []);
  if (beside.some((field) => field.name === name)) return 'a name twice';
  if (required && table.snapshots.length > 0) return 'rows without a value';
  const field = table.fresh(name, type, required, doc);
  beside.push(field);
  return to === null ? null : move(beside, field, to);
}

function move(fields: Field[], field: Field, to: Place): string | null {
  const rest = fields.filter((one) => one !== field);
  const anchor = 'first' in to ? 0 : rest.findIndex(({ name }) => name === ('after' in to ? to.after : to.before));
  if (anchor < 0) return 'no such neighbour';
  rest.splice('after' in to ? anchor + 1 : anchor, 0, field);
  fields.splice(0, fields.length, ...rest);
  return null;
}

function change(table: Table, step: Extract<Step, { path: string }>): string | null {
  const at = table.find(step.path);
  if (at === null) return 'no such column';
  const { field } = at;
  const beside = table.siblings(at);
  switch (step.do) {
    case 'rename':
      if (isInside(at)) return 'inside a list or map';
      if (beside.some((other) => other !== field && other.name === step.name)) return 'a name twice';
      field.name = step.name;
      return null;
    case 'drop': {
      const gone = placed([field]).map((one) => one.field.id);
      if (isInside(at) || beside.length === 1) return 'cannot go';
      if (table.identifiers.some((id) => gone.includes(id))) return 'identifies rows';
      if ([...table.spec, ...table.sort].some(({ source }) => gone.includes(source))) return 'partitioned or sorted by';
      beside.splice(beside.indexOf(field), 1);
      return null;
    }
    case 'promote':
      if (isInside(at) && field.name === 'key') return 'a key';
      if (field.kind !== step.kind && PROMOTIONS[field.kind] !== step.kind) return 'no promotion';
      field.kind = step.kind;
      return null;
    case 'make-optional': if (field.name === 'key' && isInside(at)) return 'a key'; field.required = false; return null;
    case 'make-required': if (!field.required && table.snapshots.length > 0) return 'rows may be null'; field.required = true; return null;
    case 'document': if (isInside(at)) return 'inside a list or map'; field.doc = step.doc; return null;
    case 'move': return isInside(at) ? 'inside a list or map' : move(beside, field, step.to);
  }
}

/** Version 1 keeps the place of a field that goes, as void; version 2 keeps the id of one that comes back. */
function respec(table: Table, step: Extract<Step, { do: `spec-${string}` }>): string | null {
  const live = table.spec.filter(({ transform }) => transform !== 'void');
  let next: readonly SpecField[];
  let last = table.lastPartition;
  if (step.do === 'spec-add') {
    const at = table.find(step.column);
    if (at === null || isMany(at) || !takes(step.transform, at.field.kind)) return 'a transform that does not take it';
    const same = (transform: string): boolean => transform === step.transform || (TIMES.includes(transform) && TIMES.includes(step.transform));
    if (live.some(({ source, transform }) => source === at.field.id && same(transform))) return 'redundant';
    if (live.some(({ name }) => name === step.name)) return 'a name twice';
    const known = table.version === 1 ? [] : table.specs.flat().filter(({ source, transform }) => source === at.field.id && transform === step.transform);
    if (known[0]?.id !== known.find(({ name }) => name === step.name)?.id) table.othersCountOtherwise = true;
    const id = known[0]?.id ?? last + 1;
    last = Math.max(last, id);
    const kept = table.version === 1 ? table.spec.map((field) => (field.name === step.name ? { ...field, name: `${field.name}_${field.id}` } : field)) : live;
    next = [...kept, { source: at.field.id, id, name: step.name, transform: step.transform }];
  } else {
    if (!live.some(({ name }) => name === step.name)) return 'no such field';
    if (step.do === 'spec-rename' && live.some(({ name }) => name === step.to)) return 'a name twice';
    const edit = (field: SpecField): readonly SpecField[] => {
      if (field.name !== step.name || field.transform === 'void') return [field];
      if (step.do === 'spec-rename') return [{ ...field, name: step.to }];
      return table.version === 1 ? [{ ...field, transform: 'void' }] : [];
    };
    next = (table.version === 1 ? table.spec : live).flatMap(edit);
  }
  for (const { name, source, transform } of next) {
    const column = table.find(name);
    if (column !== null && !(column.field.id === source && ['identity', 'void'].includes(transform))) return 'a column of that name';
  }
  table.spec = next;
  table.specs.push(next);
  table.lastPartition = last;
  return null;
}
