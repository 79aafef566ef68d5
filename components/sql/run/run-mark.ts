import type { MarkState } from '@/components/ui/mark';
import type { Run } from './use-run';

type Phase = Run['phase'];

/** Shape and word of a phase; each is written, colour is never alone. */
export const PHASE_WORDS: Readonly<Record<Phase, { readonly mark: MarkState; readonly word: string }>> = {
  queued: { mark: 'queued', word: 'Queued' },
  starting: { mark: 'running', word: 'Starting' },
  running: { mark: 'running', word: 'Running' },
  finishing: { mark: 'running', word: 'Finishing' },
  finished: { mark: 'good', word: 'Finished' },
  failed: { mark: 'bad', word: 'Failed' },
  cancelling: { mark: 'running', word: 'Cancelling' },
  cancelled: { mark: 'cancelled', word: 'Cancelled' },
  lost: { mark: 'doubt', word: 'Lost' },
};
