import { describe, expect, it } from 'vitest';
import { transformValue, type PartitionSpec } from '@/lib/model/iceberg';
import { bind } from '@/lib/model/iceberg/scan/bind';
import { mayMatch } from '@/lib/model/iceberg/scan/bounds';
import { projectInclusive } from '@/lib/model/iceberg/scan/project';

const INT64_MIN = -(2n ** 63n);

describe('truncation of the least values of a type', () => {
  it('wraps around as in Java, and the row is still found by every filter that it satisfies', () => {
    const transform = { kind: 'truncate', width: 10 } as const;
    const partition = transformValue(transform, { type: 'long' }, INT64_MIN + 1n);
    expect(partition).toBe(2n ** 63n - 2n);
    expect(transformValue(transform, { type: 'int' }, -(2 ** 31))).toBe(2 ** 31 - 2);
    const spec: PartitionSpec = { specId: 0, fields: [{ fieldId: 1000, sourceId: 1, name: 'p', transform }] };
    const schema = { schemaId: 0, identifierFieldIds: [], fields: [{ id: 1, name: 'l', required: false, type: { type: 'long' } as const }] };
    const known = () => ({ lower: partition, upper: partition, mayBeNull: false, mayBeNan: false, allNull: false, allNan: false });
    for (const op of ['<', '<=', '='] as const) {
      expect(mayMatch(projectInclusive(bind({ op, column: 'l', value: INT64_MIN + (op === '<' ? 2n : 1n) }, schema), spec), known), op).toBe(true);
    }
    expect(mayMatch(projectInclusive(bind({ op: '=', column: 'l', value: 5n }, schema), spec), known)).toBe(false);
  });
});
