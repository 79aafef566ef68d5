'use client';
import { Ellipsis, Play, RefreshCw, Star } from 'lucide-react';
import { Button } from '@/components/ui/button';
import type { ButtonVariant } from '@/components/ui/button-look';
import { IconButton } from '@/components/ui/icon-button';
import { LinkButton } from '@/components/ui/link-button';
import { SplitButton } from '@/components/ui/split-button';

const VARIANTS: readonly (readonly [variant: ButtonVariant, verb: string, busy: string])[] = [
  ['primary', 'Publish', 'Publishing'], ['plain', 'Compare', 'Comparing'], ['quiet', 'Copy', 'Copying'], ['danger', 'Drop', 'Dropping'],
];
const STATES = ['rest', 'hover', 'press', 'focus'] as const;
const ICON = { strokeWidth: 1.6, 'aria-hidden': true } as const;

export function Buttons() {
  return (
    <div className="flex min-w-0 flex-col gap-2.5">
      <div className="grid grid-cols-[80px_repeat(7,120px)] items-center justify-items-start gap-2.5 overflow-x-auto overflow-y-hidden pb-1 text-12 text-ink-3">
        <span />{[...STATES, 'disabled', 'with a reason', 'busy'].map((state) => <span key={state}>{state}</span>)}
        {VARIANTS.map(([variant, verb, busy]) => (
          <Row key={variant} variant={variant} verb={verb} busy={busy} />
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-2.5">
        <SplitButton icon={<Play size={14} {...ICON} />} onClick={() => undefined} more="Other ways to run" items={[{ label: 'Run all', shortcut: 'Ctrl Shift Enter', onSelect: () => undefined }, 'separator', { label: 'Explain', onSelect: () => undefined }]}>Run 1,000</SplitButton>
        <SplitButton disabled icon={<Play size={14} {...ICON} />} onClick={() => undefined} more="Other ways to run" items={[]}>Run</SplitButton>
        <IconButton label="More" icon={<Ellipsis size={16} {...ICON} />} onClick={() => undefined} />
        <IconButton label="Star this table" shortcut="s" pressed icon={<Star size={16} {...ICON} />} onClick={() => undefined} />
        <IconButton label="Star this table, which is not possible" disabled icon={<Star size={16} {...ICON} />} onClick={() => undefined} />
        <Button size="tiny" icon={<RefreshCw size={14} {...ICON} />}>Retry</Button>
        <Button size="large">Large, sign-in only</Button>
        <LinkButton href="/gallery">A link</LinkButton>
      </div>
    </div>
  );
}

function Row({ variant, verb, busy }: { readonly variant: ButtonVariant; readonly verb: string; readonly busy: string }) {
  return (
    <>
      <span className="text-ink">{variant}</span>
      {STATES.map((state) => <span key={state} data-shown={state} className="p-1"><Button variant={variant}>{verb}</Button></span>)}
      <Button variant={variant} disabled>{verb}</Button>
      <Button variant={variant} reason="Needs the right alter">{verb}</Button>
      <Button variant={variant} busy busyLabel={busy}>{verb}</Button>
    </>
  );
}
