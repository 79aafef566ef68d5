import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evolveSchema, highestFieldId, placedFields, promotionProblem, type IcebergType, type PrimitiveType, type Schema, type SchemaChange } from '@/lib/model/iceberg';
import { schema as anySchema } from '@/tests/support/iceberg-metadata';
import { PRIMITIVES } from '@/tests/support/iceberg-values';

const int: IcebergType = { type: 'int' };
const base: Schema = {
  schemaId: 0, identifierFieldIds: [1],
  fields: [
    { id: 1, name: 'id', required: true, type: { type: 'long' } }, { id: 2, name: 'n', required: true, type: int },
    { id: 3, name: 'place', required: false, type: { type: 'struct', fields: [{ id: 4, name: 'lat', required: false, type: { type: 'float' } }, { id: 5, name: 'lon', required: false, type: { type: 'float' } }] } },
    { id: 6, name: 'lines', required: false, type: { type: 'list', elementId: 7, elementRequired: true, element: { type: 'struct', fields: [{ id: 8, name: 'sku', required: false, type: { type: 'string' } }] } } },
    { id: 9, name: 'tags', required: false, type: { type: 'map', keyId: 10, key: { type: 'string' }, valueId: 11, value: int, valueRequired: false } },
  ],
};
const evolve = (...changes: readonly SchemaChange[]): Schema => evolveSchema(base, changes, { lastColumnId: 11, formatVersion: 2, hasRows: true });
const paths = (schema: Schema): readonly string[] => placedFields(schema).map(({ field, path }) => `${field.id} ${path}`);
const refused = (...changes: readonly SchemaChange[]): void => expect(() => evolve(...changes), JSON.stringify(changes)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }) as Error);

describe('evolving a schema', () => {
  it('adds at any depth, with ids that were never used, insides after their parents', () => {
    const after = evolve({ kind: 'add', parent: null, name: 'who', type: { type: 'struct', fields: [{ id: 0, name: 'a', required: false, type: { type: 'list', elementId: 0, element: int, elementRequired: false } }, { id: 0, name: 'b', required: false, type: int }] } }, { kind: 'add', parent: 'lines.element', name: 'qty', type: int, doc: 'how many' }, { kind: 'add', parent: 'place', name: 'alt', type: int });
    expect(paths(after)).toEqual(['1 id', '2 n', '3 place', '4 place.lat', '5 place.lon', '17 place.alt', '6 lines', '7 lines.element', '8 lines.element.sku', '16 lines.element.qty', '9 tags', '10 tags.key', '11 tags.value', '12 who', '13 who.a', '15 who.a.element', '14 who.b']);
    expect(evolveSchema(base, [{ kind: 'add', parent: null, name: 'z', type: int }], { lastColumnId: 40, formatVersion: 2, hasRows: true }).fields.at(-1)?.id).toBe(41);
  });

  it('renames, drops, moves and documents by path, and ids stay', () => {
    expect(paths(evolve({ kind: 'rename', path: 'place.lat', name: 'latitude' }, { kind: 'rename', path: 'place', name: 'where' }))).toContain('4 where.latitude');
    expect(paths(evolve({ kind: 'drop', path: 'place.lat' }))).not.toContain('4 place.lat');
    expect(evolve({ kind: 'move', path: 'tags', to: { first: true } }).fields.map(({ id }) => id)).toEqual([9, 1, 2, 3, 6]);
    expect(evolve({ kind: 'move', path: 'id', to: { after: 'place' } }).fields.map(({ id }) => id)).toEqual([2, 3, 1, 6, 9]);
    expect(paths(evolve({ kind: 'move', path: 'place.lon', to: { before: 'lat' } })).slice(2, 5)).toEqual(['3 place', '5 place.lon', '4 place.lat']);
    expect(evolve({ kind: 'document', path: 'n', doc: 'a number' }).fields[1]).toMatchObject({ id: 2, doc: 'a number' });
    expect(evolve({ kind: 'make-optional', path: 'n' }).fields[1]?.required).toBe(false);
    expect(evolve({ kind: 'promote', path: 'tags.value', type: { type: 'long' } }).fields[4]?.type).toMatchObject({ value: { type: 'long' } });
  });

  it('refuses what would make rows that are there unreadable, or two columns of one name', () => {
    refused({ kind: 'add', parent: null, name: 'x', type: int, required: true });
    refused({ kind: 'add', parent: null, name: 'ID', type: int });
    refused({ kind: 'add', parent: 'n', name: 'x', type: int });
    refused({ kind: 'add', parent: 'nowhere', name: 'x', type: int });
    refused({ kind: 'rename', path: 'n', name: 'Id' });
    refused({ kind: 'rename', path: 'lines.element', name: 'item' });
    refused({ kind: 'drop', path: 'lines.element' });
    refused({ kind: 'drop', path: 'tags.key' });
    refused({ kind: 'drop', path: 'id' });
    refused({ kind: 'drop', path: 'nowhere' });
    refused({ kind: 'promote', path: 'tags.key', type: { type: 'long' } });
    refused({ kind: 'promote', path: 'n', type: { type: 'string' } });
    refused({ kind: 'move', path: 'place.lat', to: { after: 'id' } });
    refused({ kind: 'move', path: 'lines.element', to: { first: true } });
  });

  it('keeps every id, and every key that we do not know, whatever is renamed and moved', () => {
    fc.assert(fc.property(anySchema, (schema) => {
      const [first] = schema.fields;
      const after = evolveSchema(schema, [{ kind: 'rename', path: first!.name, name: 'renamed column' }, { kind: 'move', path: 'renamed column', to: { first: true } }, { kind: 'add', parent: null, name: 'added column', type: int }], { lastColumnId: 0, formatVersion: 3, hasRows: true });
      expect(after.fields.slice(0, -1)).toEqual(schema.fields.map((field, index) => (index === 0 ? { ...field, name: 'renamed column' } : field)));
      expect(after.fields.at(-1)?.id).toBe(highestFieldId(schema.fields) + 1);
    }), { numRuns: 60 });
  });
});

describe('a type becomes another', () => {
  it('exactly as the specification allows', () => {
    const text = (type: PrimitiveType): string => (type.type === 'decimal' ? `decimal(${type.precision},${type.scale})` : type.type);
    const types: readonly PrimitiveType[] = [...PRIMITIVES, { type: 'decimal', precision: 12, scale: 2 }, { type: 'decimal', precision: 12, scale: 3 }, { type: 'fixed', length: 6 }, { type: 'unknown' }];
    const allowed = (version: number): readonly string[] => types.flatMap((from) => types.flatMap((to) => (text(from) !== text(to) && JSON.stringify(from) !== JSON.stringify(to) && promotionProblem(from, to, version) === null ? [`${text(from)} ${text(to)}`] : [])));
    const always = ['int long', 'float double', 'decimal(9,2) decimal(12,2)'];
    expect(allowed(2)).toEqual(always);
    expect([...allowed(3)].sort()).toEqual([...always, 'date timestamp', 'date timestamp_ns', ...new Set(types.filter(({ type }) => type !== 'unknown').map((type) => `unknown ${text(type)}`)), 'unknown fixed'].sort());
  });
});
