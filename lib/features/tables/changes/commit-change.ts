import type { Change, LoadedTable } from '@/lib/core/catalog';
import { unsupported } from '@/lib/model/errors';
import { applyUpdates, checkRequirements, type TableMetadata } from '@/lib/model/iceberg';
import type { Context } from '@/lib/kernel/context';
import { nameOf } from '../inputs';
import { openTable } from '../open';
import { NO_EFFECT, type Effect, type Undo } from './effect';
import { etagOf, requireMatch } from './etag';
import type { Tell } from './once';
import type { TableWrite } from './write-input';

/** A change with what is to be said of it. */
export interface Planned {
  readonly change: Change;
  /** given the table as it will be, with the ETag that it will have */
  describe(after: TableMetadata, etag: string): { readonly effect: Partial<Effect>; readonly undo: Undo | null; /** the table's current one unless told */ readonly snapshotId?: bigint | null };
}

export interface Written {
  readonly metadataVersion: number;
  readonly snapshotId: string | null;
  readonly etag: string | null;
  readonly dryRun: boolean;
  readonly changed: boolean;
  readonly effect: Effect;
  readonly undo: Undo | null;
}

/**
 * Commits what `plan` makes of a fresh base, again on each newer base when somebody else was first, or only says what it
 * would do. The state that the asker has seen is checked on each base.
 */
export async function commitChange(ctx: Context, input: TableWrite, tell: Tell, plan: (base: LoadedTable) => Promise<Planned>): Promise<Written> {
  const { catalog } = ctx.ports;
  let last: { base: LoadedTable; planned: Planned } | null = null;
  const build = async (base: LoadedTable): Promise<Change> => {
    await requireMatch(ctx, base, input.ifMatch);
    last = { base, planned: await plan(base) };
    return last.planned.change;
  };
  if (input.dryRun) return tried(ctx, await openTable(ctx, input), build, () => last);
  const { loaded, changed } = await catalog.commit(nameOf(input), build, {
    signal: ctx.signal,
    attempt: async (attempt) => { if (last !== null) await tell(attempt, present(last.planned, afterOf(ctx, last), attempt.version, true, false)); },
  });
  const built = last as { base: LoadedTable; planned: Planned } | null;
  if (built === null) throw new Error('a commit without a change');
  const answer = present(built.planned, loaded.metadata, loaded.version, changed, false);
  ctx.note({ before: { metadataVersion: built.base.version }, after: { metadataVersion: answer.metadataVersion, snapshotId: answer.snapshotId, changes: answer.effect.words.slice(0, 100) } });
  return answer;
}

type Built = { readonly base: LoadedTable; readonly planned: Planned };
const afterOf = (ctx: Context, { base, planned }: Built): TableMetadata => applyUpdates(base.metadata, planned.change.updates, ctx.now().getTime());

/** The same without publishing: the answer tells the version that is there, and in its effect what would be. */
async function tried(ctx: Context, base: LoadedTable, build: (base: LoadedTable) => Promise<Change>, built: () => Built | null): Promise<Written> {
  if (base.readOnly !== null) throw unsupported(base.readOnly);
  const change = await build(base);
  checkRequirements(base.metadata, change.requirements);
  const planned = built();
  if (planned === null) throw new Error('a commit without a change');
  const after = afterOf(ctx, planned);
  const { effect } = present(planned.planned, after, base.version + 1, after !== base.metadata, true);
  return { metadataVersion: base.version, snapshotId: base.metadata.currentSnapshotId?.toString() ?? null, etag: etagOf(base), dryRun: true, changed: after !== base.metadata, effect, undo: null };
}

function present({ describe }: Planned, after: TableMetadata, version: number, changed: boolean, dryRun: boolean): Written {
  const etag = etagOf({ metadata: after, version });
  const { effect, undo, snapshotId = after.currentSnapshotId } = describe(after, etag);
  return { metadataVersion: version, snapshotId: snapshotId?.toString() ?? null, etag, dryRun, changed, effect: { ...NO_EFFECT, ...effect }, undo: changed ? undo : null };
}
