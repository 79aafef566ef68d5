import type { ErrorCode, ErrorDetails } from '@/lib/model/errors';
import type { Column, Row } from '@/lib/model/values/types';
import type { ColumnSummary, EngineScan, EngineStatement, EngineWriteResult, EngineWriteStatement, ParquetFooter, SpoolView, WriteRequest, WrittenFile } from '../port';
import type { Stage } from './stages';

/** Messages between the console and its engine children, over Node's IPC with structured clone. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

/** User and group that a child becomes before it touches a person's text. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

export interface RunRequest extends Omit<EngineStatement, 'scans'> {
  readonly kind: 'run';
  readonly scans: readonly EngineScan[];
  readonly runAs: RunAs | null;
  /** inside the spool, made by the parent; removed by it when the child is gone */
  readonly temporary: string;
}

export interface WriteStatementRequest {
  readonly kind: 'write-statement';
  readonly statement: EngineWriteStatement;
  readonly runAs: RunAs | null;
  /** inside the staging folder, made by the parent and removed by it when the child is gone */
  readonly temporary: string;
}

export type WorkerRequest =
  | { readonly kind: 'init'; readonly macros: string; /** where it may put what it warms up with */ readonly folder: string }
  | RunRequest
  | WriteStatementRequest
  | { readonly kind: 'write'; readonly request: WriteRequest; readonly temporary: string }
  | { readonly kind: 'cancel' };

export type WorkerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'rows'; readonly available: number }
  | { readonly kind: 'done'; readonly rowCount: number; readonly truncated: boolean; readonly spoolBytes: number; readonly peakMemoryBytes: number; readonly stages: readonly Stage[] }
  | { readonly kind: 'written'; readonly files: readonly WrittenFile[] }
  | { readonly kind: 'wrote'; readonly result: EngineWriteResult }
  /** `said` is the engine's own text, for the log only */
  | { readonly kind: 'failed'; readonly error: WireError; readonly said: string };

export type ReaderRequest =
  | { readonly id: number; readonly kind: 'page'; readonly spool: string; readonly columns: readonly Column[]; readonly offset: number; readonly limit: number }
  | { readonly id: number; readonly kind: 'footer'; readonly localPath: string }
  | { readonly id: number; readonly kind: 'view'; readonly spool: string; readonly columns: readonly Column[]; readonly view: SpoolView; /** an empty folder of the reader's user */ readonly target: string }
  | { readonly id: number; readonly kind: 'summary'; readonly spool: string; readonly columns: readonly Column[]; readonly column: number; readonly bars: number }
  | { readonly kind: 'init'; readonly runAs: RunAs | null; /** where it may put aside what does not fit into memory */ readonly temporary: string };

export type ReaderReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'page'; readonly id: number; readonly rows: readonly Row[]; readonly available: number }
  | { readonly kind: 'footer'; readonly id: number; readonly footer: ParquetFooter }
  | { readonly kind: 'view'; readonly id: number; readonly rowCount: number }
  | { readonly kind: 'summary'; readonly id: number; readonly summary: ColumnSummary }
  | { readonly kind: 'failed'; readonly id: number; readonly error: WireError; readonly said: string };

/** Index of a spool, beside its parts: those that are whole, in the order of the result. */
export interface SpoolIndex {
  readonly parts: readonly { readonly file: string; readonly rows: number }[];
  /** rows that may be shown; less than the parts hold when the result was cut */
  readonly available: number;
  readonly complete: boolean;
}
export const SPOOL_INDEX = 'spool.json';
export const spoolColumn = (index: number): string => `o${index}`;
