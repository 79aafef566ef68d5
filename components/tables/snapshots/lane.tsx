import { count, signed } from '@/components/shell/words';
import { OPERATION_FILL, OperationShape } from '@/components/ui/operation-shape';
import type { TimelineMark } from './timeline-marks';

const DROP = 40;
const RISE = 14;
/** Below the shape, so that a small drop is not hidden behind it. */
const CLEAR = 5;

/**
 * Marks of a lane with their soundings: what came hangs below the line, what went rises above it, both to the scale
 * beside the lane. What is longer than the scale ends in a break.
 */
export function Lane({ marks, y, rowsMost, selected, onSelect, onZoom }: {
  readonly marks: readonly TimelineMark[]; readonly y: number; readonly rowsMost: number; readonly selected: string | null;
  readonly onSelect: (id: string) => void; readonly onZoom: (from: number, to: number) => void;
}) {
  return (
    <g>
      {marks.map((mark) => (
        <Mark key={mark.snapshots[0]?.id} mark={mark} y={y} rowsMost={rowsMost} selected={selected} onSelect={onSelect} onZoom={onZoom} />
      ))}
    </g>
  );
}

function Mark({ mark, y, rowsMost, selected, onSelect, onZoom }: {
  readonly mark: TimelineMark; readonly y: number; readonly rowsMost: number; readonly selected: string | null;
  readonly onSelect: (id: string) => void; readonly onZoom: (from: number, to: number) => void;
}) {
  const first = mark.snapshots[0];
  const last = mark.snapshots.at(-1);
  if (!first || !last) return null;
  const single = mark.snapshots.length === 1;
  const length = (rows: number, most: number) => (rows === 0 ? 0 : Math.max(2, Math.min(most, (rows / rowsMost) * most)));
  const open = () => (single ? onSelect(first.id) : onZoom(Date.parse(first.at), Date.parse(last.at)));
  const isSelected = mark.snapshots.some((each) => each.id === selected);
  return (
    <g className="cursor-pointer" onClick={open}>
      <title>{single ? `${first.operation ?? 'unknown'}, ${signed(mark.addedRows)} rows, ${count(mark.deletedRows)} removed` : `${count(mark.snapshots.length)} commits, ${signed(mark.addedRows)} rows; click to look closer`}</title>
      <rect className="fill-transparent" x={mark.x0 - 6} y={y - 22} width={mark.x1 - mark.x0 + 12} height={22 + DROP} />
      <rect className={`${first.operation && single ? OPERATION_FILL[first.operation] : 'fill-op-append'} opacity-55`} x={mark.x - 1.5} y={y + CLEAR} width="3" height={length(mark.addedRows, DROP)} />
      {mark.addedRows > rowsMost && <path className="stroke-sheet" strokeWidth="2" d={`M${mark.x - 3} ${y + CLEAR + DROP - 8}l6-3`} />}
      <rect className="fill-op-delete opacity-70" x={mark.x - 1.5} y={y - length(mark.deletedRows, RISE) - CLEAR} width="3" height={length(mark.deletedRows, RISE)} />
      {single ? <OperationShape operation={first.operation} x={mark.x} y={y} /> : <Capsule mark={mark} y={y} />}
      {isSelected && <circle className="fill-transparent stroke-ink" cx={mark.x} cy={y} r={single ? 8 : 0} strokeWidth="1.2" />}
    </g>
  );
}

function Capsule({ mark, y }: { readonly mark: TimelineMark; readonly y: number }) {
  const width = mark.x1 - mark.x0;
  const many = mark.snapshots.length;
  return (
    <>
      <rect className="fill-water-soft stroke-water-line" x={mark.x0 + 0.5} y={y - 8} width={Math.max(1, width - 1)} height="16" rx="3" />
      <text className="fill-ink-2 text-11" x={mark.x} y={y + 4} textAnchor="middle">{width > 68 ? `${count(many)} commits` : count(many)}</text>
    </>
  );
}
