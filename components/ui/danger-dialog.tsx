'use client';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';
import { Mark } from './mark';
import { Note } from './note';
import { TextField } from './text-field';

/**
 * Before something is taken away: the effect in numbers, how to undo it, and for what cannot be undone its name to
 * type. The named verb is at the right; the focus starts in the field, else on what keeps things as they are.
 */
export function DangerDialog({ open, onClose, title, effect, undo, name, verb, busy = false, problem = null, onConfirm, dryRun }: {
  readonly open: boolean; readonly onClose: () => void; readonly title: string; readonly effect: ReactNode; readonly undo: ReactNode;
  /** what has to be typed; without it one press is enough */
  readonly name?: string;
  /** verb and object: "Drop orders_v2" */
  readonly verb: string; readonly busy?: boolean; readonly problem?: string | null; readonly onConfirm: () => void;
  readonly dryRun?: () => void;
}) {
  return (
    <Dialog open={open} onClose={onClose} title={title} mark={<Mark state="bad" />}>
      {open && <Confirmation {...{ onClose, effect, undo, verb, busy, problem, onConfirm }} {...(name === undefined ? {} : { name })} {...(dryRun ? { dryRun } : {})} />}
    </Dialog>
  );
}

function Confirmation({ onClose, effect, undo, name, verb, busy, problem, onConfirm, dryRun }: {
  readonly onClose: () => void; readonly effect: ReactNode; readonly undo: ReactNode; readonly name?: string; readonly verb: string;
  readonly busy: boolean; readonly problem: string | null; readonly onConfirm: () => void; readonly dryRun?: () => void;
}) {
  const [typed, setTyped] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const ready = name === undefined || typed === name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) onConfirm();
  };
  return (
    <form ref={form} onSubmit={submit} className="flex flex-col gap-3">
      <div className="text-ink-2">{effect}</div>
      <Note>{undo}</Note>
      {name !== undefined && <TextField label={<>Type <b className="font-mono">{name}</b> to confirm</>} name="confirm" mono autoComplete="off" spellCheck={false} autoFocus value={typed} onChange={(event) => setTyped(event.target.value)} />}
      {problem !== null && <div role="alert"><Note state="bad">{problem}</Note></div>}
      <div className="-mx-[18px] -mb-3.5 flex flex-wrap items-center gap-2 border-t border-hair px-[18px] py-3">
        {dryRun && <Button onClick={dryRun}>Dry run</Button>}
        <span className="grow" />
        <Button onClick={onClose}>Keep it</Button>
        <Button type="submit" variant="danger" busy={busy} disabled={!ready}>{verb}</Button>
      </div>
    </form>
  );
}
