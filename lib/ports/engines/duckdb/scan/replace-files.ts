import type { DeleteFile, EngineScan, ScanFile } from '../../port';

/** Gives files of scans other places on this machine: `place` says where, once for each. */
export async function replaceFiles(scans: readonly EngineScan[], place: (file: DeleteFile) => Promise<string>): Promise<readonly EngineScan[]> {
  const places = new Map<string, string>();
  const placed = async <T extends DeleteFile>(file: T): Promise<T> => {
    const known = places.get(file.localPath) ?? (await place(file));
    places.set(file.localPath, known);
    return known === file.localPath ? file : { ...file, localPath: known };
  };
  const result: EngineScan[] = [];
  for (const scan of scans) {
    if (scan.kind !== 'files') {
      result.push(scan);
      continue;
    }
    const files: ScanFile[] = [];
    for (const file of scan.files) {
      const deletes: DeleteFile[] = [];
      for (const deleteFile of file.deletes) deletes.push(await placed(deleteFile));
      files.push({ ...(await placed(file)), deletes });
    }
    result.push({ ...scan, files });
  }
  return result;
}
