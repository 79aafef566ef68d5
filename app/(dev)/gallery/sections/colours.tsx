import { Zebra } from '@/components/ui/zebra';

const CATEGORIES = [['fill-d1', 'web', 50], ['fill-d2', 'app', 42], ['fill-d3', 'store', 35], ['fill-d4', 'phone', 46], ['fill-d5', 'partner', 28], ['fill-d6', 'resale', 38], ['fill-d7', 'gift', 32], ['fill-d8', 'other', 25]] as const;
const DEPTH = ['bg-depth-0', 'bg-depth-1', 'bg-depth-2', 'bg-depth-3', 'bg-depth-4', 'bg-depth-5', 'bg-depth-6'] as const;
const LESS_MORE = ['bg-(--div-n3)', 'bg-(--div-n2)', 'bg-(--div-n1)', 'bg-(--div-0)', 'bg-(--div-p1)', 'bg-(--div-p2)', 'bg-(--div-p3)'] as const;

export function Colours() {
  return (
    <div className="grid gap-3">
      <svg viewBox="0 0 400 86" className="max-w-[400px]" role="img" aria-label="Eight colours for categories">
        {CATEGORIES.map(([fill, name, height], index) => (
          <g key={name}>
            <rect className={fill} x={index * 50} y={60 - height} width="38" height={height} />
            <text className="fill-ink-2 text-11" x={index * 50 + 19} y="80" textAnchor="middle">{name}</text>
          </g>
        ))}
        <Zebra y={60} width={400} segments={16} />
      </svg>
      <Ramp name="depth, sequential" steps={DEPTH} />
      <Ramp name="less and more" steps={LESS_MORE} />
    </div>
  );
}

function Ramp({ name, steps }: { readonly name: string; readonly steps: readonly string[] }) {
  return <div className="flex items-center gap-4 text-12 text-ink-3"><div className="flex">{steps.map((step) => <span key={step} className={`h-[26px] w-[34px] ${step}`} />)}</div>{name}</div>;
}
