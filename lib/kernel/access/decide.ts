import { implied, READ_PRIVILEGES, type Privilege } from './privileges';
import { covers, type Securable } from './securables';

/** One privilege that a person holds, and how it came: by a grant of his own, or through a role. */
export interface EffectiveGrant {
  readonly grantId: string;
  readonly privilege: Privilege;
  readonly on: Securable;
  /** cuts a role's privilege to one part of the house */
  readonly within: string | null;
  readonly role: string | null;
  readonly expiresAt: Date | null;
}

/** Everything that decides about one principal: additive, nothing denies. */
export interface Rights {
  readonly grants: readonly EffectiveGrant[];
  /** namespaces whose owners may not hand out rights */
  readonly managed: readonly Securable[];
  /** what the token in use cuts them to */
  readonly scope: 'all' | 'read';
}

export interface Because {
  readonly grantId: string;
  readonly privilege: Privilege;
  readonly on: Securable;
  readonly role: string | null;
}
export interface Decision {
  readonly allowed: boolean;
  /** every grant that allows it; empty when refused */
  readonly because: readonly Because[];
  /** the privilege that is missing; null when allowed */
  readonly missing: Privilege | null;
}

export const NO_RIGHTS: Rights = { grants: [], managed: [], scope: 'all' };

/**
 * May the holder of `rights` do this? The one answer for the API, SQL, the tree and the buttons.
 * Deny by default; a grant holds on its thing and all that is in it, future children too; a right on a child makes the
 * names of its parents known (`discover` is implied upwards).
 */
export function decide(rights: Rights, privilege: Privilege, on: Securable, now: Date = new Date()): Decision {
  const cut = rights.scope === 'read' && !READ_PRIVILEGES.has(privilege);
  const because = cut ? [] : rights.grants.filter((grant) => (grant.expiresAt === null || grant.expiresAt > now) && allows(grant, privilege, on, rights.managed));
  return { allowed: because.length > 0, because: because.map(({ grantId, privilege: held, on: place, role }) => ({ grantId, privilege: held, on: place, role })), missing: because.length > 0 ? null : privilege };
}

function allows(grant: EffectiveGrant, privilege: Privilege, on: Securable, managed: readonly Securable[]): boolean {
  const brings = implied(grant.privilege);
  if (grant.within !== null && on.path[0] !== grant.within) return false;
  if (privilege === 'discover' && brings.includes('discover') && grant.on.type !== 'system' && on.path.length > 1 && covers(on, grant.on)) return true;
  if (!brings.includes(privilege) || !covers(grant.on, on)) return false;
  return !(grant.privilege === 'own' && privilege === 'manage_grants' && managed.some((namespace) => covers(namespace, on)));
}
