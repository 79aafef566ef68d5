import fc from 'fast-check';
import { placed, type Kind, type NewType, type Place, type Placed, type Ref, type Step, type Table } from './reference';
import { PROMOTIONS } from './take-step';

/** A step before it is known what there is: numbers that choose among it, so that a sequence can be shortened. */
export interface Choice { readonly kind: (typeof KINDS)[number]; readonly picks: readonly number[] }

const KINDS = [
  // what a choice is shortened to
  'nothing', 'append', 'append', 'append', 'delete', 'delete', 'add', 'add', 'add', 'add', 'rename', 'rename', 'drop', 'drop', 'promote', 'promote', 'make-optional', 'make-required', 'document', 'move', 'move', 'identify',
  'spec-add', 'spec-add', 'spec-add', 'spec-drop', 'spec-rename', 'sort', 'set-property', 'remove-property', 'upgrade', 'set-ref', 'set-ref', 'remove-ref', 'roll-back', 'fast-forward',
] as const;

/** A table's format version and what is done to it, in so many steps. */
export const sequences = (least: number, most: number) => fc.record({
  version: fc.constantFrom<1 | 2>(1, 2, 2),
  choices: fc.array(fc.record({ kind: fc.constantFrom(...KINDS), picks: fc.array(fc.nat(9_999), { minLength: 6, maxLength: 6 }) }), { minLength: least, maxLength: most }),
});

const leaf = (kind: Kind): NewType => ({ kind, fields: [] });
const inner = (name: string, type: NewType): NewType['fields'][number] => ({ name, required: false, type });
const pair: NewType = { kind: 'struct', fields: [inner('x', leaf('int')), inner('y', leaf('string'))] };
const TYPES: readonly NewType[] = [
  ...(['int', 'long', 'float', 'double', 'string', 'date', 'timestamp', 'decimal(9,2)', 'boolean'] as const).map(leaf), leaf('int'), leaf('float'), leaf('decimal(9,2)'), pair,
  { kind: 'struct', fields: [inner('deep', pair), inner('d', leaf('date'))] }, { kind: 'list', fields: [inner('element', leaf('float'))] }, { kind: 'list', fields: [inner('element', pair)] },
  { kind: 'map', fields: [{ ...inner('key', leaf('string')), required: true }, inner('value', leaf('int'))] },
];
const TRANSFORMS = ['identity', 'bucket[4]', 'bucket[3]', 'truncate[2]', 'year', 'month', 'day', 'hour'];
const NAMES = ['a', 'b', 'c', 'd', 'e', 'x', 'y', 'p_part'];
const RETENTIONS: readonly Pick<Ref, 'keep' | 'age' | 'refAge'>[] = [{ keep: null, age: null, refAge: null }, { keep: 2, age: null, refAge: 86_400_000 }, { keep: 3, age: 3_600_000, refAge: null }];

