'use client';
import { bytes, count, counted } from '@/components/shell/words';

const HEIGHT = 48;
const WIDTH = 84;
export interface Sizes { readonly from: number; readonly to: number; readonly files: number }

const edge = (value: number): string => bytes(value).replace('.0 ', ' ');
const range = ({ from, to }: Sizes): string => (to >= Number.MAX_SAFE_INTEGER ? `${edge(from)} and more` : `${edge(from)} to ${edge(to)}`);

/** How many data files have which size, on the zebra scale; a size that is pressed is the only one in the list below. */
export function SizeHistogram({ sizes, chosen, onChoose }: { readonly sizes: readonly Sizes[]; readonly chosen: number | null; readonly onChoose: (size: Sizes | null) => void }) {
  const most = Math.max(1, ...sizes.map((each) => each.files));
  return (
    <div role="group" aria-label="Sizes of data files" className="flex max-w-[640px] shrink-0 pb-2">
      {sizes.map((each, index) => {
        const height = each.files === 0 ? 0 : Math.max(2, (each.files / most) * HEIGHT);
        const isChosen = chosen === each.from;
        return (
          <button
            key={each.from} type="button" aria-pressed={isChosen} disabled={each.files === 0 && !isChosen} aria-label={`${counted(each.files, 'file')}, ${range(each)}`} title={isChosen ? 'Show all sizes' : `Only ${range(each)}`} onClick={() => onChoose(isChosen ? null : each)}
            className="group min-w-0 flex-1 rounded-1 text-left text-11 outline-none enabled:cursor-pointer focus-visible:shadow-(--ring)"
          >
            <span className={`block h-4 text-center ${isChosen ? 'text-ink' : 'text-ink-2'}`}>{each.files > 0 && count(each.files)}</span>
            <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className="block h-12 w-full" aria-hidden="true">
              <rect className={isChosen ? 'fill-water' : chosen === null ? 'fill-bar group-enabled:group-hover:fill-water' : 'fill-scale opacity-50'} x="1" y={HEIGHT - height} width={WIDTH - 3} height={height} />
            </svg>
            <span className={`block h-1 border border-scale ${index % 2 === 0 ? 'bg-scale' : 'bg-sheet'}`} />
            <span className={`block truncate pt-0.5 ${isChosen ? 'text-ink' : 'text-ink-3'}`}>{edge(each.from)}</span>
          </button>
        );
      })}
    </div>
  );
}
