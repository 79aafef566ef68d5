import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byToken, type Api } from '../../support/api';
import { startConsole, type TestConsole } from '../../support/console';

let running: TestConsole;
let api: Api;
let reading: Api;
beforeAll(async () => {
  running = await startConsole();
  api = byToken(running.url, await running.token());
  reading = byToken(running.url, await running.token('admin', 'read'));
});
afterAll(() => running.stop());

interface Change { readonly on: { readonly table: string }; readonly metadataVersion: number; readonly snapshotId: string; readonly words: readonly string[]; readonly undo: { readonly method: string; readonly path: string; readonly ifMatch: string; readonly body: unknown } }
interface Written { readonly error: { readonly message: string } | null; readonly statements: readonly { readonly updateType: string | null; readonly updateCount: number | null; readonly change: Change | null; readonly rowCount: number | null }[] }

describe('statements that write, over the API', { timeout: 120_000 }, () => {
  it('answer what they did, one after the other in one run, and the way back works', async () => {
    const run = (await api.run("CREATE SCHEMA made; CREATE TABLE made.t AS SELECT order_id, total FROM lake.shop.orders WHERE order_id <= 10; INSERT INTO made.t VALUES (1000, 1.5); UPDATE made.t SET total = 0 WHERE order_id > 8; DELETE FROM made.t WHERE order_id = 1; SELECT count(*) FROM made.t")) as unknown as Written & { id: string };
    expect(run.error).toBeNull();
    expect(run.statements.map(({ updateType, updateCount }) => [updateType, updateCount])).toEqual([['CREATE SCHEMA', null], ['CREATE TABLE', 10], ['INSERT', 1], ['UPDATE', 3], ['DELETE', 1], [null, null]]);
    expect(await api.rows(run.id, 4)).toEqual([['1']]);
    expect(await api.rows(run.id, 5)).toEqual([['10']]);
    const { undo, snapshotId, metadataVersion } = run.statements[4]!.change!;
    expect([typeof snapshotId, typeof metadataVersion]).toEqual(['string', 'number']);
    expect((await api.call(undo.method, undo.path, undo.body, { 'if-match': undo.ifMatch })).status).toBe(200);
    expect(await api.rows((await api.run('SELECT count(*) FROM made.t')).id)).toEqual([['11']]);
    expect((await api.call(undo.method, undo.path, undo.body, { 'if-match': undo.ifMatch })).status).toBe(412);
  });

  it('are foreseen, and refused to a token that may only read', async () => {
    const { body } = await api.call<{ statements: readonly { words: readonly string[]; error: unknown; statistics: { filesPlanned: number } }[] }>('POST', '/queries/check', { sql: 'DELETE FROM lake.shop.orders WHERE order_id = 5' });
    expect(body.statements[0]?.error).toBeNull();
    expect(body.statements[0]?.words[0]).toMatch(/^deletes rows of lake\.shop\.orders, in \d+ of \d+ files$/);
    expect((await reading.run('DELETE FROM lake.shop.orders')).error?.message).toBe('Access Denied: This token may only read. Use one with the scope all.');
  });
});
