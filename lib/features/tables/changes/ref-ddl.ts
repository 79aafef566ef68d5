import type { SnapshotRef } from '@/lib/model/iceberg';
import { backtick } from '../ddl';
import type { InTable } from '../inputs';
import { namesOf } from './change-ddl';
import type { Ddl } from './effect';

const TRINO = '-- Trino 426 can neither make nor remove branches and tags';
const MINUTE = 60_000;
/** Spark counts in days, hours and minutes. */
const period = (ms: number): string => (ms % (24 * 60 * MINUTE) === 0 ? `${ms / (24 * 60 * MINUTE)} DAYS` : ms % (60 * MINUTE) === 0 ? `${ms / (60 * MINUTE)} HOURS` : `${Math.max(1, Math.round(ms / MINUTE))} MINUTES`);

/** CREATE or REPLACE BRANCH and TAG, which Spark has and Trino 426 lacks. */
export function setRefDdl(table: InTable, name: string, ref: SnapshotRef, before: SnapshotRef | null): Ddl {
  const retain = ref.maxRefAgeMs === null ? '' : ` RETAIN ${period(ref.maxRefAgeMs)}`;
  const keep = [ref.minSnapshotsToKeep === null ? '' : ` ${ref.minSnapshotsToKeep} SNAPSHOTS`, ref.maxSnapshotAgeMs === null ? '' : ` ${period(ref.maxSnapshotAgeMs)}`].join('');
  return { trino: TRINO, spark: `ALTER TABLE ${namesOf(table).spark} ${before === null ? 'CREATE' : 'REPLACE'} ${ref.type.toUpperCase()} ${backtick(name)} AS OF VERSION ${ref.snapshotId}${retain}${keep === '' ? '' : ` WITH SNAPSHOT RETENTION${keep}`};` };
}

export const forgetRefDdl = (table: InTable, name: string, ref: SnapshotRef): Ddl => ({ trino: TRINO, spark: `ALTER TABLE ${namesOf(table).spark} DROP ${ref.type.toUpperCase()} ${backtick(name)};` });
