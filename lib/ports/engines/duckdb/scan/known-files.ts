import type { EngineScan, ScannedFile } from '../../port';
import type { KnownFiles } from '../errors';

/** Every file on this machine that the scans may open: data files, delete files, and what a person brought. */
export function localFiles(scans: readonly EngineScan<ScannedFile>[]): readonly string[] {
  const files = new Set<string>();
  for (const scan of scans) {
    if (scan.kind === 'file') files.add(scan.localPath);
    if (scan.kind !== 'files') continue;
    for (const { localPath, deletes } of scan.files) {
      files.add(localPath);
      for (const deleteFile of deletes) files.add(deleteFile.localPath);
    }
  }
  return [...files];
}

/** Local paths with the names that people know them by. */
export function knownFiles(scans: readonly EngineScan<ScannedFile>[]): KnownFiles {
  const files = new Map<string, string>();
  for (const scan of scans) {
    if (scan.kind === 'file') files.set(scan.localPath, scan.name);
    if (scan.kind !== 'files') continue;
    for (const { localPath, file, deletes } of scan.files) {
      files.set(localPath, file.path);
      for (const deleteFile of deletes) files.set(deleteFile.localPath, deleteFile.file.path);
    }
  }
  return { files };
}
