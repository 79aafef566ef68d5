const SURFACES = [['bg-frame', 'frame'], ['bg-pane', 'pane'], ['bg-sheet', 'sheet'], ['bg-well', 'well'], ['bg-raised', 'raised'], ['bg-water text-on-water', 'water'], ['bg-pencil-soft text-pencil-ink', 'pencil']] as const;
const INKS = [['text-ink', 'ink'], ['text-ink-2', 'ink-2'], ['text-ink-3', 'ink-3'], ['text-water-ink', 'water-ink'], ['text-pencil-ink', 'pencil-ink'], ['text-good-ink', 'good'], ['text-warn-ink', 'warn'], ['text-bad-ink', 'bad'], ['text-doubt-ink', 'doubt']] as const;

export function Surfaces() {
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">{SURFACES.map(([look, name]) => <span key={name} className={`grid h-11 w-16 items-end rounded-1 border border-rule p-1 text-11 ${look}`}>{name}</span>)}</div>
      <p className="flex flex-wrap gap-x-1.5">{INKS.map(([look, name]) => <span key={name} className={look}>{name}</span>)}<mark>found</mark></p>
    </div>
  );
}
