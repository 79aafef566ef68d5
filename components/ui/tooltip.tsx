'use client';
import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from './kbd';

/** A few words about a control, under the pointer or the focus; its key beside them. For the eyes alone: it lies outside of the landmarks, and the control has to say the same by its own name. */
export function Tooltip({ text, shortcut, children }: { readonly text: ReactNode; readonly shortcut?: string | undefined; readonly children: ReactElement<Record<string, unknown>> }) {
  return (
    // Esc is for the layer below: a tooltip goes with it and does not use it up
    <Base.Root onOpenChange={(_, details) => details.reason === 'escape-key' && details.allowPropagation()}>
      <Base.Trigger render={children} delay={400} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} collisionPadding={8} className="z-(--z-toast)">
          <Base.Popup aria-hidden="true" className="comes flex max-w-80 items-center gap-1.5 rounded-1 bg-ink px-[7px] py-[3px] text-12 text-sheet">
            {text}
            {shortcut !== undefined && <Kbd inverse>{shortcut}</Kbd>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
