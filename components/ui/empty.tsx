import type { ReactNode } from 'react';
import { Zebra } from './zebra';

/** Nothing here: what would be, why it is not, and the one next action. The scale has a plumb line and nothing on it. */
export function Empty({ title, why, action, heading: Title = 'p' }: { readonly heading?: 'p' | 'h1'; readonly title: string; readonly why: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-1.5 px-5 py-8 text-center">
      <svg width="160" height="48" aria-hidden="true">
        <Zebra y={8} width={160} segments={8} />
        <path className="stroke-control" d="M80 12v22" />
        <path className="fill-rule" d="M76 34h8l-4 9z" />
      </svg>
      <Title className="font-strong">{title}</Title>
      <p className="max-w-prose text-12 text-ink-2">{why}</p>
      {action !== undefined && <div className="mt-1">{action}</div>}
    </div>
  );
}
