import { describe, expect, it } from 'vitest';
import { newTableMetadata, type ManifestEntry, type ManifestFile } from '@/lib/model/iceberg';
import { noCounts, planFiles } from '@/lib/model/iceberg/manifests';
import { contentFile } from '@/tests/support/engine-bench';

const metadata = newTableMetadata({ fields: [{ id: 0, name: 'a', required: false, type: { type: 'long' } }], location: 'file:///t', uuid: 'u' }, 0);
const schema = metadata.schemas[0]!;
const manifest = (index: number, length: number): ManifestFile => ({
  path: `m${index}`, length, specId: 0, content: 'data', sequenceNumber: 1n, minSequenceNumber: 1n, addedSnapshotId: 1n, addedFilesCount: 1, existingFilesCount: 0, deletedFilesCount: 0,
  addedRowsCount: 10, existingRowsCount: 0, deletedRowsCount: 0, partitions: null, keyMetadata: null, firstRowId: null,
});

/** Plans `count` manifests of `length` bytes whose reads end in any order, and tells the order of the files and the most reads that were under way. */
async function planned(count: number, length: number, limitRows: number | null = null): Promise<{ paths: readonly string[]; most: number; reads: number }> {
  let [underWay, most, reads] = [0, 0, 0];
  const readEntries = async ({ path }: ManifestFile): Promise<readonly ManifestEntry[]> => {
    most = Math.max(most, (underWay += 1));
    reads += 1;
    await new Promise((resolve) => { setTimeout(resolve, (reads * 7) % 3); });
    underWay -= 1;
    return [{ status: 'added', snapshotId: 1n, sequenceNumber: 1n, fileSequenceNumber: 1n, file: contentFile('', { path: `file of ${path}`, recordCount: 10 }) }];
  };
  const paths: string[] = [];
  for await (const files of planFiles({ metadata, schema, manifests: Array.from({ length: count }, (_, index) => manifest(index, length)), filter: { op: 'true' }, limitRows, readEntries }, noCounts())) paths.push(...files.map(({ file }) => file.path));
  return { paths, most, reads };
}
const inOrder = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `file of m${index}`);

describe('manifests that are read ahead', () => {
  it('are 32 at most where they are small, and their files come in the order of the list', async () => {
    expect(await planned(100, 14_000)).toEqual({ paths: inOrder(100), most: 32, reads: 100 });
  });
  it('are eight where each takes megabytes, and as many as fit into eight megabytes in between', async () => {
    expect(await planned(40, 8 * 2 ** 20)).toEqual({ paths: inOrder(40), most: 8, reads: 40 });
    expect(await planned(40, 512 * 1024)).toEqual({ paths: inOrder(40), most: 16, reads: 40 });
  });
  it('are none but those that are needed where few rows are wanted', async () => {
    expect(await planned(100, 14_000, 25)).toEqual({ paths: inOrder(3), most: 1, reads: 3 });
  });
  it('may be one, or none', async () => {
    expect(await planned(1, 14_000)).toEqual({ paths: inOrder(1), most: 1, reads: 1 });
    expect(await planned(0, 14_000)).toEqual({ paths: [], most: 0, reads: 0 });
  });
});
