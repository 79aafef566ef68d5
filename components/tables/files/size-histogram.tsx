'use client';
import { useSize } from '@/components/shell/use-size';
import { bytes, count } from '@/components/shell/words';

const HEIGHT = 56;

/** How many data files have which size; sizes on the zebra scale. */
export function SizeHistogram({ sizes }: { readonly sizes: readonly { readonly from: number; readonly to: number; readonly files: number }[] }) {
  const { ref, width } = useSize<HTMLDivElement>();
  if (sizes.length === 0) return null;
  const most = Math.max(1, ...sizes.map((each) => each.files));
  const plot = Math.min(width, 640);
  const bar = plot / sizes.length;
  return (
    <div ref={ref} className="shrink-0 pb-2">
      <svg width={width} height={HEIGHT + 36} role="img" aria-label={`Sizes of data files: ${sizes.map((each) => `${count(each.files)} from ${bytes(each.from)}`).join('; ')}`}>
        {sizes.map((each, index) => {
          const height = each.files === 0 ? 0 : Math.max(2, (each.files / most) * HEIGHT);
          return (
            <g key={each.from}>
              <rect className="fill-bar" x={index * bar} y={16 + HEIGHT - height} width={Math.max(1, bar - 2)} height={height}><title>{`${count(each.files)} files of ${bytes(each.from)} to ${bytes(each.to)}`}</title></rect>
              {each.files > 0 && bar > 22 && <text className="fill-ink-2 text-11" x={index * bar + bar / 2} y={12 + HEIGHT - height} textAnchor="middle">{count(each.files)}</text>}
              <rect className={index % 2 === 0 ? 'fill-scale stroke-scale' : 'fill-sheet stroke-scale'} x={index * bar + 0.5} y={HEIGHT + 17.5} width={bar} height="3" />
              {(bar > 56 || index % 2 === 0) && <text className="fill-ink-3 text-11" x={index * bar} y={HEIGHT + 34}>{bytes(each.from).replace('.0 ', ' ')}</text>}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
