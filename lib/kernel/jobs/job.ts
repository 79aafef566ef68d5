import type { Json } from '@/lib/model/values/lossless-json';
import type { Principal, Source } from '../context';
import type { Securable } from '../access/securables';

/** Work that takes longer than a request: it has a row in the database, goes on without whoever asked, and can be stopped. */
export const JOB_STATES = ['queued', 'running', 'finished', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

export interface Progress {
  readonly done: number;
  /** null while nobody knows yet */
  readonly total: number | null;
  /** what is counted: files, manifests, groups */
  readonly unit: string;
}
export interface LogLine { readonly at: Date; readonly text: string }

export interface JobRecord {
  readonly id: string;
  /** noun.verb, as the audit shows it: `table.compact` */
  readonly kind: string;
  /** one line for lists: Compact lake.shop.orders */
  readonly title: string;
  readonly on: Securable;
  /** tells what it would do, and does nothing */
  readonly dryRun: boolean;
  readonly input: Json;
  readonly userId: string;
  readonly userName: string;
  readonly state: JobState;
  readonly progress: Progress | null;
  readonly log: readonly LogLine[];
  readonly result: Json;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** What the work of a job gets: it tells how far it is, and looks at `signal` between steps that may not be cut. */
export interface JobHandle {
  readonly id: string;
  readonly signal: AbortSignal;
  progress(done: number, total: number | null, unit: string): void;
  say(text: string): void;
}

export interface JobOrder {
  /** from `newJobId`, where the id must be known before the job is */
  readonly id?: string;
  readonly kind: string;
  readonly title: string;
  readonly on: Securable;
  readonly dryRun: boolean;
  readonly input: Json;
  readonly principal: Principal;
  readonly source: Source;
  readonly requestId: string;
}
