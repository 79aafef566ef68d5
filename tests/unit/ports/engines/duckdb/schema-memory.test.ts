import { describe, expect, it } from 'vitest';
import type { KnownSchema } from '@/lib/ports/engines/duckdb/scan/known-schemas';
import { SchemaMemory } from '@/lib/ports/engines/duckdb/schema-memory';

const schema = (bytes: string): KnownSchema => [bytes, [['a', null, null, null, 1, 'BIGINT', null]]];

describe('what children have learned of schemas', () => {
  it('is there for the next, each once', () => {
    const memory = new SchemaMemory();
    memory.learn([schema('one'), schema('two')]);
    memory.learn([schema('one')]);
    expect(memory.list()).toEqual([schema('one'), schema('two')]);
  });

  it('is bounded: the oldest leave, and a very long one is not kept', () => {
    const memory = new SchemaMemory();
    for (let index = 0; index < 500; index += 1) memory.learn([schema(`schema ${index}`)]);
    memory.learn([schema('x'.repeat(100_000))]);
    expect(memory.list()).toHaveLength(200);
    expect(memory.list()[0]?.[0]).toBe('schema 300');
  });
});
