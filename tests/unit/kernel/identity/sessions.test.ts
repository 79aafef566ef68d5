import { afterAll, beforeAll, expect, it } from 'vitest';
import { findSession, openSession, revokeSessions } from '@/lib/kernel/identity/sessions';
import { peoplePorts } from '../../../support/people-ports';

let house: Awaited<ReturnType<typeof peoplePorts>>;
beforeAll(async () => { house = await peoplePorts(); });
afterAll(() => house.end());

const BEGAN = new Date('2026-03-01T10:00:00.000Z');
const after = (milliseconds: number) => new Date(BEGAN.getTime() + milliseconds);

it('knows whose session it is until it ends: by silence, by age, when it is revoked, with the person', async () => {
  const { ports } = house;
  const { db } = ports;
  const settings = { ...ports.settings, sessions: { ...ports.settings.sessions, idleMs: 600_000, absoluteMs: 3_600_000 } };
  const { id: userId } = (await house.person('ann', 'analyst', 'catalog/lake')).principal;
  const open = () => openSession(db, settings, userId, { provider: 'password', ip: null, agent: null }, BEGAN);
  const find = (id: string, at: Date) => findSession(db, settings, id, at);

  const silent = await open();
  expect(await find(silent, after(1000))).toEqual({ sessionId: silent, userId, name: 'ann' });
  expect(await find(silent, after(599_999 + 1))).toBeNull();
  expect(await find('somebody else', after(1000))).toBeNull();

  const used = await open();
  // not renewed within a minute, renewed after it, and never beyond its age
  await find(used, after(59_000));
  expect((await db.client.session.findUniqueOrThrow({ where: { id: used } })).expiresAt).toEqual(after(600_000));
  for (let at = 300_000; at < 3_600_000; at += 300_000) expect(await find(used, after(at)), String(at)).not.toBeNull();
  expect((await db.client.session.findUniqueOrThrow({ where: { id: used } })).expiresAt).toEqual(after(3_600_000));
  expect(await find(used, after(3_599_999))).not.toBeNull();
  expect(await find(used, after(3_600_000))).toBeNull();

  const revoked = await open();
  await revokeSessions(db, { userId, id: revoked }, after(1000));
  expect(await find(revoked, after(1000))).toBeNull();

  const left = await open();
  await db.client.user.update({ where: { id: userId }, data: { disabledAt: after(1000) } });
  expect(await find(left, after(2000))).toBeNull();
});
