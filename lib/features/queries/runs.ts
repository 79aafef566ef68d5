import { Turns, type TurnLimits } from '@/lib/kernel/jobs/turns';
import { UnsavedEnds } from '@/lib/kernel/jobs/unsaved-ends';
import type { QueryRun } from './run';

/** The runs that live in this process. One a lakehouse: kept on its ports, because a module may exist twice in one process. */
export class Runs {
  readonly turns: Turns;
  /** ended runs by state since the start, for metrics */
  readonly endedCounts = { finished: 0, failed: 0, cancelled: 0 };
  /** runs that have ended and live here until the database has that */
  readonly unsaved = new UnsavedEnds();
  private readonly live = new Map<string, QueryRun>();

  constructor(limits: TurnLimits) {
    this.turns = new Turns(limits);
  }
  get(id: string): QueryRun | null { return this.live.get(id) ?? null; }
  all(): readonly QueryRun[] { return [...this.live.values()]; }
  add(run: QueryRun): void { this.live.set(run.order.id, run); }
  remove(run: QueryRun): void { this.live.delete(run.order.id); }
}

const KEY = Symbol.for('lakehouse-console.runs');
interface Limits { readonly queryConcurrency: number; readonly queryConcurrencyPerPerson: number; readonly queryQueuePerPerson: number }

/** The runs of the lakehouse that `ports` belong to. */
export function runsOf(ports: object, limits: Limits): Runs {
  const holder = ports as { [KEY]?: Runs };
  holder[KEY] ??= new Runs({ total: limits.queryConcurrency, perPerson: limits.queryConcurrencyPerPerson, queuePerPerson: limits.queryQueuePerPerson });
  return holder[KEY];
}
