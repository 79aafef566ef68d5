import type { KnownSchema } from './scan/known-schemas';

const SCHEMAS_MAX = 200;
const BYTES_MAX = 32 * 1024;

/** Keeps what children have learned of schemas for those that come after them: tables have few, and files by the thousand. */
export class SchemaMemory {
  private readonly schemas = new Map<string, KnownSchema>();

  list(): readonly KnownSchema[] {
    return [...this.schemas.values()];
  }

  learn(schemas: readonly KnownSchema[]): void {
    for (const schema of schemas) if (schema[0].length <= BYTES_MAX) this.schemas.set(schema[0], schema);
    for (const oldest of this.schemas.keys()) {
      if (this.schemas.size <= SCHEMAS_MAX) return;
      this.schemas.delete(oldest);
    }
  }
}
