import type { z } from 'zod';
import type { job, jobDetail } from '@/lib/transport/api/contract/jobs';
import type { MarkState } from '@/components/ui/mark';
import { bytes, count, counted } from '../words';

export type JobItem = z.infer<typeof job>;
export type JobDetail = z.infer<typeof jobDetail>;

export const STATE_MARK: Readonly<Record<JobItem['state'], MarkState>> = { queued: 'queued', running: 'running', finished: 'good', failed: 'bad', cancelled: 'cancelled' };
export const hasEnded = ({ state }: Pick<JobItem, 'state'>): boolean => state !== 'queued' && state !== 'running';

/** `12 of 40 files`. */
export const progressWords = ({ progress }: Pick<JobItem, 'progress'>): string | null =>
  progress === null ? null : progress.total === null ? `${count(progress.done)} ${progress.unit}` : `${count(progress.done)} of ${count(progress.total)} ${progress.unit}`;

type Row = readonly [name: string, value: string];
type Result = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Result => typeof value === 'object' && value !== null && !Array.isArray(value);
const KINDS: Readonly<Record<string, string>> = { data: 'data file', deletes: 'delete file', manifest: 'manifest', 'manifest-list': 'manifest list', statistics: 'statistics file' };

/** What came out of a job, as names and numbers: what it would do, or what it did. */
export function resultRows(kind: string, result: unknown): readonly Row[] {
  if (!isObject(result)) return [];
  const number = (key: string, of: Result = result): number | null => (typeof of[key] === 'number' ? of[key] : null);
  const row = (name: string, value: string | null): readonly Row[] => (value === null ? [] : [[name, value]]);
  const amount = (name: string, key: string, of: Result = result): readonly Row[] => { const value = number(key, of); return row(name, value === null ? null : count(value)); };
  const size = (name: string, key: string): readonly Row[] => { const value = number(key); return row(name, value === null ? null : bytes(value)); };
  const isDry = result['dryRun'] === true;
  switch (kind) {
    case 'table.compact': {
      const done = isObject(result['done']) ? result['done'] : {};
      const older = number('olderSpecs') ?? 0;
      const rest = row('Left as they are', older === 0 ? null : `${counted(older, 'file')} of earlier partition specs`);
      if (isDry) return [...row('Written anew', `${counted(number('files') ?? 0, 'file')} of ${count(number('looked'))}, in ${counted(number('groups') ?? 0, 'group')}`), ...amount('Become about', 'becomes'), ...amount('Rows', 'rows'), ...size('Size', 'bytes'), ...amount('Delete files applied', 'deleteFiles'), ...size('Target size of a file', 'targetFileBytes'), ...rest];
      return [...amount('Files replaced', 'filesRemoved', done), ...amount('Files written', 'filesAdded', done), ...row('Groups', `${count(number('groups', done))} of ${count(number('groups'))}`), ...amount('Rows', 'rows'), ...size('Size before', 'bytes'), ...rest];
    }
    case 'table.expire_snapshots': {
      const files = isObject(result['files']) ? result['files'] : {};
      const parts = Object.entries(KINDS).flatMap(([key, name]) => { const found = number(key, files) ?? 0; return found === 0 ? [] : [counted(found, name)]; });
      const refs = Array.isArray(result['refs']) && result['refs'].length > 0 ? result['refs'].join(', ') : null;
      return [...amount('Snapshots', 'snapshots'), ...row('Branches and tags', refs), ...row('Files', parts.length === 0 ? 'none' : parts.join(', ')), ...amount('Rows that only they hold', 'rows'), ...size('Size', 'bytes'), ...(isDry ? [] : amount('Files removed', 'removed'))];
    }
    case 'table.remove_orphans': return [...row(isDry ? 'Orphan files' : 'Moved to the trash', `${counted(number('files') ?? 0, 'file')} of ${count(number('looked'))}`), ...size('Size', 'bytes'), ...amount('Too young to tell', 'tooYoung')];
    case 'table.rewrite_manifests': return [...amount('Manifests', 'manifests'), ...amount(isDry ? 'Become about' : 'Became about', 'becomes'), ...amount('Files in them', 'files'), ...size('Size', 'bytes')];
    default: return Object.entries(result).flatMap(([key, value]): readonly Row[] => (typeof value === 'number' && key !== 'metadataVersion' ? [[titled(key), /bytes/i.test(key) ? bytes(value) : count(value)]] : []));
  }
}

/** `rowsLoaded` as `Rows loaded`. */
const titled = (key: string): string => { const text = key.replaceAll(/([A-Z])/g, ' $1').toLowerCase(); return text.charAt(0).toUpperCase() + text.slice(1); };
