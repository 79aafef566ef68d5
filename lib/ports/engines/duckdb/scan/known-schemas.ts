import type { SchemaElement } from './parquet-tree';

/** A schema to the byte, as it stands in footers, and what the engine makes of it. */
export type KnownSchema = readonly [bytes: string, elements: readonly SchemaElement[]];

// For the whole process: the same bytes are the same schema, in whichever file they stand.
const known = new Map<string, readonly SchemaElement[]>();
let fresh: KnownSchema[] = [];

/** Takes over what others have learned. */
export function rememberSchemas(schemas: readonly KnownSchema[]): void {
  for (const [bytes, elements] of schemas) known.set(bytes, elements);
}

export const knownElements = (bytes: string): readonly SchemaElement[] | undefined => known.get(bytes);

export function learnSchema(bytes: string, elements: readonly SchemaElement[]): void {
  known.set(bytes, elements);
  fresh.push([bytes, elements]);
}

/** What was learned since this was asked before. */
export function freshSchemas(): readonly KnownSchema[] {
  const schemas = fresh;
  fresh = [];
  return schemas;
}
