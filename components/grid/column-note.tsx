import type { ColumnProfile } from './column-profile';

const WIDTH = 48;
const HEIGHT = 12;

/** A column's values at a glance: how they are spread, and how many or from where to where. */
export function ColumnNote({ profile, marked }: { readonly profile: ColumnProfile; readonly marked: boolean }) {
  const text = profile.distinct === 0 ? 'only null' : profile.range && profile.distinct > 1 ? `${profile.range[0]} to ${profile.range[1]}` : `${profile.distinct.toLocaleString('en')} distinct`;
  const title = `Of the ${profile.rows.toLocaleString('en')} rows here: ${profile.distinct.toLocaleString('en')} distinct, ${profile.nulls.toLocaleString('en')} null${profile.range ? `, ${profile.range[0]} to ${profile.range[1]}` : ''}`;
  return (
    <span className="flex min-w-0 items-end gap-2" title={title}>
      {(profile.range !== null || Math.max(0, ...profile.bars) > 1) && <Bars bars={profile.bars} marked={marked} />}
      <span className="min-w-0 truncate">{text}</span>
    </span>
  );
}

function Bars({ bars, marked }: { readonly bars: readonly number[]; readonly marked: boolean }) {
  const most = Math.max(...bars);
  const step = WIDTH / bars.length;
  return (
    <svg width={WIDTH} height={HEIGHT} className={`shrink-0 ${marked ? 'fill-water' : 'fill-bar'}`} aria-hidden="true">
      {bars.map((count, index) => {
        const height = count === 0 ? 0 : Math.max(1, (count / most) * HEIGHT);
        return <rect key={index} x={index * step} y={HEIGHT - height} width={Math.max(1, step - 1)} height={height} />;
      })}
    </svg>
  );
}
