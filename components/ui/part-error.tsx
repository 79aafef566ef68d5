'use client';
import { Lock, RefreshCw } from 'lucide-react';
import { Button } from './button';
import { CopyButton } from './copy-button';
import { Mark } from './mark';

/** A part that failed: what, in which system, what is still true; the raw message folded, and the request's id. */
export function PartError({ kind = 'bad', title, detail, raw, requestId, retry }: {
  readonly kind?: 'bad' | 'broken' | 'locked'; readonly title: string; readonly detail: string; readonly raw?: string; readonly requestId?: string | null; readonly retry?: () => void;
}) {
  return (
    <div role="group" aria-label={title} className="grid gap-2 rounded-2 border border-rule px-3.5 py-3">
      <p className="flex items-center gap-2 font-strong">
        {kind === 'locked' ? <Lock size={14} strokeWidth={1.6} className="shrink-0 text-ink-3" aria-hidden="true" /> : <Mark state={kind} />}
        {title}
      </p>
      <p className="text-12 break-words text-ink-2">{detail}</p>
      {raw !== undefined && (
        <details className="text-12">
          <summary className="w-max rounded-1 text-water-ink outline-none focus-visible:shadow-(--ring)">Raw message</summary>
          <pre className="mt-1 overflow-x-auto rounded-2 bg-well px-2.5 py-2 font-mono text-12 whitespace-pre-wrap">{raw}</pre>
        </details>
      )}
      {(retry !== undefined || (requestId !== undefined && requestId !== null)) && (
        <div className="flex flex-wrap items-center gap-2">
          {retry && <Button size="tiny" icon={<RefreshCw size={14} strokeWidth={1.6} aria-hidden="true" />} onClick={retry}>Retry</Button>}
          <span className="grow" />
          {requestId !== undefined && requestId !== null && <span className="flex items-center gap-1 font-mono text-12 text-ink-3">request {requestId}<CopyButton text={requestId} label="Copy the request id" /></span>}
        </div>
      )}
    </div>
  );
}
