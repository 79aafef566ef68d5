import type { ErrorCode, ErrorDetails } from '@/lib/model/errors';
import type { Column, Row } from '@/lib/model/values/types';
import type { ColumnSummary, EngineLimits, EngineStatement, EngineWriteResult, EngineWriteStatement, ParquetFooter, SpoolView, WriteRequest, WrittenFile } from '../port';
import type { KnownSchema } from './scan/known-schemas';
import type { WireScan } from './scan/wire-scan';
import type { Stage } from './stages';

/** Messages between the console and its engine children, over Node's IPC with structured clone. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

/** User and group that a child becomes before it is given a person's text. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

export interface RunRequest extends Omit<EngineStatement, 'scans'> {
  readonly kind: 'run';
  readonly scans: readonly WireScan[];
}

export interface WriteStatementRequest {
  readonly kind: 'write-statement';
  readonly statement: EngineWriteStatement;
}

/** The first thing that a child is told; it has answered before anybody waits for it. */
export interface InitRequest {
  readonly kind: 'init';
  readonly macros: string;
  readonly runAs: RunAs | null;
  /** what others have learned */
  readonly schemas: readonly KnownSchema[];
  /** that it makes for what it warms up with, and removes; so does the parent, when the child was killed over it */
  readonly folder: string;
}

/** Comes to a child as soon as it is taken for a statement, while what it is to run is put together. */
export interface BeginRequest {
  readonly kind: 'begin';
  readonly limits: EngineLimits;
  /** inside the folder that the statement writes to, made by the parent before it sends the statement, and removed by it when the child is gone */
  readonly temporary: string;
}

export type WorkerRequest =
  | InitRequest
  | BeginRequest
  | RunRequest
  | WriteStatementRequest
  | { readonly kind: 'write'; readonly request: WriteRequest; readonly temporary: string }
  | { readonly kind: 'cancel' };

export type WorkerReply =
  | { readonly kind: 'ready' }
  /** schemas that were new to the child: always the first reply to a run, and the only one from before a person's text was looked at */
  | { readonly kind: 'learned'; readonly schemas: readonly KnownSchema[] }
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
