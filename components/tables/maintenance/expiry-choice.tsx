'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PartProblem } from '@/components/shell/part-problem';
import { useDebounced } from '@/components/shell/use-debounced';
import { useNow } from '@/components/shell/use-now';
import { bytes, count, counted, day, secondsSince } from '@/components/shell/words';
import { api, type client } from '@/lib/transport/api/client';
import type { TablePlace } from '../table-place';
import { RangeField } from './range-field';

const DAY = 86_400;
const REST_MS = 120;
const KEEP_MAX = 100;
const [WIDTH, HEIGHT] = [480, 36];
type Preview = Awaited<ReturnType<typeof client.maintenance.expiry>>;

/** How old and how many: two sliders, and at once what would go, drawn over the age of all snapshots. */
export function ExpiryChoice({ place, days, keep, disabled, onDays, onKeep }: { readonly place: TablePlace; readonly days: string; readonly keep: string; readonly disabled: boolean; readonly onDays: (text: string) => void; readonly onKeep: (text: string) => void }) {
  const [openedMs] = useState(() => Date.now());
  const asked = useDebounced(`${days}|${keep}`, REST_MS);
  const [age, number] = asked.split('|').map((text) => (/^\d{1,5}$/.test(text.trim()) ? Number(text) : null));
  const isWhole = age !== null && age !== undefined && number !== null && number !== undefined && number > 0;
  const preview = useQuery({
    ...api.maintenance.expiry.queryOptions({ input: { ...place, olderThan: new Date(openedMs - (age ?? 0) * DAY * 1000).toISOString(), retainLast: String(number ?? 1) } }),
    enabled: isWhole, placeholderData: keepPreviousData,
  });
  const { data } = preview;
  const oldest = data?.oldestAt === null || data === undefined ? 0 : Math.ceil(secondsSince(data.oldestAt, openedMs) / DAY);
  return (
    <div className="flex flex-col gap-2">
      {data && <Ages preview={data} />}
      <RangeField label="Older than" unit="days" value={days} min={0} max={Math.max(oldest, 10)} disabled={disabled} onChange={onDays} />
      <RangeField label="Keep at least, of each branch" unit="snapshots" value={keep} min={1} max={Math.min(KEEP_MAX, Math.max(10, data?.of ?? 10))} disabled={disabled} onChange={onKeep} />
      {preview.error !== null && <PartProblem error={preview.error} what="What would go" retry={() => void preview.refetch()} />}
    </div>
  );
}

/** Snapshots by age: what goes from the left, what stays at the right. */
function Ages({ preview }: { readonly preview: Preview }) {
  const now = useNow();
  const most = Math.max(1, ...preview.ages.map(({ stay, go }) => stay + go));
  const step = WIDTH / preview.ages.length;
  const about = preview.about === null || preview.about.files === 0 ? '' : `, and about ${counted(preview.about.files, 'file')} with them, ${bytes(preview.about.bytes)}`;
  return (
    <section aria-label="What would go" aria-live="polite" className="flex flex-col gap-1">
      <p><span className="font-strong">{counted(preview.snapshots, 'snapshot')} of {count(preview.of)}</span> would go{about}{preview.refs.length > 0 && <span className="text-bad-ink">, with {preview.refs.join(', ')}</span>}</p>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 5}`} preserveAspectRatio="none" aria-hidden="true" className="h-[41px] w-full">
        {preview.ages.map(({ stay, go }, index) => {
          const [whole, gone] = [((stay + go) / most) * (HEIGHT - 2), (go / most) * (HEIGHT - 2)];
          return (
            <g key={index}>
              {stay > 0 && <rect className="fill-bar" x={index * step} y={HEIGHT - Math.max(2, whole)} width={step - 1} height={Math.max(2, whole) - gone} />}
              {go > 0 && <rect className="fill-bad opacity-60" x={index * step} y={HEIGHT - Math.max(2, gone)} width={step - 1} height={Math.max(2, gone)} />}
            </g>
          );
        })}
        {Array.from({ length: 10 }, (_, index) => <rect key={index} className={index % 2 === 0 ? 'fill-scale stroke-scale' : 'fill-sheet stroke-scale'} x={(index * WIDTH) / 10 + 0.5} y={HEIGHT + 0.5} width={WIDTH / 10 - 1} height="3" />)}
      </svg>
      <p className="flex text-11 text-ink-3"><span className="grow">{preview.oldestAt === null ? '' : day(preview.oldestAt, now)}</span><span>now</span></p>
      <p className="text-12 text-ink-2">{kept(preview, now)}</p>
    </section>
  );
}

function kept({ oldestKeptAt, held, snapshots }: Preview, now: number): string {
  if (snapshots === 0) return 'Nothing is that old, or all that is stays for a branch or tag.';
  const travel = oldestKeptAt === null ? '' : `Travel reaches back to ${day(oldestKeptAt, now)} then.`;
  return held.length === 0 ? travel : `${travel} ${held.length > 3 ? counted(held.length, 'branch or tag', 'branches and tags') : held.join(', ')} ${held.length === 1 ? 'keeps its' : 'keep their'} snapshots.`;
}
