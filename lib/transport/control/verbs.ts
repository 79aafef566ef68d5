import { createTokenFor, createUser, disableUser, listUsers, resetPassword } from '@/lib/features/people';
import type { Verb } from '@/lib/kernel/command';

// The command line sends JSON; each verb checks it with its own schema.
const untyped = <Input, Result>(verb: Verb<Input, Result>): Verb<unknown, unknown> => verb as unknown as Verb<unknown, unknown>;

/** What the command line of the folder's owner may ask of the running console, beside a backup. */
export const CONTROL_VERBS: ReadonlyMap<string, Verb<unknown, unknown>> = new Map(
  [createTokenFor, createUser, resetPassword, disableUser, listUsers].map((verb) => [verb.definition.name, untyped(verb as Verb<never, unknown>)]),
);
