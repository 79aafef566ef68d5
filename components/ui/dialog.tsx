'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useRef, type ReactNode, type RefObject } from 'react';
import { IconButton } from './icon-button';

/** What people fill in or choose. */
const FIELD = 'input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not(:disabled)';

const PLACE = { middle: 'top-1/2 -translate-y-1/2', top: 'top-[12dvh]' } as const;

/** A layer over the page. It opens with the focus on its first field; Esc and a press beside it close it, and the focus returns to where it was. */
export function Dialog({ open, onClose, title, mark, hideTitle = false, place = 'middle', wide = false, initialFocus, footer, children }: {
  readonly open: boolean; readonly onClose: () => void; readonly title: ReactNode; readonly mark?: ReactNode; readonly hideTitle?: boolean;
  readonly place?: keyof typeof PLACE; readonly wide?: boolean; readonly initialFocus?: RefObject<HTMLElement | null>;
  /** actions, at the right; what goes to the left of them first, followed by `<span className="grow" />` */
  readonly footer?: ReactNode; readonly children: ReactNode;
}) {
  const content = useRef<HTMLDivElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-(--z-dialog) bg-scrim transition-opacity duration-(--calm) ease-calm data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Base.Popup
          ref={popup}
          // by itself it would be Close, with its tooltip over the title; a finger would call the keyboard up
          initialFocus={initialFocus ?? ((by) => (by === 'touch' ? popup.current : content.current?.querySelector<HTMLElement>(FIELD) ?? popup.current))}
          className={`comes fixed left-1/2 z-(--z-dialog) flex max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-3 bg-raised text-ink shadow-dialog outline-none ${wide ? 'max-w-[880px]' : 'max-w-[560px]'} ${PLACE[place]}`}
        >
          {hideTitle ? <Base.Title className="sr-only">{title}</Base.Title> : (
            <div className="flex items-center gap-2 px-[18px] pt-3.5">
              {mark}
              <Base.Title className="min-w-0 grow text-15 font-strong">{title}</Base.Title>
              <IconButton size="tiny" label="Close" shortcut="Esc" icon={<X size={14} strokeWidth={1.6} aria-hidden="true" />} onClick={onClose} />
            </div>
          )}
          <div ref={content} className={`min-h-0 overflow-y-auto ${hideTitle ? 'p-2' : 'px-[18px] py-3.5'}`}>{children}</div>
          {footer !== undefined && <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-hair px-[18px] py-3">{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
