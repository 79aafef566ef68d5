/**
 * States of a run and of each of its statements, as one pure table. The server owns them; screens only show them.
 *
 *   queued → starting → running → finishing → finished
 *   any of those → cancelling → cancelled;  → failed;  → lost (the console stopped under it)
 */
export const PHASES = ['queued', 'starting', 'running', 'finishing', 'finished', 'failed', 'cancelling', 'cancelled', 'lost'] as const;
export type Phase = (typeof PHASES)[number];
export type State = 'queued' | 'running' | 'finished' | 'failed' | 'cancelled';
/** `work`: what does it has it, an engine or the verb that writes; rows may come from now on. */
export type RunEvent = 'start' | 'work' | 'drained' | 'finish' | 'fail' | 'cancel' | 'let-go' | 'lose';

const ENDED: ReadonlySet<Phase> = new Set(['finished', 'failed', 'cancelled', 'lost']);
export const hasEnded = (phase: Phase): boolean => ENDED.has(phase);

const TABLE: Readonly<Record<RunEvent, Partial<Record<Phase, Phase>>>> = {
  start: { queued: 'starting' },
  work: { starting: 'running' },
  drained: { starting: 'finishing', running: 'finishing' },
  finish: { starting: 'finished', running: 'finished', finishing: 'finished' },
  // a failure that arrives while a cancel is under way is the cancel's own doing
  fail: { queued: 'failed', starting: 'failed', running: 'failed', finishing: 'failed', cancelling: 'cancelled' },
  // what waits has no engine to let go of
  cancel: { queued: 'cancelled', starting: 'cancelling', running: 'cancelling', finishing: 'cancelling' },
  'let-go': { cancelling: 'cancelled' },
  lose: { queued: 'lost', starting: 'lost', running: 'lost', finishing: 'lost', cancelling: 'lost' },
};

/** The phase after `event`; the same phase when the event has no meaning there (a late answer is not an error). */
export const next = (phase: Phase, event: RunEvent): Phase => TABLE[event][phase] ?? phase;

/** The five states that scripts see. */
export function outer(phase: Phase): State {
  switch (phase) {
    case 'queued': case 'finished': case 'failed': case 'cancelled': return phase;
    case 'lost': return 'failed';
    case 'starting': case 'running': case 'finishing': case 'cancelling': return 'running';
  }
}
