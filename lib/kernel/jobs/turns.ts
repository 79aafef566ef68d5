import { AppError } from '@/lib/model/errors';

/**
 * Who runs next: at most `total` at once and `perPerson` for one person; among those who wait, the person with the
 * fewest running goes first, then whoever waited longest, so that one person's fifty queries do not stand before another's one.
 */
export interface TurnLimits {
  readonly total: number;
  readonly perPerson: number;
  /** how many may wait for one person */
  readonly queuePerPerson: number;
}

interface Waiting {
  readonly id: string;
  readonly person: string;
  readonly start: () => void;
  readonly refuse: (error: AppError) => void;
}

export class Turns {
  private readonly waiting: Waiting[] = [];
  private readonly running = new Map<string, number>();
  private runningTotal = 0;

  constructor(private readonly limits: TurnLimits) {}

  /** Throws TOO_MANY_REQUESTS when as many of this person's wait as may. */
  requireRoom(person: string): void {
    if (this.waiting.filter((w) => w.person === person).length >= this.limits.queuePerPerson) {
      throw new AppError('TOO_MANY_REQUESTS', `${this.limits.queuePerPerson} are waiting for you already. Cancel some, or wait until they have run.`, { retryAfterSeconds: 5 });
    }
  }

  /** Resolves when it is `id`'s turn with the function that gives the turn back. Rejects TOO_MANY_REQUESTS, or CANCELLED by `leave`. */
  async enter(person: string, id: string): Promise<() => void> {
    this.requireRoom(person);
    await new Promise<void>((start, refuse) => {
      this.waiting.push({ id, person, start, refuse });
      this.admit();
    });
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.runningTotal -= 1;
      const left = (this.running.get(person) ?? 1) - 1;
      if (left > 0) this.running.set(person, left);
      else this.running.delete(person);
      this.admit();
    };
  }

  /** Takes `id` out of the queue; false when it is not waiting. */
  leave(id: string): boolean {
    const at = this.waiting.findIndex((w) => w.id === id);
    const [gone] = at < 0 ? [] : this.waiting.splice(at, 1);
    gone?.refuse(new AppError('CANCELLED', 'It was cancelled before its turn came.'));
    return gone !== undefined;
  }

  /** Place in the queue from 1, in the order in which turns would be given now; null when it is not waiting. */
  position(id: string): number | null {
    const running = new Map(this.running);
    const left = [...this.waiting];
    for (let place = 1; left.length > 0; place += 1) {
      const chosen = pick(left, running, Number.POSITIVE_INFINITY);
      if (chosen < 0) return null;
      const [turn] = left.splice(chosen, 1);
      if (turn === undefined) return null;
      if (turn.id === id) return place;
      running.set(turn.person, (running.get(turn.person) ?? 0) + 1);
    }
    return null;
  }

  private admit(): void {
    while (this.runningTotal < this.limits.total) {
      const chosen = pick(this.waiting, this.running, this.limits.perPerson);
      if (chosen < 0) return;
      const [turn] = this.waiting.splice(chosen, 1);
      if (turn === undefined) return;
      this.runningTotal += 1;
      this.running.set(turn.person, (this.running.get(turn.person) ?? 0) + 1);
      turn.start();
    }
  }
}

/** Index of the one to go first, or -1 when nobody who waits is below his limit. */
function pick(waiting: readonly Waiting[], running: ReadonlyMap<string, number>, perPerson: number): number {
  let best = -1;
  let fewest = perPerson;
  waiting.forEach((w, index) => {
    const now = running.get(w.person) ?? 0;
    if (now < fewest) {
      fewest = now;
      best = index;
    }
  });
  return best;
}
