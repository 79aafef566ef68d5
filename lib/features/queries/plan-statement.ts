import type { Predicate } from '@/lib/model/iceberg';
import type { EngineScan, FilesScan } from '@/lib/ports/engines/port';
import type { ParsedStatement, ScanNeed, SqlSession, Translation } from '@/lib/ports/parser/port';
import type { Need } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { formatSecurable } from '@/lib/kernel/access/securables';
import { readScan, sqlColumns } from '../tables/read-scan';
import { sayHiddenColumn } from './hidden-column';
import { informationSchemaRows } from './information-schema';
import { resolve, StatementTables, toResolved, type Relation } from './resolve';
import type { ReadSnapshot, ScanStatistics } from './run';
import { columnSecurable, refused } from './rights';

/** A statement ready to run: the engine's text and exactly what it may read. */
export interface StatementPlan {
  readonly translation: Translation;
  readonly scans: readonly EngineScan[];
  readonly statistics: ScanStatistics;
  readonly snapshots: readonly ReadSnapshot[];
  readonly needs: readonly Need[];
  /** for EXPLAIN and the preflight line */
  readonly reads: readonly TableRead[];
}
export interface TableRead {
  readonly relation: Relation;
  readonly columns: readonly string[];
  readonly filter: Predicate;
  readonly statistics: ScanStatistics | null;
}

const NO_FILES: ScanStatistics = { filesTotal: 0, filesPlanned: 0, bytesPlanned: 0 };

/**
 * Looks tables up, types and translates the statement, asks for the rights to read, and plans each scan. `target`: the table that it
 * writes, which was looked up, and for which rights were asked, elsewhere. Throws QUERY_FAILED and the like.
 */
export async function planStatement(ctx: Context, script: string, statement: ParsedStatement, session: SqlSession, target: Relation | null = null): Promise<StatementPlan> {
  const relations: Relation[] = [];
  const tables = new StatementTables(ctx.ports.catalog, target?.kind === 'table' ? target.loaded : null);
  for (const mention of statement.tables) relations.push(target?.mention.index === mention.index ? target : await resolve(ctx, mention, session, tables));
  if (target !== null && !relations.includes(target)) relations.push(target);
  const translation = await ctx.ports.parser.translate(script, statement.index, session, relations.map(toResolved), ctx.signal).catch((error: unknown) => { throw sayHiddenColumn(error, relations); });
  const needs = translation.scans.flatMap((need) => needsOf(ctx, relationOf(relations, need), readBy(translation, need)));
  const scans: EngineScan[] = [];
  const reads: TableRead[] = [];
  for (const need of translation.scans) {
    const relation = relationOf(relations, need);
    const planned = await scanOf(ctx, relation, need);
    scans.push(planned.scan);
    reads.push({ relation, columns: need.columns, filter: need.filter, statistics: planned.statistics });
  }
  const total = reads.reduce<ScanStatistics>((sum, { statistics }) => (statistics === null ? sum : add(sum, statistics)), NO_FILES);
  return { translation, scans, statistics: total, needs, reads, snapshots: snapshotsOf(relations.filter((relation) => relation !== target || relation.kind !== 'table' || ctx.can('select', relation.on))) };
}

/** Each state that is read, once. */
function snapshotsOf(relations: readonly Relation[]): readonly ReadSnapshot[] {
  const read = new Map<string, ReadSnapshot>();
  for (const relation of relations) {
    if (relation.kind !== 'table') continue;
    const { name, on, snapshot } = relation;
    const snapshotId = snapshot?.snapshotId.toString() ?? null;
    read.set(`${name}@${snapshotId}`, { table: name, on: formatSecurable(on), snapshotId, at: snapshot === null ? null : new Date(snapshot.timestampMs).toISOString() });
  }
  return [...read.values()];
}

const add = (a: ScanStatistics, b: ScanStatistics): ScanStatistics => ({ filesTotal: a.filesTotal + b.filesTotal, filesPlanned: a.filesPlanned + b.filesPlanned, bytesPlanned: a.bytesPlanned + b.bytesPlanned });

/** What the text reads of a table: of the target of a delta, not what its rows are copied by. Null where it reads nothing at all. */
function readBy({ write }: Translation, need: ScanNeed): ScanNeed | null {
  if (!need.positions || write?.kind !== 'delta') return need;
  return write.reads.length === 0 ? null : { ...need, columns: write.reads };
}

function relationOf(relations: readonly Relation[], need: ScanNeed): Relation {
  const relation = relations.find((candidate) => candidate.mention.index === need.index);
  if (!relation) throw new TypeError(`The translation reads relation ${need.index}, which the statement does not mention`);
  return relation;
}

/** select on the table, or on each column that is read where only those were granted. */
function needsOf(ctx: Context, relation: Relation, need: ScanNeed | null): readonly Need[] {
  if (need === null) return [];
  if (relation.kind === 'information-schema') return [];
  if (relation.kind === 'metadata') return [{ privilege: ctx.can('select', relation.on) ? 'select' : 'describe', securable: relation.on }];
  if (ctx.can('select', relation.on)) return [{ privilege: 'select', securable: relation.on }];
  const denied = need.columns.filter((column) => !ctx.can('select', columnSecurable(relation.on, column)));
  if (denied.length > 0 || need.columns.length === 0) {
    throw refused('PERMISSION_DENIED', `Access Denied: Cannot select from columns [${denied.join(', ')}] in table or view ${relation.name}: this needs the privilege select`, relation.mention.span, relation.on);
  }
  return need.columns.map((column) => ({ privilege: 'select' as const, securable: columnSecurable(relation.on, column) }));
}

async function scanOf(ctx: Context, relation: Relation, need: ScanNeed): Promise<{ scan: EngineScan; statistics: ScanStatistics | null }> {
  if (relation.kind !== 'table') {
    const rows = relation.kind === 'metadata' ? await ctx.ports.catalog.metadataRows(relation.loaded, relation.table) : await informationSchemaRows(ctx, relation.table, need.filter);
    // the engine's text knows the columns of a relation by their place
    return { scan: { kind: 'rows', alias: need.alias, columns: relation.columns.map(({ type }, index) => ({ name: `c${index}`, type })), rows }, statistics: null };
  }
  const read = new Set(need.columns);
  const fields = sqlColumns(relation.schema).flatMap(({ name, field }, index) => (read.has(name) ? [{ ...field, name: `c${index}` }] : []));
  const { scan, plan } = await readScan(ctx, relation.loaded, { alias: need.alias, snapshot: relation.snapshot, schema: relation.schema, fields, filter: need.filter, limit: need.limit });
  const engineScan: FilesScan = need.positions ? { ...scan, positions: true } : scan;
  return { scan: engineScan, statistics: { filesTotal: plan.counts.filesTotal, filesPlanned: plan.counts.filesPlanned, bytesPlanned: plan.counts.bytesPlanned } };
}
