/** A column of a Parquet file as DuckDB sees it, with the field ids that the writer left. */
export interface FileField {
  readonly name: string;
  readonly id: number | null;
  readonly type: FileType;
}
export type FileType =
  | { readonly kind: 'primitive'; /** DuckDB's name of the type */ readonly name: string }
  | { readonly kind: 'struct'; readonly fields: readonly FileField[] }
  | { readonly kind: 'list'; readonly element: FileField }
  | { readonly kind: 'map'; readonly key: FileField; readonly value: FileField }
  /** a group with a meaning of its own that is not read, such as variant */
  | { readonly kind: 'other'; readonly name: string };

/** One element of a footer's schema, depth first: name, repetition, number of children, converted type, field id, DuckDB type, logical type. */
export type SchemaElement = readonly [name: string, repetition: string | null, children: number | null, converted: string | null, id: number | null, duckdb: string | null, logical: string | null];

/**
 * The columns of a file from its flat schema. Follows DuckDB's own reading of nested groups: a repeated group with one
 * child is a list of that child, and a group annotated as map holds one repeated group of key and value.
 */
export function parquetTree(elements: readonly SchemaElement[]): readonly FileField[] {
  let at = 0;
  const read = (parentIsMap: boolean): FileField => {
    const [name, repetition, children, converted, id, duckdb, logical] = elements[at] ?? ['', null, null, null, null, null, null];
    at += 1;
    const repeated = repetition === 'REPEATED';
    if (children === null || children === 0) {
      const type: FileType = { kind: 'primitive', name: duckdb ?? '' };
      return { name, id, type: repeated ? { kind: 'list', element: { name, id, type } } : type };
    }
    const isMap = converted === 'MAP';
    const members = Array.from({ length: children }, () => read(isMap && children === 1));
    const [first, second] = members;
    if (logical !== null && /^Variant|^Geom|^Geog/i.test(logical)) return { name, id, type: { kind: 'other', name: logical.replace(/Type.*/, '').toLowerCase() } };
    if ((parentIsMap || converted === 'MAP_KEY_VALUE') && first && second) return { name, id, type: { kind: 'map', key: first, value: second } };
    if (first && members.length === 1 && (converted === 'LIST' || isMap)) return { name, id, type: first.type };
    if (first && members.length === 1 && repeated) return { name, id, type: { kind: 'list', element: first } };
    const struct: FileType = { kind: 'struct', fields: members };
    return { name, id, type: repeated ? { kind: 'list', element: { name, id, type: struct } } : struct };
  };
  const count = elements[0]?.[2] ?? 0;
  at = 1;
  return Array.from({ length: count }, () => read(false));
}

/** True when the writer left a field id anywhere. */
export const hasFieldIds = (fields: readonly FileField[]): boolean =>
  fields.some(({ id, type }) => id !== null || (type.kind === 'struct' && hasFieldIds(type.fields)) || (type.kind === 'list' && hasFieldIds([type.element])) || (type.kind === 'map' && hasFieldIds([type.key, type.value])));
