import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { EngineLimits } from '../../port';
import type { RunAs } from '../protocol';
import { text, textList } from '../quote';
import { fileList } from '../scan/file-list';

/** The in-memory database of this process, and the connection that a statement runs on. */
export interface Session {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
  /** for what need not wait for the other; behind the same walls once they stand */
  readonly beside: DuckDBConnection;
}

export async function openSession(macros: string): Promise<Session> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_unsigned_extensions: 'false',
    enable_external_file_cache: 'false',
    preserve_insertion_order: 'true',
  });
  const connection = await instance.connect();
  // each footer is wanted twice: for the schema of its file, then to read it
  // and a binary column is one, whatever a GeoParquet writer says of it beside the schema
  await connection.run("SET GLOBAL TimeZone = 'UTC'; SET GLOBAL parquet_metadata_cache = true; SET GLOBAL enable_geoparquet_conversion = false");
  if (macros.trim() !== '') await connection.run(macros);
  return { instance, connection, beside: await instance.connect() };
}

/** Gives up root for good. Called after everything was loaded and before there is a person's text. */
export function dropPrivileges(runAs: RunAs | null): void {
  if (runAs === null) return;
  process.setgroups?.([runAs.gid]);
  process.setgid?.(runAs.gid);
  process.setuid?.(runAs.uid);
  if (process.getuid?.() !== runAs.uid || process.geteuid?.() !== runAs.uid) throw new Error('privileges could not be dropped');
}

export async function limitSession(connection: DuckDBConnection, limits: EngineLimits, temporary: string): Promise<void> {
  // one call, since each way to the engine and back waits for the thread that asked
  await connection.run([
    `SET memory_limit = '${Math.max(1, Math.floor(limits.memoryBytes / 1024))}KiB'`,
    `SET threads = ${Math.max(1, limits.threads)}`,
    `SET temp_directory = ${text(temporary)}`,
    `SET max_temp_directory_size = '${Math.max(1, Math.floor(Math.max(limits.spoolBytes, limits.memoryBytes * 4) / 1024))}KiB'`,
  ].join('; '));
}

/** The files that may be opened once the session is locked. */
export async function allowFiles(connection: DuckDBConnection, files: readonly string[]): Promise<void> {
  await connection.run(`SET allowed_paths = ${await fileList(connection, 'allowed', files)}`);
}

/** SQL of the third wall: from here on only the files that were allowed and the folders can be opened, and nothing of this can be changed back. */
export const lockSql = (folders: readonly string[]): string => `SET allowed_directories = ${textList(folders)}; SET enable_external_access = false; SET lock_configuration = true`;

/** Allows the files and puts up the third wall. */
export async function lockSession(connection: DuckDBConnection, files: readonly string[], folders: readonly string[]): Promise<void> {
  await allowFiles(connection, files);
  await connection.run(lockSql(folders));
}
