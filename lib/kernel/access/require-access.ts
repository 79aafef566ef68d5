import { AppError, forbidden, notFound } from '@/lib/model/errors';
import { decide, type Because, type Rights } from './decide';
import type { Privilege } from './privileges';
import { describeSecurable, type Securable } from './securables';

/** Things whose existence is no secret: a refusal says what is missing. */
const KNOWN = new Set(['system', 'engine', 'admin', 'hdfs']);

/**
 * The grants that allow it. Throws NOT_FOUND for what may not be discovered (the same answer as for what is not
 * there), FORBIDDEN with the privilege for what may be seen but not done.
 */
export function requireAccess(rights: Rights, privilege: Privilege, on: Securable, now: Date = new Date()): readonly Because[] {
  const decision = decide(rights, privilege, on, now);
  if (decision.allowed) return decision.because;
  throw refusal(rights, privilege, on, now);
}

export function refusal(rights: Rights, privilege: Privilege, on: Securable, now: Date): AppError {
  if (!KNOWN.has(on.type) && !decide(rights, 'discover', on, now).allowed) return missingThing(on);
  return forbidden(privilege, describeSecurable(on));
}

/** What anybody gets who asks for this thing and may not know of it, or for one that is not there. */
export function missingThing(on: Securable): AppError {
  const [kind = on.type, ...name] = describeSecurable(on).split(' ');
  return notFound(on.type === 'path' ? 'path' : kind, name.length === 0 ? kind : name.join(' '));
}
