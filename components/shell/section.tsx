import type { ReactNode } from 'react';

/** A part of a page: heading, count, what can be done at the right. Divided by space, never boxed. */
export function Section({ title, note, actions, children, className = '' }: { readonly title: string; readonly note?: ReactNode; readonly actions?: ReactNode; readonly children: ReactNode; readonly className?: string }) {
  return (
    <section className={`min-w-0 ${className}`} aria-label={title}>
      <div className="flex min-h-8 flex-wrap items-center gap-2">
        <h2 className="font-strong whitespace-nowrap">{title}</h2>
        {note !== undefined && <span className="min-w-0 truncate text-ink-3">{note}</span>}
        <span className="grow" />
        {actions}
      </div>
      {children}
    </section>
  );
}
