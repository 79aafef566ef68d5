import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { fromWire, toWire, type WireScan } from '@/lib/ports/engines/duckdb/scan/wire-scan';
import type { EngineScan } from '@/lib/ports/engines/port';
import { dataFile, deleteFile, filesScan } from '../../../../support/engine-bench';

/** As a child gets it. */
const sent = (scan: EngineScan): ReturnType<typeof fromWire> => fromWire(deserialize(serialize(toWire(scan))) as WireScan);
/** What reading needs of a scan. */
const needed = (scan: EngineScan): unknown => (scan.kind !== 'files' ? scan : { ...scan, files: scan.files.map((of) => ({ ...of, file: { path: of.file.path, format: of.file.format, fileSizeInBytes: of.file.fileSizeInBytes } })) });
const fields = [{ id: 1, name: 'a', required: false, type: { type: 'long' } }] as const;

describe('a scan on its way to a child', () => {
  it('keeps of its files what reading needs, whether they are alike or not', () => {
    const plain = [dataFile('/1', { file: { path: 'file:///1', fileSizeInBytes: 7 } }), dataFile('/2', { file: { path: 'file:///2' } })];
    const shared = deleteFile('/d', { content: 'equality-deletes', equalityIds: [1] });
    const strange = [
      dataFile('/orc', { file: { format: 'orc' } }),
      dataFile('/partition', { constants: new Map([[1, 9n], [2, null]]) }),
      dataFile('/deleted', { deletes: [shared, deleteFile('/v', { content: 'position-deletes', format: 'puffin', contentOffset: 4 })] }),
      dataFile('/also deleted', { deletes: [shared] }),
      dataFile('/rows', { firstRowId: 2n ** 53n + 1n }),
    ];
    for (const files of [[], plain, ...strange.map((one) => [...plain, one]), [...strange, ...plain]]) {
      const scan = filesScan('t', fields, files, { positions: true, limit: 3 });
      expect(sent(scan)).toEqual(needed(scan));
    }
  });

  it('is as it was where it has no files', () => {
    const rows: EngineScan = { kind: 'rows', alias: 'r', columns: [{ name: 'a', type: { kind: 'bigint' } }], rows: [['1'], [null]] };
    expect(sent(rows)).toEqual(rows);
  });

  it('is small: nothing of what the entries of files hold beside', () => {
    const files = Array.from({ length: 1000 }, (_, index) => dataFile(`/warehouse/t/data/${index}.parquet`, { file: { path: `file:///warehouse/t/data/${index}.parquet`, lowerBounds: new Map([[1, new Uint8Array(100)]]) } }));
    expect(serialize(toWire(filesScan('t', fields, files))).length / files.length).toBeLessThan(100);
  });
});
