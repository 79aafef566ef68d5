import { AsyncLocalStorage } from 'node:async_hooks';
import type { SqlDriverAdapterFactory } from '@prisma/client/runtime/client';
import { AppError } from '@/lib/model/errors';
import { DISK_FULL, noRoomForDatabase } from './disk-full';
import { PrismaClient } from './generated/client';
import type { Client, Database, TransactionOptions } from './port';

interface OpenTransaction {
  readonly tx: Client;
  live: boolean;
}

interface OfAdapter { readonly cause?: { readonly originalCode?: unknown } }
/** What a write that the disk had no room for (SQLSTATE 53100) is outside; null for any other failure. */
function fullDisk(error: unknown): AppError | null {
  const { meta, cause } = error as OfAdapter & { readonly meta?: { readonly driverAdapterError?: OfAdapter } };
  if ((meta?.driverAdapterError?.cause ?? cause)?.originalCode !== DISK_FULL) return null;
  return noRoomForDatabase(error);
}

/** The Database over a Prisma adapter; `release` closes what is under it. */
export class PrismaDatabase implements Database {
  private readonly prisma: PrismaClient;
  /** What was started inside a transaction and goes on after it finds `live` false, and gets the plain client. */
  private readonly open = new AsyncLocalStorage<OpenTransaction>();
  private closed: Promise<void> | null = null;

  constructor(readonly kind: Database['kind'], readonly place: string, adapter: SqlDriverAdapterFactory, private readonly release: () => Promise<void>) {
    const plain = new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 10_000 }, errorFormat: 'minimal' });
    const told = plain.$extends({ query: { $allOperations: ({ args, query }) => query(args).catch((error: unknown) => { throw fullDisk(error) ?? error; }) } });
    // what it was extended by leaves its operations as they are
    this.prisma = told as unknown as PrismaClient;
  }

  get client(): Client {
    const open = this.open.getStore();
    return open?.live === true ? open.tx : this.prisma;
  }

  async transaction<T>(work: (tx: Client) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    const outer = this.open.getStore();
    if (outer?.live === true) return work(outer.tx);
    return this.prisma.$transaction(async (transaction) => {
      const frame: OpenTransaction = { tx: transaction as Client, live: true };
      try {
        return await this.open.run(frame, () => work(frame.tx));
      } finally {
        frame.live = false;
      }
    }, { ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }), ...(options.isolationLevel === undefined ? {} : { isolationLevel: options.isolationLevel }) }).catch((error: unknown) => { throw fullDisk(error) ?? error; });
  }

  async check(): Promise<void> {
    try {
      await this.prisma.$queryRaw`SELECT 1`;
    } catch (cause) {
      throw new AppError('UNAVAILABLE', `The console's database (${this.place}) does not answer.`, {}, { cause });
    }
  }

  close(): Promise<void> {
    return (this.closed ??= this.prisma.$disconnect().then(this.release));
  }
}
