import { describe, expect, it } from 'vitest';
import { defaultProblem, evolveSchema, fieldByPath, identifierProblem, placedFields, promotions, typeProblem, type IcebergType, type Schema, type SchemaChange } from '@/lib/model/iceberg';

const long: IcebergType = { type: 'long' };
const base: Schema = {
  schemaId: 0, identifierFieldIds: [],
  fields: [
    { id: 1, name: 'id', required: true, type: long }, { id: 2, name: 'ratio', required: true, type: { type: 'double' } }, { id: 3, name: 'maybe', required: false, type: long },
    { id: 4, name: 'key', required: true, type: { type: 'struct', fields: [{ id: 5, name: 'a', required: true, type: { type: 'string' } }] } },
    { id: 6, name: 'loose', required: false, type: { type: 'struct', fields: [{ id: 7, name: 'a', required: true, type: { type: 'string' } }] } },
    { id: 8, name: 'lines', required: true, type: { type: 'list', elementId: 9, elementRequired: true, element: { type: 'struct', fields: [{ id: 10, name: 'sku', required: true, type: { type: 'string' } }] } } },
  ],
};
const evolve = (formatVersion: number, hasRows: boolean, ...changes: readonly SchemaChange[]): Schema => evolveSchema(base, changes, { lastColumnId: 10, formatVersion, hasRows });
const words = (text: RegExp) => expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringMatching(text) as string }) as Error;

describe('identifier fields', () => {
  it.each([['id', null], ['key.a', null], ['ratio', /double/], ['maybe', /may be null/], ['key', /single values/], ['loose.a', /may be null/], ['lines.element.sku', /inside a list/]])('%s', (path, problem) => {
    const found = identifierProblem(base, fieldByPath(base, path)!);
    if (problem === null) expect(found).toBeNull();
    else expect(found).toMatch(problem);
  });
  it('are set, replaced and taken away, and hold their column', () => {
    expect(evolve(2, true, { kind: 'identifier', paths: ['id', 'key.a'] }).identifierFieldIds).toEqual([1, 5]);
    expect(() => evolve(2, true, { kind: 'identifier', paths: ['id', 'key.a'] }, { kind: 'drop', path: 'key' })).toThrow(words(/identifies rows/));
    expect(() => evolve(2, true, { kind: 'identifier', paths: ['id'] }, { kind: 'make-optional', path: 'id' })).toThrow(words(/may be null/));
    const identified = evolve(2, true, { kind: 'identifier', paths: ['id', 'key.a'] });
    for (const path of ['id', 'key.a', 'key']) expect(() => evolveSchema(identified, [{ kind: 'make-optional', path }], { lastColumnId: 8, formatVersion: 2, hasRows: true }), path).toThrow(words(/may be null/));
    // what another engine left so does not stand in the way of other changes
    const broken = { ...identified, fields: identified.fields.map((field) => (field.name === 'id' ? { ...field, required: false } : field)) };
    expect(evolveSchema(broken, [{ kind: 'document', path: 'id', doc: 'x' }], { lastColumnId: 8, formatVersion: 2, hasRows: true }).identifierFieldIds).toEqual([1, 5]);
    expect(evolve(2, true, { kind: 'identifier', paths: ['id'] }, { kind: 'identifier', paths: [] }, { kind: 'drop', path: 'id' }).fields.map(({ id }) => id)).toEqual([2, 3, 4, 6, 8]);
    expect(() => evolve(2, true, { kind: 'identifier', paths: ['nowhere'] })).toThrow(words(/no column nowhere/));
  });
});

describe('required columns', () => {
  it('come into a table with rows only with an initial default', () => {
    const add = { kind: 'add', parent: null, name: 'x', type: long, required: true } as const;
    expect(() => evolve(2, true, add)).toThrow(words(/rows that are there/));
    expect(() => evolve(3, true, add)).toThrow(words(/or have an initial default/));
    expect(evolve(2, false, add).fields.at(-1)).toEqual({ id: 11, name: 'x', required: true, type: long });
    expect(evolve(3, true, { ...add, initialDefault: 7 }).fields.at(-1)).toEqual({ id: 11, name: 'x', required: true, type: long, initialDefault: 7, writeDefault: 7 });
  });
  it('are made of optional ones only while there is no row', () => {
    expect(() => evolve(2, true, { kind: 'make-required', path: 'maybe' })).toThrow(words(/may hold null/));
    expect(evolve(2, false, { kind: 'make-required', path: 'maybe' }).fields[2]?.required).toBe(true);
    expect(evolve(2, true, { kind: 'make-required', path: 'id' }).fields[0]?.required).toBe(true);
  });
});

