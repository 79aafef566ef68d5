'use client';
import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { Mark } from './mark';

type ToastState = 'good' | 'bad' | 'doubt';
interface ToastAction {
  readonly label: string;
  readonly onSelect: () => void;
}
export interface ToastText {
  readonly state?: ToastState;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  /** a way on or back: "Undo", "Open the query" */
  readonly action?: ToastAction;
}

const STAYS_MS = 5000;
/** With a way back on it, one needs time to think. */
const STAYS_WITH_ACTION_MS = 15_000;

/** Says what has happened, lower right, for five seconds, for fifteen with a way back on it; what failed stays until it is closed. */
export function useToast(): (toast: ToastText) => void {
  const { add } = Base.useToastManager();
  return useMemo(() => ({ state = 'good', title, detail, action }: ToastText) => {
    add({
      title, type: state, timeout: state !== 'good' ? 0 : action === undefined ? STAYS_MS : STAYS_WITH_ACTION_MS, priority: state === 'bad' ? 'high' : 'low',
      ...(detail === undefined ? {} : { description: detail }),
      ...(action ? { actionProps: { children: action.label, onClick: action.onSelect } } : {}),
    });
  }, [add]);
}

/** Holds the toasts of a window. */
export function Toasts({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Provider limit={4}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed right-4 bottom-4 z-(--z-toast) flex w-[360px] max-w-[calc(100vw-32px)] flex-col-reverse gap-2 max-sm:bottom-[72px]"><List /></Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function List() {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className="comes rounded-2 bg-raised shadow-pop outline-none focus-visible:shadow-(--ring) data-[limited]:hidden">
      <Base.Content className="flex items-start gap-2.5 py-2.5 pr-2 pl-3">
        <span className="mt-[5px]"><Mark state={stateOf(toast.type)} /></span>
        <div className="min-w-0 grow">
          <Base.Title className="font-strong" render={<p />} />
          <Base.Description className="text-12 text-ink-2" />
        </div>
        <Base.Action className="mt-0.5 shrink-0 rounded-1 text-12 text-water-ink outline-none focus-visible:shadow-(--ring)" />
        <Base.Close aria-label="Close this message" className="grid size-5 shrink-0 place-items-center rounded-1 text-ink-3 outline-none hover:text-ink focus-visible:shadow-(--ring)"><X size={14} strokeWidth={1.6} aria-hidden="true" /></Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}

const stateOf = (type: string | undefined): ToastState => (type === 'bad' || type === 'doubt' ? type : 'good');
