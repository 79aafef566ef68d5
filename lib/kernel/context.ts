import type { Catalog } from '@/lib/core/catalog';
import type { Database } from '@/lib/ports/db/port';
import type { QueryEngine } from '@/lib/ports/engines/port';
import type { SqlParser } from '@/lib/ports/parser/port';
import type { FileStore } from '@/lib/ports/storage/port';
import type { Rights } from './access/decide';
import type { Privilege } from './access/privileges';
import type { Securable } from './access/securables';
import type { Log } from './log';
import type { Settings } from './settings/settings';

/** Who asks. `anonymous` has no rights and reaches only verbs that say 'public'; `system` is the console itself. */
export interface Principal {
  readonly kind: 'user' | 'system' | 'anonymous';
  readonly id: string;
  /** as people write it; current_user in SQL */
  readonly name: string;
  readonly via: { readonly kind: 'session'; readonly sessionId: string } | { readonly kind: 'token'; readonly tokenId: string; readonly scope: 'all' | 'read' } | { readonly kind: 'none' };
}

export interface Source {
  readonly ip: string | null;
  readonly agent: string | null;
  readonly via: 'ui' | 'api' | 'catalog' | 'engine' | 'job' | 'command';
}

/** One of the system's own limits around a child that runs a person's SQL, and whether it stands on this machine. */
export interface Wall {
  readonly name: string;
  readonly holds: boolean;
  /** one sentence for the start and the settings page */
  readonly why: string;
}

/** The parts of the house that verbs work with; lib/lakehouse.ts builds them from settings. */
export interface Ports {
  readonly db: Database;
  readonly store: FileStore;
  readonly catalog: Catalog;
  readonly engine: QueryEngine;
  readonly parser: SqlParser;
  readonly settings: Settings;
  readonly log: Log;
  readonly walls: readonly Wall[];
}

/** What the outcome record of an act says beyond its name and its securable. Never secrets, never rows. */
export interface AuditDetails {
  readonly before?: unknown;
  readonly after?: unknown;
  readonly queryId?: string;
  readonly textHash?: string;
  readonly rows?: number;
  readonly bytes?: number;
  readonly [detail: string]: unknown;
}

/** Everything a verb gets beside its input. Made for one request (or one job) and never kept beyond it. */
export interface Context {
  readonly principal: Principal;
  readonly requestId: string;
  readonly source: Source;
  readonly signal: AbortSignal;
  now(): Date;
  /** read anew (by the grants version) each time a verb is entered */
  readonly rights: Rights;
  /** for abilities and for filtering lists; to refuse, use requireAccess(ctx.rights, …) */
  can(privilege: Privilege, on: Securable): boolean;
  /** adds to the outcome record of the verb that runs */
  note(details: AuditDetails): void;
  readonly ports: Ports;
}
