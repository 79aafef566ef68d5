import type { PGlite, Transaction } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { withRoom } from './with-room';

type SqlAdapter = Awaited<ReturnType<PrismaPGlite['connect']>>;
type SqlTransaction = Awaited<ReturnType<SqlAdapter['startTransaction']>>;
type Begin = (work: (tx: Transaction) => Promise<unknown>) => Promise<unknown>;
/** What the adapter has beyond its published type. */
interface Inner {
  client: PGlite;
  startTransaction(isolationLevel?: string): Promise<SqlTransaction>;
  startTransactionInner(connection: { transaction: Begin }, options: { usePhantomQuery: boolean }): Promise<SqlTransaction>;
  onError(error: unknown): never;
}

/**
 * pglite-prisma-adapter 0.7.2 swallows a COMMIT that fails (a deferred constraint: the transaction looks done and its
 * rows are not there) and sets the isolation level outside the transaction. Here both are as on PostgreSQL. Nor does a full
 * disk stop it.
 */
export class SafePGlite extends PrismaPGlite {
  /** @param folder of the database, on whose disk there must be room to write */
  constructor(pglite: PGlite, private readonly folder: string) {
    super(withRoom(pglite, folder));
  }

  override async connect(): Promise<SqlAdapter> {
    const adapter = await super.connect();
    const inner = adapter as unknown as Inner;
    const start = inner.startTransactionInner.bind(inner);
    inner.startTransaction = (isolationLevel) => start({
      transaction: (work) => {
        const settled = inner.client.transaction(async (tx) => {
          if (isolationLevel !== undefined) await tx.exec(`SET TRANSACTION ISOLATION LEVEL ${isolationLevel}`);
          return work(withRoom(tx, this.folder));
        }).catch((error: unknown) => inner.onError(error));
        // The adapter chains its own catch and would keep that promise, which never rejects: it gets this one back.
        return { catch: (handler: (error: unknown) => unknown) => { settled.catch(handler); return settled; } } as unknown as Promise<unknown>;
      },
    }, { usePhantomQuery: true });
    return adapter;
  }
}
