import { count } from '@/components/shell/words';

const WIDTH = 344;
const MIDDLE = WIDTH / 2;
const REACH = 64;

/** What went to the left of the line, what came to the right. */
export function RowsBar({ added, removed }: { readonly added: number; readonly removed: number }) {
  const most = Math.max(1, added, removed);
  const length = (rows: number) => (rows === 0 ? 0 : Math.max(2, (rows / most) * REACH));
  return (
    <svg viewBox={`0 0 ${WIDTH} 26`} className="mt-2 w-full" role="img" aria-label={`${count(removed)} rows removed, ${count(added)} added`}>
      <rect className="fill-op-delete" x={MIDDLE - length(removed)} y="8" width={length(removed)} height="10" />
      <rect className="fill-op-append" x={MIDDLE + 1} y="8" width={length(added)} height="10" />
      <path className="stroke-rule" d={`M${MIDDLE + 0.5} 2V24`} />
      <text className="fill-ink-3 text-11" x={MIDDLE - length(removed) - 6} y="17" textAnchor="end">{count(removed)} removed</text>
      <text className="fill-ink-3 text-11" x={MIDDLE + length(added) + 8} y="17">{count(added)} added</text>
    </svg>
  );
}
