import type { ReactNode } from 'react';
import { Breadcrumbs, type Crumb } from './breadcrumbs';

/** Three lines at most: where, name with its state, facts in plain words; actions at the right. */
export function PageHead({ crumbs, title, mono = false, beside, actions, facts }: {
  readonly crumbs?: readonly Crumb[]; readonly title: string; readonly mono?: boolean; readonly beside?: ReactNode; readonly actions?: ReactNode; readonly facts?: ReactNode;
}) {
  return (
    <header className="px-5 pt-3.5 max-sm:px-4 max-sm:pt-2.5">
      {crumbs && <Breadcrumbs crumbs={crumbs} />}
      <div className="mt-0.5 flex min-h-8 flex-wrap items-center gap-2.5">
        <h1 className={`min-w-0 text-20 font-strong tracking-[-0.012em] break-words ${mono ? 'font-mono' : ''}`}>{title}</h1>
        {beside}
        <span className="grow max-sm:hidden" />
        {actions}
      </div>
      {facts && <div className="mt-1 flex flex-wrap items-center gap-x-3.5 gap-y-2 text-12 text-ink-2">{facts}</div>}
    </header>
  );
}
