'use client';
import { Drawer } from '@/components/ui/drawer';
import { Loading } from '@/components/ui/loading';
import { TypeIcon } from '@/components/ui/type-icon';
import { typeText } from '@/lib/model/values/type-text';
import type { Column } from '@/lib/model/values/types';
import type { ColumnProfile } from './column-profile';

const counted = (count: number) => count.toLocaleString('en');
const WIDTH = 340;
const HEIGHT = 96;

/** What a column of the grid's rows holds. */
export function ColumnStatistics({ column, profile, onClose }: { readonly column: Column; /** null while it is not known; a text says why it is not */ readonly profile: ColumnProfile | string | null; readonly onClose: () => void }) {
  const type = typeText(column.type);
  return (
    <Drawer label="Column" onClose={onClose} title={<><TypeIcon type={type} /><span className="truncate font-mono text-13" title={column.name}>{column.name}</span></>} subtitle={<span className="block truncate font-mono text-12" title={type}>{type}</span>}>
      {profile === null ? <Loading rows={6} /> : typeof profile === 'string' ? <p role="alert" className="text-bad-ink">{profile}</p> : <Known profile={profile} />}
    </Drawer>
  );
}

function Known({ profile }: { readonly profile: ColumnProfile }) {
  const most = Math.max(1, ...profile.bars);
  const step = WIDTH / Math.max(1, profile.bars.length);
  return (
    <>
      {profile.named ? (
        <ul aria-label="Most frequent values" className="flex flex-col gap-1.5">
          {profile.named.map((name, index) => {
            const count = profile.bars[index] ?? 0;
            return (
              <li key={index} className="text-12">
                <span className="flex gap-2"><span className="min-w-0 grow truncate [unicode-bidi:isolate]" title={name}>{name}</span><span>{counted(count)}</span></span>
                <svg width="100%" height="4" className="fill-bar" aria-hidden="true"><rect width={`${(count / most) * 100}%`} height="4" /></svg>
              </li>
            );
          })}
        </ul>
      ) : profile.bars.length > 0 && (
        <figure aria-label={`Spread of the values from ${profile.range?.[0] ?? ''} to ${profile.range?.[1] ?? ''}`}>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="w-full fill-bar" aria-hidden="true">
            {profile.bars.map((count, index) => {
              const height = count === 0 ? 0 : Math.max(1, (count / most) * HEIGHT);
              return <rect key={index} x={index * step} y={HEIGHT - height} width={Math.max(1, step - 1)} height={height}><title>{counted(count)}</title></rect>;
            })}
          </svg>
          <figcaption className="flex justify-between border-t-4 border-scale pt-1 text-11 text-ink-3"><span>{profile.range?.[0]}</span><span>{profile.range?.[1]}</span></figcaption>
        </figure>
      )}
      <dl className="mt-4 grid grid-cols-[1fr_max-content] leading-[26px] [&_dd]:text-right [&_dt]:text-12/[26px] [&_dt]:text-ink-3">
        <dt>Rows</dt><dd>{counted(profile.rows)}</dd>
        <dt>Null</dt><dd>{counted(profile.nulls)}</dd>
        <dt>Distinct</dt><dd>{profile.distinctIsExact === false ? 'about ' : ''}{counted(profile.distinct)}</dd>
        {profile.range && <><dt>Least</dt><dd>{profile.range[0]}</dd><dt>Greatest</dt><dd>{profile.range[1]}</dd></>}
      </dl>
    </>
  );
}
