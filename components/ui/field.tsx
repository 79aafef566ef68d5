import type { ReactNode } from 'react';

/** What a field, a choice or a switch says around itself: label above, one sentence below. */
export function Field({ id, label, help, error, hideLabel = false, children }: {
  readonly id: string; readonly label: ReactNode; readonly help?: ReactNode; readonly error?: string | null; readonly hideLabel?: boolean; readonly children: ReactNode;
}) {
  const wrong = error !== undefined && error !== null && error !== '';
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'mb-1 block text-12 text-ink-2'}>{label}</label>
      {children}
      {wrong ? <p id={`${id}-help`} className="mt-1 text-12 text-bad-ink">{error}</p> : help !== undefined && <p id={`${id}-help`} className="mt-1 text-12 text-ink-3">{help}</p>}
    </div>
  );
}

/** The classes of a box that one types into. */
export function inputLook({ large = false, wrong = false, mono = false, soft = false }: { readonly large?: boolean; readonly wrong?: boolean; readonly mono?: boolean; readonly soft?: boolean } = {}): string {
  const edge = wrong ? 'border-bad shadow-[0_0_0_1px_var(--bad)]' : `${soft ? 'border-rule' : 'border-control'} focus:border-water focus:shadow-[0_0_0_1px_var(--water)]`;
  return `w-full min-w-0 rounded-2 border ${soft ? 'bg-sheet' : 'bg-raised'} text-ink outline-none placeholder:text-ink-3 disabled:border-hair disabled:bg-well disabled:text-ink-off ${mono ? 'font-mono text-12' : ''} ${large ? 'h-9 px-2.5 max-sm:h-11' : 'h-7 px-2 max-sm:h-8'} ${edge}`;
}
