import type { AttemptListener, Catalog, LoadedTable, TableName } from '@/lib/core/catalog';
import type { Context } from '@/lib/kernel/context';
import type { FileStore } from '@/lib/ports/storage/port';

/** Told of each version of a table that is about to be published. */
export type Tell = (table: TableName) => AttemptListener;

/** A process that writes until it is killed. */
export interface Client {
  readonly id: string;
  readonly catalog: Catalog;
  readonly store: FileStore;
  /** For the console's verbs: what they are about to publish is told, and a race that they lost is run again. */
  context(tell: Tell): Promise<Context>;
  /** in [0, 1) */
  random(): number;
  /** a number that this client has not used for anything */
  fresh(): number;
  /** registers of this client, and of those before it in its place, and what it knows them to hold; for choosing what to do next */
  readonly known: Map<string, string>;
}

/** What a write is going to do, before it does it: registers (see `observe`) and the values that they get, all in one step or none. */
export interface Plan {
  readonly to: Readonly<Record<string, string>>;
  run(tell: Tell): Promise<void>;
}

/** The state of the warehouse as somebody who comes later finds it. */
export interface World {
  readonly catalog: Catalog;
  readonly store: FileStore;
  load(table: TableName): Promise<LoadedTable>;
  /** names of the data files that the newest state of a table holds, of main unless another branch is named */
  files(table: TableName, branch?: string): Promise<ReadonlySet<string>>;
  /** what each batch of rows of a table holds, read by the engine; none of a table that is not there */
  batches(table: TableName): Promise<ReadonlyMap<string, string>>;
}

/**
 * A kind of write. Registers are called `<kind's prefix>|…`; the one who wrote one is the only one who writes it.
 * To have another kind of write crashed: add one to a list of `kinds.ts`.
 */
export interface Kind {
  readonly name: string;
  /** what registers of this kind begin with */
  readonly prefix: string;
  /** the next write, or null when there is nothing that this client could do of this kind now */
  plan(client: Client): Promise<Plan | null> | Plan | null;
  /** what a register holds */
  observe(world: World, register: string): Promise<string>;
}

export const tableOf = (text: string): TableName => {
  const levels = text.split('.');
  return { namespace: levels.slice(0, -1), name: levels.at(-1) ?? '' };
};

/** One that this client knows: a register of this prefix for which `is` holds. */
export function own({ known, random }: Client, prefix: string, is: (value: string, register: string) => boolean): string | undefined {
  const found = [...known].filter(([register, value]) => register.startsWith(`${prefix}|`) && is(value, register)).map(([register]) => register);
  return found[Math.floor(random() * found.length)];
}
