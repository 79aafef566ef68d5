import { count } from '@/components/shell/words';

const WIDTH = 64;
const HEIGHT = 16;

/** Rows by tenths of the range from least to greatest. */
export function Spread({ values, label }: { readonly values: readonly number[]; readonly label: string }) {
  const most = Math.max(1, ...values);
  const bar = WIDTH / Math.max(1, values.length);
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={`Spread of ${label}: ${values.map(count).join(', ')} rows by tenths of its range`}>
      {values.map((value, index) => {
        const height = value === 0 ? 0 : Math.max(1, (value / most) * HEIGHT);
        return <rect key={index} className="fill-bar" x={index * bar} y={HEIGHT - height} width={Math.max(1, bar - 1)} height={height} />;
      })}
      <line className="stroke-rule" x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} strokeOpacity="0.6" />
    </svg>
  );
}