/** What a choice means for a table as it is: a step that may be forbidden; null where there is nothing to choose from. */
export function nextStep(table: Table, { kind, picks }: Choice): Step | null {
  let used = 0;
  const number = (): number => picks[(used += 1) - 1] ?? 0;
  const one = <T>(of: readonly T[]): T | null => of[number() % Math.max(1, of.length)] ?? null;
  // the key stays, since rows are deleted by it
  const columns = placed(table.fields).filter(({ field }) => field.id !== 1 || kind !== 'drop');
  const column = (): Placed | null => one(columns);
  const at = <D extends string, M extends object>(name: D, more: (found: Placed) => M | null): (M & { readonly do: D; readonly path: string }) | null => {
    const found = column();
    const rest = found === null ? null : more(found);
    return found === null || rest === null ? null : { do: name, path: found.path, ...rest };
  };
  const place = (found: Placed | null): Place | null => {
    const beside = (found === null ? table.fields : table.siblings(found)).filter((field) => field !== found?.field);
    const anchor = one(beside)?.name;
    return [{ first: true } as const, ...(anchor === undefined ? [] : [{ after: anchor }, { before: anchor }])][number() % (anchor === undefined ? 1 : 3)] ?? null;
  };
  const live = table.spec.filter(({ transform }) => transform !== 'void');
  // PyIceberg writes no rows into a table that is partitioned twice by one column ("redundant"), which the specification allows
  // nor where the partition of a required column is null: of a void field in version 1, or inside of a struct that may be null
  const required = new Map(placed(table.fields).filter(({ field }) => field.required).map(({ field, above }) => [field.id, above.every((each) => each.required)]));
  const isWritten = new Set(table.spec.map(({ source }) => source)).size === table.spec.length && table.spec.every(({ transform, source }) => !required.has(source) || (transform !== 'void' && required.get(source) === true));
  const snapshot = one(table.snapshots.map((_, index) => index));
  switch (kind) {
    case 'nothing': return null;
    case 'append': return !isWritten ? null : { do: 'append', keys: Array.from({ length: 1 + (number() % 4) }, (_, index) => table.snapshots.length * 10 + index) };
    case 'delete': {
      const keys = (table.head?.rows ?? []).map(({ key }) => key).filter((_, index) => (number(), (picks[index % picks.length] ?? 0) % 2 === 0));
      return !isWritten || keys.length === 0 ? null : { do: 'delete', keys };
    }
    case 'add': {
      const parents = [null, null, ...columns.filter(({ field }) => field.kind === 'struct')];
      const parent = one(parents);
      const to = parent === null && number() % 3 === 0 ? place(null) : null;
      return { do: 'add', parent: parent?.path ?? null, name: one(NAMES) ?? '', type: one(TYPES) ?? leaf('int'), required: number() % 5 === 0, doc: number() % 2 === 0 ? 'said' : null, to };
    }
    case 'rename': return at('rename', () => ({ name: one(NAMES) ?? '' }));
    case 'drop': return at('drop', () => ({}));
    case 'promote': {
      const found = one([...columns.filter(({ field }) => PROMOTIONS[field.kind] !== undefined), ...columns.filter(({ field }) => field.kind === 'long')]);
      return found === null ? null : { do: 'promote', path: found.path, kind: PROMOTIONS[found.field.kind] ?? 'int' };
    }
    case 'make-optional': return at(kind, () => ({}));
    // PyIceberg refuses what changes nothing of a map's key, which is required already
    case 'make-required': return at(kind, ({ field, above }) => (above.at(-1)?.kind === 'map' && field.name === 'key' ? null : {}));
    case 'document': return at('document', () => ({ doc: `said ${number()}` }));
    case 'move': return at('move', (found) => { const to = place(found); return to === null ? null : { to }; });
    case 'identify': {
      const able = placed(table.fields).filter(({ field, above }) => field.required && above.every((each) => each.required));
      const other = number() % 3 === 0 ? column() : null;
      return { do: 'identify', paths: [...new Set([...able.filter((_, index) => ((picks[index % picks.length] ?? 0) + index) % 2 === 0), ...(other === null ? [] : [other])].map(({ path }) => path))] };
    }
    case 'spec-add': {
      const found = one(columns);
      return found === null ? null : { do: 'spec-add', column: found.path, transform: one(TRANSFORMS) ?? '', name: one(['p_part', 'q_part', `${found.path}_part`]) ?? '' };
    }
    case 'spec-drop': { const found = one(live); return found === null ? null : { do: 'spec-drop', name: found.name }; }
    case 'spec-rename': {
      const to = one(['p_part', 'r_part', 't_part']) ?? '';
      const found = one(live);
      // PyIceberg renames the wrong one of the two when a void field has the name; Java's rule is what the console follows
      return found === null || found.name === to || table.spec.some(({ name, transform }) => name === to && transform === 'void') ? null : { do: 'spec-rename', name: found.name, to };
    }
    case 'sort': return { do: 'sort', fields: Array.from({ length: number() % 3 }, () => ({ column: column()?.path ?? 'k', transform: number() % 3 === 0 ? 'bucket[4]' : 'identity', direction: number() % 2 === 0 ? 'asc' : 'desc', nulls: number() % 2 === 0 ? 'first' : 'last' } as const)) };
    case 'set-property': return one([{ do: 'set-property', key: 'test.one', value: String(number()) }, { do: 'set-property', key: 'write.delete.mode', value: 'merge-on-read' }, { do: 'set-property', key: 'test.two', value: 'é "x"' }] as const);
    case 'remove-property': { const key = one([...table.properties.keys()]); return key === null ? null : { do: 'remove-property', key }; }
    case 'upgrade': return table.version === 1 ? { do: 'upgrade' } : null;
    case 'set-ref': {
      const name = one(['b1', 'b2', 't1', 't2']) ?? '';
      const retention = one(RETENTIONS);
      if (snapshot === null || retention === null) return null;
      return { do: 'set-ref', name, ref: name.startsWith('b') ? { type: 'branch', snapshot, ...retention } : { type: 'tag', snapshot, keep: null, age: null, refAge: retention.refAge } };
    }
    case 'remove-ref': { const name = one([...table.refs.keys()].filter((each) => each !== 'main')); return name === null ? null : { do: 'remove-ref', name }; }
    case 'roll-back': return snapshot === null || table.refs.get('main')?.snapshot === snapshot ? null : { do: 'roll-back', snapshot };
    case 'fast-forward': {
      const branch = one([...table.refs].filter(([, { type }]) => type === 'branch').map(([name]) => name));
      return snapshot === null || branch === null || table.refs.get(branch)?.snapshot === snapshot ? null : { do: 'fast-forward', branch, snapshot };
    }
  }
}
