import type { Database } from '@/lib/ports/db/port';
import { decide } from './decide';
import { loadRights } from './load-rights';
import type { Privilege } from './privileges';
import type { Securable } from './securables';

const SHOWN_MAX = 5;
const ASKED_MAX = 200;

/** Names of people who may do this, at most five: whom to ask for a right. */
export async function whoCan(db: Database, privilege: Privilege, on: Securable, now: Date): Promise<readonly string[]> {
  const people = await db.client.user.findMany({ where: { disabledAt: null }, orderBy: { name: 'asc' }, take: ASKED_MAX, select: { id: true, name: true } });
  const names: string[] = [];
  for (const { id, name } of people) {
    if (names.length === SHOWN_MAX) break;
    if (decide(await loadRights(db, id, 'all'), privilege, on, now).allowed) names.push(name);
  }
  return names;
}
