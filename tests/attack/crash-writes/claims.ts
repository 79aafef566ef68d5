/** What a client says of its writes, a line of JSON each. A register is written by one client alone, and after it by the next in its place. */
export type Said =
  | { readonly say: 'ready' }
  /** about to bring registers to new values, all in one step or none */
  | { readonly say: 'begin'; readonly op: number; readonly kind: string; readonly to: Readonly<Record<string, string>> }
  /** about to publish this version for the operation */
  | { readonly say: 'attempt'; readonly op: number; readonly table: readonly string[]; readonly attempt: unknown }
  /** acknowledged */
  | { readonly say: 'done'; readonly op: number }
  /** told that nothing happened */
  | { readonly say: 'refused'; readonly op: number; readonly code: string };

export interface Operation {
  readonly client: string;
  readonly op: number;
  readonly kind: string;
  readonly to: Readonly<Record<string, string>>;
  readonly attempts: { readonly table: readonly string[]; readonly attempt: unknown }[];
  state: 'begun' | 'done' | 'refused';
}

/** What the clients have said, and what every register may therefore hold. */
export class Ledger {
  /** values that were acknowledged, or that a look after a kill has settled */
  readonly values = new Map<string, string>();
  /** begun by clients that died, not yet looked at */
  readonly doubts: Operation[] = [];
  readonly counts = new Map<string, { done: number; refused: number; killed: number }>();
  /** how often each code was what a client was told */
  readonly refusals = new Map<string, number>();
  private readonly open = new Map<string, Operation>();
  /** place of the client that writes a register: the last letter of its id */
  private readonly owners = new Map<string, string>();

  hear(client: string, said: Said): void {
    if (said.say === 'ready') return;
    const key = `${client}|${said.op}`;
    if (said.say === 'begin') {
      for (const register of Object.keys(said.to)) this.owners.set(register, client.slice(-1));
      this.open.set(key, { client, op: said.op, kind: said.kind, to: said.to, attempts: [], state: 'begun' });
      return;
    }
    const operation = this.open.get(key);
    if (operation === undefined) throw new Error(`${client} says ${said.say} of an operation that it has not begun`);
    if (said.say === 'attempt') {
      operation.attempts.push({ table: said.table, attempt: said.attempt });
      return;
    }
    this.open.delete(key);
    operation.state = said.say;
    if (said.say === 'refused') this.refusals.set(said.code, (this.refusals.get(said.code) ?? 0) + 1);
    if (said.say === 'done') for (const [register, value] of Object.entries(operation.to)) this.values.set(register, value);
    this.count(operation.kind)[said.say] += 1;
  }

  /** What the clients of one place left, for the next one there to go on with. */
  leftBy(place: string): readonly (readonly [register: string, value: string])[] {
    return [...this.values].filter(([register, value]) => value !== 'none' && this.owners.get(register) === place);
  }

  /** The client is dead: what it had begun is in doubt. */
  bury(client: string): void {
    for (const [key, operation] of this.open) {
      if (operation.client !== client) continue;
      this.open.delete(key);
      this.doubts.push(operation);
      this.count(operation.kind).killed += 1;
    }
  }

  private count(kind: string): { done: number; refused: number; killed: number } {
    const known = this.counts.get(kind) ?? { done: 0, refused: 0, killed: 0 };
    this.counts.set(kind, known);
    return known;
  }
}
