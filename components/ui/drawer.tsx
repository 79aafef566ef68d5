'use client';
import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { IconButton } from './icon-button';

/**
 * Details beside the work: a pane with a line, over the work only where the window is narrow. It takes no focus, so
 * that arrows go on walking the list; Esc closes it when no layer above it takes the key.
 */
export function Drawer({ label, title, subtitle, actions, footer, onClose, children }: {
  readonly label: string; readonly title: ReactNode; readonly subtitle?: ReactNode; readonly actions?: ReactNode; readonly footer?: ReactNode; readonly onClose: () => void; readonly children: ReactNode;
}) {
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const inLayer = event.target instanceof Element && event.target.closest('[role="dialog"],[role="menu"],[role="listbox"]') !== null;
      if (event.key !== 'Escape' || event.defaultPrevented || inLayer) return;
      event.preventDefault();
      close.current();
    };
    globalThis.addEventListener('keydown', onKey);
    return () => globalThis.removeEventListener('keydown', onKey);
  }, []);
  return (
    <aside aria-label={label} className="flex min-h-0 w-(--drawer) shrink-0 flex-col border-l border-rule bg-sheet max-[1100px]:absolute max-[1100px]:inset-y-0 max-[1100px]:right-0 max-[1100px]:z-(--z-drawer) max-[1100px]:max-w-full max-[1100px]:shadow-pop">
      <div className="border-b border-hair px-4 py-3">
        <div className="flex min-h-6 items-center gap-2">
          <h2 className="flex min-w-0 grow items-center gap-2 text-15 font-strong">{title}</h2>
          <div className="flex shrink-0 items-center">
            {actions}
            <IconButton label="Close" shortcut="Esc" icon={<X size={14} strokeWidth={1.6} aria-hidden="true" />} onClick={onClose} />
          </div>
        </div>
        {subtitle !== undefined && <div className="text-ink-2">{subtitle}</div>}
      </div>
      <div className="min-h-0 grow overflow-y-auto px-4 py-3">{children}</div>
      {footer !== undefined && <div className="flex flex-wrap gap-2 border-t border-hair px-4 py-2.5">{footer}</div>}
    </aside>
  );
}
