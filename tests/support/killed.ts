import type { FaultyStore } from './faulty-store';

/** What a dead process throws: no AppError, so that nothing takes it for an answer of the store. */
export class Killed extends Error {}

/** From the given step on nothing reaches the store any more, not even clean-up: the process is dead. */
export function killAt(faulty: FaultyStore, step: number): { readonly reached: () => boolean } {
  let steps = 0;
  faulty.fault = () => {
    steps += 1;
    if (steps > step) throw new Killed();
  };
  return { reached: () => steps > step };
}