describe('defaults', () => {
  it('need version 3 and a value of the type; what is nested has none', () => {
    expect(defaultProblem(long, 1, 2)).toMatch(/format version 3/);
    expect([defaultProblem(long, 1, 3), defaultProblem(long, null, 2), defaultProblem({ type: 'decimal', precision: 9, scale: 2 }, '1.50', 3), defaultProblem({ type: 'date' }, '2024-02-29', 3)]).toEqual([null, null, null, null]);
    for (const [type, value] of [[long, '1'], [long, 1.5], [{ type: 'int' }, 2 ** 31], [{ type: 'date' }, '2023-02-29'], [{ type: 'boolean' }, 'true']] as const) expect(defaultProblem(type, value, 3), String(value)).toMatch(/no default/);
    expect(defaultProblem(base.fields[3]!.type, {}, 3)).toMatch(/no other default than null/);
  });
  it('of writing change and go, and of reading stay as they were given', () => {
    const added = evolve(3, true, { kind: 'add', parent: 'key', name: 'b', type: long, initialDefault: 1 }, { kind: 'set-write-default', path: 'key.b', value: 2 });
    expect(fieldByPath(added, 'key.b')?.field).toMatchObject({ id: 11, initialDefault: 1, writeDefault: 2 });
    const gone = evolve(3, true, { kind: 'add', parent: null, name: 'b', type: long, initialDefault: 1 }, { kind: 'set-write-default', path: 'b', value: null });
    expect(gone.fields.at(-1)).toEqual({ id: 11, name: 'b', required: false, type: long, initialDefault: 1 });
    expect(() => evolve(2, true, { kind: 'set-write-default', path: 'id', value: 1 })).toThrow(words(/format version 3/));
    expect(() => evolve(3, true, { kind: 'set-write-default', path: 'lines.element', value: 'x' })).toThrow(words(/no other default/));
  });
});

describe('types', () => {
  it('of version 3 stay out of older tables, however deep', () => {
    for (const type of ['timestamp_ns', 'variant', 'unknown'] as const) {
      expect(typeProblem({ type: 'list', elementId: 1, elementRequired: false, element: { type } }, 2)).toMatch(/format version 3/);
      expect(typeProblem({ type }, 3)).toBeNull();
    }
    expect(() => evolve(2, true, { kind: 'add', parent: null, name: 'x', type: { type: 'timestamp_ns' } })).toThrow(words(/x: timestamp_ns needs format version 3/));
    expect(typeProblem({ type: 'decimal', precision: 39, scale: 2 }, 2)).toMatch(/1 to 38/);
    expect(typeProblem({ type: 'struct', fields: [] }, 2)).toMatch(/at least one field/);
  });
  it('say what they may become', () => {
    expect([promotions({ type: 'int' }, 2), promotions({ type: 'date' }, 2), promotions({ type: 'date' }, 3), promotions({ type: 'string' }, 3)]).toEqual([['long'], [], ['timestamp', 'timestamp_ns'], []]);
    expect(() => evolve(2, true, { kind: 'promote', path: 'id', type: { type: 'int' } })).toThrow(words(/cannot become/));
  });
});

describe('places and names', () => {
  it('a new column goes where it is told', () => {
    expect(evolve(2, true, { kind: 'add', parent: null, name: 'x', type: long, to: { after: 'id' } }).fields.map(({ name }) => name).slice(0, 3)).toEqual(['id', 'x', 'ratio']);
    expect(placedFields(evolve(2, true, { kind: 'add', parent: 'key', name: 'x', type: long, to: { first: true } })).map(({ path }) => path)).toEqual(expect.arrayContaining(['key.x', 'key.a']));
    expect(() => evolve(2, true, { kind: 'add', parent: null, name: 'x', type: long, to: { after: 'no' } })).toThrow(words(/no other column no/));
    expect(() => evolve(2, true, { kind: 'move', path: 'id', to: { after: 'id' } })).toThrow(words(/no other column id/));
  });
  it('a table keeps a column, a struct a field, and each a name', () => {
    expect(() => evolve(2, true, { kind: 'drop', path: 'key.a' })).toThrow(words(/only field/));
    expect(() => evolve(2, true, ...base.fields.map(({ name }) => ({ kind: 'drop', path: name }) as const))).toThrow(words(/at least one column/));
    expect(() => evolve(2, true, { kind: 'rename', path: 'id', name: ' ' })).toThrow(words(/needs a name/));
    expect(() => evolve(2, true, { kind: 'add', parent: null, name: 'key.a', type: long })).toThrow(words(/Two columns are called key\.a/));
    expect(() => evolve(2, true, { kind: 'document', path: 'lines.element', doc: 'x' })).toThrow(words(/no description/));
  });
});
