import type { SqlError, Span } from '@/lib/ports/parser/port';
import type { Column } from '@/lib/model/values/types';
import type { WriteOutcome } from './writes/outcome';
import { hasEnded, next, type Phase, type RunEvent } from './run-state';

const LEAVES_MS = 20;

export interface ScanStatistics { readonly filesTotal: number; readonly filesPlanned: number; readonly bytesPlanned: number }
/** Which state of a table an answer was read from. */
export interface ReadSnapshot { readonly table: string; /** the table as grants name it */ readonly on: string; readonly snapshotId: string | null; readonly at: string | null }

export interface StatementRun {
  readonly index: number;
  readonly verb: string;
  readonly text: string;
  readonly span: Span;
  phase: Phase;
  columns: readonly Column[] | null;
  /** rows in the spool so far; final once ended */
  rowCount: number | null;
  truncated: boolean;
  statistics: ScanStatistics | null;
  snapshots: readonly ReadSnapshot[];
  /** what it did, of a statement that writes */
  change: WriteOutcome | null;
  error: SqlError | null;
  /** folder of the result below the spool's root */
  spool: string | null;
  spoolBytes: number | null;
  startedAt: Date | null;
  endedAt: Date | null;
}

export interface RunOrder {
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly sql: string;
  readonly catalog: string | null;
  readonly schema: string | null;
  readonly rowLimit: number | null;
  readonly via: string;
  readonly submittedAt: Date;
}

/** One submission while it lives in this process: the truth that the row in the database follows. */
export class QueryRun {
  phase: Phase = 'queued';
  startedAt: Date | null = null;
  endedAt: Date | null = null;
  error: SqlError | null = null;
  session: { catalog: string | null; schema: string | null };
  statements: StatementRun[] = [];
  /** ends everything that is under way for this run */
  readonly abort = new AbortController();
  /** called when there is something new to read, by those who wait for it */
  private readonly waiting = new Set<() => void>();
  /** pages on their way to those who waited */
  private readonly serving = new Set<Promise<unknown>>();
  /** the console stops: the run did not end by anybody's wish */
  lost = false;
  /** resolves when nothing is under way any more and the end is in the database, or will be as soon as that can take it */
  readonly settled: Promise<void>;
  settle: () => void = () => undefined;
  /** whether its newest state that was to be saved is in the database */
  saved: Promise<boolean> = Promise.resolve(true);

  constructor(readonly order: RunOrder) {
    this.session = { catalog: order.catalog, schema: order.schema };
    this.settled = new Promise((resolve) => { this.settle = resolve; });
  }

  get hasEnded(): boolean { return hasEnded(this.phase); }

  /** Rows came, or a statement has ended: whoever waits looks again. */
  tell(): void {
    for (const wake of this.waiting) wake();
  }

  /** Resolves at the next `tell`, after `ms`, or when `signal` aborts. */
  news(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.waiting.delete(wake);
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
      if (signal.aborted) wake();
    });
  }

  /** @param page what is being read for somebody who waited */
  serve<Page>(page: Promise<Page>): Promise<Page> {
    const served = page.catch(() => undefined).finally(() => this.serving.delete(served));
    this.serving.add(served);
    return page;
  }

  /** Resolves when all who waited have their pages and those have left, or after `ms`: before work that can wait for them. */
  async served(ms: number): Promise<void> {
    // who was told just now begins to read in this turn
    await new Promise(setImmediate);
    if (this.serving.size === 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([Promise.all(this.serving), new Promise((resolve) => { timer = setTimeout(resolve, ms); })]);
    clearTimeout(timer);
    // what was read is yet to be written as JSON and sent, on this thread
    await new Promise((resolve) => { setTimeout(resolve, LEAVES_MS); });
  }

  apply(event: RunEvent, now: Date): void {
    this.phase = next(this.phase, event);
    if (event === 'start') this.startedAt ??= now;
    if (this.hasEnded) this.endedAt ??= now;
  }
}

export function applyTo(statement: StatementRun, event: RunEvent, now: Date): void {
  statement.phase = next(statement.phase, event);
  if (event === 'start') statement.startedAt ??= now;
  if (hasEnded(statement.phase)) statement.endedAt ??= now;
}
