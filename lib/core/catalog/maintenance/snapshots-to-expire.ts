import { invalidInput, notFound, unsupported } from '@/lib/model/errors';
import { ancestors, refByName, snapshotById, type Snapshot, type TableMetadata } from '@/lib/model/iceberg';
import { countProperty, flagProperty } from '../changes/table-properties';

export interface ExpiryRequest {
  /** epoch milliseconds: what is older may go. The table's history.expire.max-snapshot-age-ms unless told */
  readonly olderThanMs?: number;
  /** how many of each branch stay at least; history.expire.min-snapshots-to-keep unless told */
  readonly retainLast?: number;
  /** these snapshots, whatever their age; without `olderThanMs` and `retainLast` nothing else */
  readonly snapshotIds?: readonly bigint[];
}
export interface Expiry {
  readonly snapshots: readonly Snapshot[];
  /** branches and tags older than they may be, which go too; never main */
  readonly refs: readonly string[];
}

const AGE_MS = 5 * 24 * 3600 * 1000;

/** Throws UNSUPPORTED for a table whose files are not to be collected: they may be others' too. */
export function requireCollectable(metadata: TableMetadata): void {
  if (!flagProperty(metadata, 'gc.enabled', true)) throw unsupported('The table property gc.enabled is false: files of this table may belong to others, so none are removed.');
}

/**
 * Which snapshots and refs may go (spec, Snapshot Retention Policy; as Iceberg's RemoveSnapshots): a ref by its age; of
 * each branch that stays, ancestors that are both older and more than are kept, by the ref's own numbers where it has them;
 * what no ref leads to, by age. The head of a ref never goes. INVALID_INPUT for a snapshot that a ref names.
 */
export function snapshotsToExpire(metadata: TableMetadata, request: ExpiryRequest, nowMs: number): Expiry {
  requireCollectable(metadata);
  const { olderThanMs = nowMs - countProperty(metadata, 'history.expire.max-snapshot-age-ms', AGE_MS), retainLast = countProperty(metadata, 'history.expire.min-snapshots-to-keep', 1) } = request;
  if (!Number.isSafeInteger(retainLast) || retainLast < 1) throw invalidInput('At least one snapshot of each branch stays.');
  const byAge = request.snapshotIds === undefined || request.olderThanMs !== undefined || request.retainLast !== undefined;
  const refs = byAge ? expiredRefs(metadata, nowMs) : [];
  const stay = Object.entries(metadata.refs).filter(([name]) => !refs.includes(name));
  const kept = new Set<bigint>();
  const reached = new Set<bigint>();
  for (const [, ref] of stay) {
    kept.add(ref.snapshotId);
    reached.add(ref.snapshotId);
    if (ref.type === 'tag') continue;
    const line = ancestors(metadata, ref.snapshotId);
    for (const { snapshotId } of line) reached.add(snapshotId);
    const least = ref.minSnapshotsToKeep ?? retainLast;
    const limit = ref.maxSnapshotAgeMs === null ? olderThanMs : nowMs - ref.maxSnapshotAgeMs;
    // what follows the first that may go, goes: a history has no gaps
    for (const [index, { snapshotId, timestampMs }] of line.entries()) {
      if (index >= least && timestampMs < limit) break;
      kept.add(snapshotId);
    }
  }
  const named = new Set(request.snapshotIds ?? []);
  for (const id of named) refuseHeld(metadata, id, refs);
  const goes = ({ snapshotId, timestampMs }: Snapshot): boolean => named.has(snapshotId) || (byAge && (reached.has(snapshotId) ? !kept.has(snapshotId) : timestampMs < olderThanMs));
  return { snapshots: metadata.snapshots.filter(goes), refs };
}

function refuseHeld(metadata: TableMetadata, id: bigint, going: readonly string[]): void {
  if (snapshotById(metadata, id) === null) throw notFound('snapshot', String(id));
  const held = Object.entries(metadata.refs).find(([name, ref]) => ref.snapshotId === id && !going.includes(name));
  if (held !== undefined) throw invalidInput(`Snapshot ${id} cannot go: the ${held[1].type} ${held[0]} names it.`);
}

function expiredRefs(metadata: TableMetadata, nowMs: number): readonly string[] {
  const general = countProperty(metadata, 'history.expire.max-ref-age-ms', Number.MAX_SAFE_INTEGER);
  return Object.keys(metadata.refs).filter((name) => {
    const ref = refByName(metadata, name);
    const snapshot = ref === undefined ? null : snapshotById(metadata, ref.snapshotId);
    return name !== 'main' && ref !== undefined && snapshot !== null && nowMs - snapshot.timestampMs > (ref.maxRefAgeMs ?? general);
  });
}
