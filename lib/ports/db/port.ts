import type { Prisma, PrismaClient } from './generated/client';

/** The Prisma client without what opens, closes or nests. Inside a transaction it is that transaction. */
export type Client = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$use' | '$extends' | '$transaction'>;

export interface TransactionOptions {
  readonly isolationLevel?: Prisma.TransactionIsolationLevel;
  /** milliseconds after which an open transaction is rolled back; 10 seconds unless told */
  readonly timeoutMs?: number;
}

/**
 * The console's own state: PGlite in a folder, or PostgreSQL. PGlite is one connection, so a client used beside an open
 * transaction would wait for itself: `client` therefore is the transaction while one is open in this chain of calls,
 * and `transaction` joins the one that is open.
 */
export interface Database {
  readonly kind: 'pglite' | 'postgresql';
  /** folder, or host and database name; never a password */
  readonly place: string;
  readonly client: Client;
  /** All or nothing. Rejects with what `work` throws, or with what COMMIT says. */
  transaction<T>(work: (tx: Client) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Rejects with UNAVAILABLE when the database does not answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** True for a unique constraint that was hit (PGlite names fields, PostgreSQL the constraint: neither is told). */
export const isUniqueViolation = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && (error as { code?: unknown }).code === 'P2002';
