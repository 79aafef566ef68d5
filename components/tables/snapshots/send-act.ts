import type { z } from 'zod';
import { client } from '@/lib/transport/api/client';
import type { written } from '@/lib/transport/api/contract/writes';
import type { TablePlace } from '../table-place';
import type { Act } from './snapshot-acts';

export type Written = z.infer<typeof written>;

/** What a new branch or tag is called and how long it is kept, milliseconds; null: as the table has it. */
export interface NewRef {
  readonly name: string;
  readonly retention: { readonly minSnapshotsToKeep: number | null; readonly maxSnapshotAgeMs: number | null; readonly maxRefAgeMs: number | null };
}
interface Sending {
  readonly place: TablePlace;
  readonly snapshotId: string;
  readonly act: Act;
  /** for the acts that make a ref */
  readonly ref: NewRef | null;
}

/** Asks what an act would do, of the table as it is at this moment; `etag` in the answer names that state. */
export const tryAct = (sending: Sending, signal: AbortSignal): Promise<Written> => send(sending, { query: { dryRun: 'true' } }, signal);

/** Does it, if the table is still as it was when its effect was shown. */
export const doAct = (sending: Sending, etag: string | null, key: string): Promise<Written> =>
  send(sending, { headers: { 'idempotency-key': key, ...(etag === null ? {} : { 'if-match': etag }) } });

type How = { readonly query: { readonly dryRun: 'true' } } | { readonly headers: { readonly 'idempotency-key': string; readonly 'if-match'?: string } };

function send({ place, snapshotId, act, ref }: Sending, how: How, signal?: AbortSignal): Promise<Written> {
  const params = { catalog: place.catalog, namespace: place.namespace, table: place.table };
  const options = signal ? { signal } : {};
  switch (act.kind) {
    case 'roll-back': return client.tables.rollback({ params, ...how, body: { snapshotId, ref: 'main' } }, options);
    case 'fast-forward': return client.tables.fastForward({ params: { ...params, name: 'main' }, ...how, body: { to: act.to } }, options);
    case 'cherry-pick': return client.tables.cherryPick({ params, ...how, body: { snapshotId, ref: 'main' } }, options);
    case 'remove': return client.tables.removeRef({ params: { ...params, name: act.name }, ...how }, options);
    case 'tag':
    case 'branch': {
      if (ref === null) throw new Error(`a ${act.kind} without a name`);
      return client.tables.setRef({ params: { ...params, name: ref.name }, ...how, body: { type: act.kind, snapshotId, retention: ref.retention } }, options);
    }
  }
}
