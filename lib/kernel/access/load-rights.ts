import type { Client, Database } from '@/lib/ports/db/port';
import type { EffectiveGrant, Rights } from './decide';
import { PRIVILEGES, type Privilege } from './privileges';
import { builtInRole, placeOf, type RolePrivilege } from './roles';
import { parseSecurable, type Securable } from './securables';

/** By client, since tests open several databases in one process, and since what an open transaction sees may never have been: another one may raise the counter to the same number. */
const cache = new WeakMap<Client, { version: bigint; people: Map<string, Rights> }>();

const asked = new WeakMap<Client, Promise<bigint>>();

/**
 * The counter that every change of grants, roles and people raises. Every verb asks it, so it is asked in SQL, and once for all that
 * ask in one turn: the statement leaves after the last of them.
 */
function grantsVersion({ client }: Database): Promise<bigint> {
  let version = asked.get(client);
  if (version === undefined) asked.set(client, (version = readVersion(client)));
  return version;
}

async function readVersion(client: Client): Promise<bigint> {
  await Promise.resolve();
  asked.delete(client);
  const [row] = await client.$queryRaw<{ version: bigint }[]>`SELECT version FROM "GrantsVersion" WHERE id = 1`;
  return row?.version ?? 0n;
}

/** Called inside the transaction that changes grants, roles or people. */
export async function raiseGrantsVersion(db: Database): Promise<void> {
  await db.client.grantsVersion.upsert({ where: { id: 1 }, create: { id: 1, version: 1n }, update: { version: { increment: 1n } } });
}

/** A person's rights now, from the cache while the grants version is the same. A disabled person has none. */
export async function loadRights(db: Database, userId: string, scope: 'all' | 'read'): Promise<Rights> {
  const { client } = db;
  const version = await grantsVersion(db);
  let known = cache.get(client);
  if (known?.version !== version) cache.set(client, (known = { version, people: new Map() }));
  let rights = known.people.get(userId);
  if (rights === undefined) {
    rights = await read(db, userId);
    known.people.set(userId, rights);
  }
  return scope === 'all' ? rights : { ...rights, scope };
}

/** What a grant row of a role brings: the role's privileges, each where it holds. */
export function expandRole(grantId: string, role: string, privileges: readonly RolePrivilege[], on: Securable, expiresAt: Date | null): EffectiveGrant[] {
  return privileges.map((one) => ({ grantId, privilege: one.privilege, on: placeOf(one, on), within: one.within ?? null, role, expiresAt }));
}

async function read(db: Database, userId: string): Promise<Rights> {
  const user = await db.client.user.findUnique({ where: { id: userId }, select: { disabledAt: true } });
  if (user === null || user.disabledAt !== null) return { grants: [], managed: [], scope: 'all' };
  const own = await db.client.grant.findMany({ where: { principalType: 'user', principalId: userId } });
  const roles = [...new Set(own.flatMap((grant) => (grant.role === null ? [] : [grant.role])))];
  const [ofRoles, made, managed] = await Promise.all([
    db.client.grant.findMany({ where: { principalType: 'role', principalId: { in: roles }, role: null } }),
    db.client.role.findMany({ where: { name: { in: roles } } }),
    db.client.managedNamespace.findMany(),
  ]);
  const grants: EffectiveGrant[] = [];
  for (const row of own) {
    const on = parseSecurable(row.securable);
    if (row.role !== null) {
      const privileges = builtInRole(row.role)?.privileges ?? rolePrivileges(made.find((role) => role.name === row.role)?.privileges);
      grants.push(...expandRole(row.id, row.role, privileges, on, row.expiresAt));
      // what the role itself holds lasts as long as the assignment does
      for (const held of ofRoles.filter((grant) => grant.principalId === row.role)) {
        if (isPrivilege(held.privilege)) grants.push({ grantId: held.id, privilege: held.privilege, on: parseSecurable(held.securable), within: null, role: row.role, expiresAt: earlier(held.expiresAt, row.expiresAt) });
      }
    } else if (isPrivilege(row.privilege)) grants.push({ grantId: row.id, privilege: row.privilege, on, within: null, role: null, expiresAt: row.expiresAt });
  }
  return { grants, managed: managed.map((row) => parseSecurable(row.securable)), scope: 'all' };
}

const isPrivilege = (text: string | null): text is Privilege => (PRIVILEGES as readonly (string | null)[]).includes(text);
const earlier = (a: Date | null, b: Date | null): Date | null => (a === null ? b : b === null ? a : a < b ? a : b);

/** Privileges of a role that people made; what is not understood brings nothing. */
export function rolePrivileges(json: unknown): readonly RolePrivilege[] {
  if (!Array.isArray(json)) return [];
  return json.filter((item): item is RolePrivilege => {
    if (typeof item !== 'object' || item === null || !('privilege' in item) || !('at' in item)) return false;
    return isPrivilege(String(item.privilege)) && ['scope', 'engine', 'admin', 'admin/audit', 'admin/roles', 'admin/maintenance'].includes(String(item.at));
  });
}
