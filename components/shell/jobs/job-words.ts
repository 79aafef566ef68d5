import type { z } from 'zod';
import type { job, jobDetail } from '@/lib/transport/api/contract/jobs';
import type { MarkState } from '@/components/ui/mark';
import { bytes, count } from '../words';

export type JobItem = z.infer<typeof job>;
export type JobDetail = z.infer<typeof jobDetail>;

export const STATE_MARK: Readonly<Record<JobItem['state'], MarkState>> = { queued: 'queued', running: 'running', finished: 'good', failed: 'bad', cancelled: 'cancelled' };
export const hasEnded = ({ state }: Pick<JobItem, 'state'>): boolean => state !== 'queued' && state !== 'running';

/** `12 of 40 files`. */
export const progressWords = ({ progress }: Pick<JobItem, 'progress'>): string | null =>
  progress === null ? null : progress.total === null ? `${count(progress.done)} ${progress.unit}` : `${count(progress.done)} of ${count(progress.total)} ${progress.unit}`;

type Row = readonly [name: string, value: string];
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Words of what a job counts; a count without a word of its own is not shown. */
const NAMES: Readonly<Record<string, string>> = {
  snapshots: 'Snapshots', refs: 'Branches and tags', looked: 'Looked at', tooYoung: 'Too young to tell', groups: 'Groups', files: 'Files', deleteFiles: 'Delete files', rows: 'Rows', bytes: 'Size', removed: 'Removed',
  becomes: 'Become about', targetFileBytes: 'Target size', manifests: 'Manifests', data: 'Data files', deletes: 'Delete files', manifest: 'Manifests', 'manifest-list': 'Manifest lists', statistics: 'Statistics files',
  filesAdded: 'Files written', filesRemoved: 'Files replaced', bad: 'Bad rows', loaded: 'Rows loaded',
};
const SIZES: ReadonlySet<string> = new Set(['bytes', 'targetFileBytes']);

/** What came out of a job, as names and numbers; zeros inside a breakdown are left out. */
export function resultRows(result: unknown): readonly Row[] {
  if (!isObject(result)) return [];
  return Object.entries(result).flatMap(([key, value]): readonly Row[] => {
    const name = NAMES[key];
    if (typeof value === 'number' && name !== undefined) return [[name, SIZES.has(key) ? bytes(value) : count(value)]];
    if (Array.isArray(value) && key === 'refs' && value.length > 0) return [['Branches and tags', value.join(', ')]];
    if (isObject(value) && (key === 'files' || key === 'done')) return resultRows(Object.fromEntries(Object.entries(value).filter(([, amount]) => amount !== 0)));
    return [];
  });
}
