import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseType } from '@/lib/model/values/type-text';
import type { ContentFile, NestedField } from '@/lib/model/iceberg/types';
import type { Column, Row } from '@/lib/model/values/types';
import type { DeleteFile, EngineEvent, EngineLimits, EngineResult, EngineRun, EngineScan, EngineStatement, FilesScan, QueryEngine, ScanFile } from '@/lib/ports/engines/port';

export const limits: EngineLimits = { memoryBytes: 512 * 2 ** 20, threads: 2, timeMs: 20_000, spoolBytes: 2 ** 30 };

/** Columns from 'name type' pairs, types as Trino writes them. */
export const columns = (...types: readonly string[]): readonly Column[] => types.map((text, index) => {
  const type = parseType(text);
  if (type === null) throw new Error(`no type: ${text}`);
  return { name: `_col${index}`, type };
});

/** A folder that the engine's user can reach, and statements whose spools lie in it. */
export class EngineBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'engine-bench-'));
  private spools = 0;
  constructor(readonly engine: QueryEngine) {
    chmodSync(this.folder, 0o755);
  }

  statement(sql: string, types: readonly string[], more: Partial<EngineStatement> = {}): EngineStatement {
    const spool = join(this.folder, `spool-${(this.spools += 1)}`);
    mkdirSync(spool);
    return { sql, columns: columns(...types), scans: [], functions: [], spool, rowLimit: null, limits, ...more };
  }

  start(statement: EngineStatement, events: EngineEvent[] = []): EngineRun {
    return this.engine.run(statement, (event) => void events.push(event));
  }

  async run(sql: string, types: readonly string[], more: Partial<EngineStatement> = {}): Promise<EngineResult & { readonly rows: readonly Row[] }> {
    const statement = this.statement(sql, types, more);
    const result = await this.start(statement).result;
    const { rows } = await this.engine.readSpool(statement.spool, statement.columns, 0, 10_000);
    return { ...result, rows };
  }

  async rows(sql: string, types: readonly string[], scans: readonly EngineScan[], functions: readonly string[] = []): Promise<readonly Row[]> {
    return (await this.run(sql, types, { scans, functions })).rows;
  }

  async close(): Promise<void> {
    await this.engine.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function contentFile(localPath: string, more: Partial<ContentFile> = {}): ContentFile {
  return {
    content: 'data', path: `file:${localPath}`, format: 'parquet', specId: 0, partition: [], recordCount: 0, fileSizeInBytes: 0,
    columnSizes: null, valueCounts: null, nullValueCounts: null, nanValueCounts: null, lowerBounds: null, upperBounds: null,
    splitOffsets: null, equalityIds: null, sortOrderId: null, firstRowId: null, referencedDataFile: null, contentOffset: null,
    contentSizeInBytes: null, keyMetadata: null, ...more,
  };
}

export const dataFile = (localPath: string, more: Partial<Omit<ScanFile, 'file'>> & { readonly file?: Partial<ContentFile> } = {}): ScanFile => ({
  localPath, constants: new Map(), deletes: [], firstRowId: null, ...more, file: contentFile(localPath, more.file),
});

export const deleteFile = (localPath: string, file: Partial<ContentFile>): DeleteFile => ({ localPath, file: contentFile(localPath, file) });

export const filesScan = (alias: string, fields: readonly NestedField[], files: readonly ScanFile[], more: Partial<FilesScan> = {}): FilesScan =>
  ({ kind: 'files', alias, fields, deleteFields: [], files, nameMapping: null, filter: { op: 'true' }, limit: null, ...more });
