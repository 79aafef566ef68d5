import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LoadApi, type Inspection } from '@/tests/support/load-api';

let load: LoadApi;
beforeAll(async () => { load = await LoadApi.open(); }, 120_000);
afterAll(() => load.end());

const ORDERS = 'id;name;price;day\n1;ann;2.50;2026-01-31\n2;"be;n";3;2026-02-01\n3;;;\n';
/** in the order of the first column: rows of several files come in no order */
const byFirst = (rows: readonly (readonly unknown[])[]) => rows.toSorted((a, b) => Number(a[0]) - Number(b[0]));
const plain = (names: readonly string[], types: readonly string[]) => names.map((name, index) => ({ source: name, name, type: types[index] }));

describe('a CSV', () => {
  it('is looked at: options, types, exact cells', async () => {
    const seen = await load.inspect(await load.upload('orders.csv', ORDERS));
    expect(seen.options).toMatchObject({ format: 'csv', delimiter: ';', quote: '"', header: true });
    expect(seen.columns.map(({ name, type }) => [name, type])).toEqual([['id', 'long'], ['name', 'string'], ['price', 'double'], ['day', 'date']]);
    expect(seen.sample.rows.map(({ cells }) => cells)).toEqual([['1', 'ann', '2.50', '2026-01-31'], ['2', 'be;n', '3', '2026-02-01'], ['3', null, null, null]]);
    expect(seen.sample).toMatchObject({ records: 3, badRecords: 0 });
  });

  it('becomes a table in one commit, which can be taken back', async () => {
    const upload = await load.upload('orders.csv', ORDERS);
    const job = await load.load('orders', { upload, mode: 'create', columns: plain(['id', 'name', 'price', 'day'], ['long', 'string', 'decimal(10,2)', 'date']), partition: [{ column: 'day', transform: 'month' }] });
    expect(job.error).toBeNull();
    expect(job.result).toMatchObject({ rows: 3, badRows: 0, metadataVersion: 1 });
    expect(byFirst(await load.rows('orders'))).toEqual([['1', 'ann', '2.50', '2026-01-31'], ['2', 'be;n', '3.00', '2026-02-01'], ['3', null, null, null]]);
    const undo = job.result?.undo;
    expect((await load.api.call('ada', undo?.method ?? '', undo?.path ?? '', undefined, { 'if-match': undo?.ifMatch ?? '' })).status).toBe(200);
    expect((await load.api.call('ada', 'GET', '/catalogs/lake/namespaces/made/tables/orders')).status).toBe(404);
  });

  it('says which rows fail when a type is corrected, and where they stand', async () => {
    const upload = await load.upload('bad.csv', 'a,b\n1,x\nno,y\n"3","two\nlines"\n1.5,z\nfour,five,six\n9999999999,w\n');
    const seen = await load.inspect(upload, { columns: plain(['a', 'b'], ['int', 'string']) });
    expect(seen.sample.badRecords).toBe(4);
    expect(seen.columns[0]?.badRows).toBe(3);
    expect(seen.sample.rows.map(({ line, problems }) => [line, problems.map(({ text }) => text)])).toEqual([[2, []], [3, ['‘no’ is no int']], [4, []], [6, ['‘1.5’ is no int']], [7, ['has more fields than there are columns']], [8, ['‘9999999999’ is no int']]]);
  });

  it('with bad rows is refused whole, and the rows can be had', async () => {
    const upload = await load.upload('bad.csv', 'a,b\n1,x\nno,"=1+1"\n3,y\nragged\n');
    const job = await load.load('refused', { upload, mode: 'create', columns: plain(['a', 'b'], ['int', 'string']) });
    expect(job.state).toBe('failed');
    expect(job.error?.message).toContain('2 rows do not fit, so nothing was loaded.');
    expect(job.progress).toMatchObject({ done: 2, unit: 'bad rows' });
    expect((await load.badRows(job.id)).text).toBe('line,reason,record\r\n3,a: ‘no’ is no int,"no,=1+1"\r\n5,has fewer fields than there are columns,ragged\r\n');
    expect((await load.api.call('ada', 'GET', '/catalogs/lake/namespaces/made/tables/refused')).status).toBe(404);
  });

  it('with bad rows is loaded without them when told so', async () => {
    const upload = await load.upload('bad.csv', 'a,b\n1,x\nno,y\n3,z\n');
    const job = await load.load('skipped', { upload, mode: 'create', onBadRows: 'skip', columns: plain(['a', 'b'], ['int', 'string']) });
    expect(job.result).toMatchObject({ rows: 2, badRows: 1 });
    expect(await load.rows('skipped')).toEqual([[1, 'x'], [3, 'z']]);
  });

  it('goes behind or in the place of what a table has, by names of columns, in one commit each', async () => {
    const first = await load.upload('t.csv', 'a,b\n1,x\n');
    await load.load('kept', { upload: first, mode: 'create', columns: plain(['a', 'b'], ['int', 'string']) });
    const more = await load.upload('u.csv', 'B!,other\nq,7\n');
    const appended = await load.load('kept', { upload: more, mode: 'append', columns: [{ source: 'other', name: 'a' }, { source: 'B!', name: 'b' }] });
    expect(appended.error).toBeNull();
    expect(byFirst(await load.rows('kept'))).toEqual([[1, 'x'], [7, 'q']]);
    const replaced = await load.load('kept', { upload: more, mode: 'overwrite', columns: [{ source: 'other', name: 'a' }] });
    expect(replaced.result).toMatchObject({ rows: 1, rowsReplaced: 2, metadataVersion: (appended.result?.metadataVersion ?? 0) + 1 });
    expect(await load.rows('kept')).toEqual([[7, null]]);
    const undo = replaced.result?.undo;
    expect((await load.api.call('ada', undo?.method ?? '', undo?.path ?? '', undo?.body, { 'if-match': undo?.ifMatch ?? '' })).status).toBe(200);
    expect(byFirst(await load.rows('kept'))).toEqual([[1, 'x'], [7, 'q']]);
  });

  it('reads dates and nulls as told', async () => {
    const upload = await load.upload('d.csv', 'd,n\n31.01.2026,NA\n01.02.2026,5\n');
    const options = { dateFormat: '%d.%m.%Y', nullText: 'NA' };
    const job = await load.load('dates', { upload, options, mode: 'create', columns: plain(['d', 'n'], ['date', 'int']) });
    expect(job.error).toBeNull();
    expect(await load.rows('dates')).toEqual([['2026-01-31', null], ['2026-02-01', 5]]);
  });
});

describe('JSON lines', () => {
  const LINES = '{"id": 1, "who": {"n": "x"}, "code": "007", "at": "2026-01-31T10:00:00Z"}\n\nnot json\n{"id": 2, "code": null, "extra/key": true}\n[1]\n';
  it('are looked at and loaded, what is none with its line', async () => {
    const upload = await load.upload('x.jsonl', LINES);
    const seen = await load.inspect(upload);
    expect(seen.columns.map(({ name, type }) => [name, type])).toEqual([['id', 'long'], ['who', 'struct<n: string>'], ['code', 'string'], ['at', 'timestamptz'], ['extra/key', 'boolean']]);
    expect(seen.sample).toMatchObject({ records: 4, badRecords: 2 });
    const job = await load.load('lines', { upload, mode: 'create', onBadRows: 'skip', columns: seen.columns.map(({ source, name, type }) => ({ source, name, type })) });
    expect(job.result).toMatchObject({ rows: 2, badRows: 2 });
    expect(await load.rows('lines')).toEqual([['1', ['x'], '007', '2026-01-31 10:00:00.000000 UTC', null], ['2', null, null, null, true]]);
    expect((await load.badRows(job.id)).text).toBe('line,reason,record\r\n3,is no JSON,not json\r\n5,is no JSON object,[1]\r\n');
  });
  it('keep every digit', async () => {
    const upload = await load.upload('n.jsonl', '{"n": 12345678901234567890.123}\n{"n": "12345678901234567890.123"}\n{"n": 1.25}\n');
    const seen = await load.inspect(upload, { columns: plain(['n'], ['decimal(30,3)']) });
    expect(seen.sample.rows.map(({ cells, problems }) => [cells, problems])).toEqual([[['12345678901234567890.123'], []], [['12345678901234567890.123'], []], [['1.25'], []]]);
  });
  it('become nested columns where they are alike, and what does not fit inside is told', async () => {
    const upload = await load.upload('nested.jsonl', '{"id": 1, "items": [{"sku": "a", "n": 2}], "seen": {"day": "2026-01-31"}}\n{"id": 2, "items": []}\n{"id": 3, "items": [{"sku": "b", "n": null, "price": 1.5}]}\n');
    const seen = await load.inspect(upload);
    expect(seen.columns.map(({ type }) => type)).toEqual(['long', 'list<struct<sku: string, n: long, price: double>>', 'struct<day: date>']);
    const columns = seen.columns.map(({ source, name, type }) => ({ source, name, type }));
    expect((await load.load('items', { upload, mode: 'create', columns })).error).toBeNull();
    expect(byFirst(await load.rows('items'))).toEqual([['1', [['a', '2', null]], ['2026-01-31']], ['2', [], null], ['3', [['b', null, 1.5]], null]]);
    const worse = await load.upload('worse.jsonl', '{"id": 4, "items": [{"sku": "c", "n": "many"}]}\n');
    const job = await load.load('items', { upload: worse, mode: 'append', columns: columns.slice(0, 2).map(({ source, name }) => ({ source, name })) });
    expect(job.error?.message).toContain('1 row does not fit');
    expect((await load.badRows(job.id)).text).toContain('is no list<struct<sku: string, n: long, price: double>>');
  });
});

describe('a write as every other', () => {
  it('says by a dry run what it would do, and does nothing', async () => {
    const upload = await load.upload('dry.csv', 'a\n1\n\n2\nx\n');
    const body = { upload, mode: 'create', onBadRows: 'skip', options: { delimiter: ',', header: true }, columns: plain(['a'], ['int']) };
    const job = await load.load('dry', body, 'ada', { dryRun: true });
    expect(job.result).toMatchObject({ dryRun: true, rows: 3, badRows: 1, metadataVersion: null, snapshotId: null, undo: null, effect: { words: ['makes the table dry with 3 rows', 'leaves out 1 that does not fit'] } });
    expect((await load.badRows(job.id)).text).toContain('5,');
    expect((await load.api.call('ada', 'GET', '/catalogs/lake/namespaces/made/tables/dry')).status).toBe(404);
    const made = await load.load('dry', body);
    const over = await load.load('dry', { ...body, mode: 'overwrite' }, 'ada', { dryRun: true });
    expect(over.result).toMatchObject({ rows: 3, rowsReplaced: 3, metadataVersion: made.result?.metadataVersion, effect: { words: ['puts 3 rows in the place of the 3 of dry', 'leaves out 1 that does not fit'] } });
    expect(await load.rows('dry')).toHaveLength(3);
  });
  it('is done once for one key, and refused when the key comes with something else', async () => {
    const upload = await load.upload('once.csv', 'a\n1\n');
    await load.load('once', { upload, mode: 'create', columns: plain(['a'], ['int']) });
    const body = { upload, mode: 'append', columns: [{ source: 'a', name: 'a' }] };
    const headers = { 'idempotency-key': 'load-1' };
    const first = await load.load('once', body, 'ada', { headers });
    const again = await load.load('once', body, 'ada', { headers });
    expect(again.id).toBe(first.id);
    expect(await load.rows('once')).toEqual([[1], [1]]);
    expect((await load.start('once', { ...body, onBadRows: 'skip' }, 'ada', { headers })).status).toBe(422);
  });
  it('is held against the state that the asker has seen, when it starts and when it commits', async () => {
    const upload = await load.upload('match.csv', 'a\n1\n');
    await load.load('match', { upload, mode: 'create', columns: plain(['a'], ['int']) });
    const etag = async () => String((await load.api.call('ada', 'GET', '/catalogs/lake/namespaces/made/tables/match')).body['etag']);
    const body = { upload, mode: 'overwrite', columns: [{ source: 'a', name: 'a' }] };
    const seen = await etag();
    expect((await load.load('match', body, 'ada', { headers: { 'if-match': seen } })).error).toBeNull();
    expect((await load.start('match', body, 'ada', { headers: { 'if-match': seen } })).status).toBe(412);
    // two that start on one state: the second to commit has not seen what the first did
    const headers = { 'if-match': await etag() };
    const [one, two] = await Promise.all([load.load('match', body, 'ada', { headers }), load.load('match', body, 'ada', { headers })]);
    expect([one, two].map(({ error }) => error?.code ?? 'loaded').toSorted((a, b) => a.localeCompare(b))).toEqual(['loaded', 'PRECONDITION_FAILED']);
  });
});

describe('Parquet', () => {
  it('in the warehouse’s store is loaded by its path, and narrower types say what they lose', async () => {
    await load.load('from', { upload: await load.upload('a.csv', 'a,b\n1,x\n2,y\n'), mode: 'create', columns: plain(['a', 'b'], ['long', 'string']) });
    const { items } = (await load.api.call<{ items: readonly { name: string }[] }>('ada', 'GET', '/catalogs/lake/namespaces/made/tables/from/files?limit=10')).body;
    const path = `/made/from/data/${items[0]?.name ?? ''}`;
    const seen = await load.api.call<Inspection>('ada', 'POST', '/catalogs/lake/files/inspect', { path });
    expect(seen.status, JSON.stringify(seen.body)).toBe(200);
    expect(seen.body.columns.map(({ name, type }) => [name, type])).toEqual([['a', 'long'], ['b', 'string']]);
    const job = await load.load('copied', { path, mode: 'create', onBadRows: 'skip', columns: plain(['a', 'b'], ['int', 'long']) });
    expect(job.result).toMatchObject({ rows: 0, badRows: 2 });
    expect((await load.load('copied2', { path, mode: 'create', columns: plain(['a', 'b'], ['int', 'string']) })).result).toMatchObject({ rows: 2 });
    expect(await load.rows('copied2')).toEqual([[1, 'x'], [2, 'y']]);
  });
  it('keeps nested columns and says what does not fit exactly', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'parquet-')), 'n.parquet');
    const connection = await (await DuckDBInstance.create()).connect();
    await connection.run(`COPY (SELECT * FROM (VALUES (1.5::DOUBLE, {'x': 1, 'y': ['a', NULL]}, MAP {'k': 1.25::DECIMAL(5,2)}, TIMESTAMP '2026-01-31 10:00:00.5'), (2, NULL, NULL, NULL)) AS t(d, s, m, t)) TO '${file}' (FORMAT parquet)`);
    connection.closeSync();
    const upload = await load.upload('n.parquet', new Uint8Array(readFileSync(file)));
    rmSync(dirname(file), { recursive: true });
    const seen = await load.inspect(upload);
    expect(seen.columns.map(({ name, type }) => [name, type])).toEqual([['d', 'double'], ['s', 'struct<x: int, y: list<string>>'], ['m', 'map<string, decimal(5, 2)>'], ['t', 'timestamp']]);
    const columns = seen.columns.map(({ source, name, type }) => ({ source, name, type }));
    expect((await load.load('nested', { upload, mode: 'create', columns })).error).toBeNull();
    expect(await load.rows('nested')).toEqual([[1.5, [1, ['a', null]], [['k', '1.25']], '2026-01-31 10:00:00.500000'], [2, null, null, null]]);
    const narrower = await load.inspect(upload, { columns: columns.map((column) => ({ ...column, type: column.name === 'd' ? 'int' : column.name === 't' ? 'date' : column.type })) });
    expect(narrower.sample.rows.map(({ problems }) => problems.map(({ column }) => column))).toEqual([['d', 't'], []]);
  });
  it('that is damaged is said so', async () => {
    await expect(load.inspect(await load.upload('x.parquet', 'PAR1 and nothing more'))).rejects.toThrow('x.parquet cannot be read as Parquet; it is damaged or something else.');
  });
});

describe('hostile files', () => {
  const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
  it.each([
    ['a zip', 'x.csv', bytes('PK', [3, 4], 'rest'), 'a zip archive or a spreadsheet'], ['gzip', 'x.csv.gz', bytes([0x1f, 0x8b, 8, 0]), 'packed with gzip'],
    ['NUL', 'x.csv', bytes('a,b\n1,', [0], '\n'), 'U+0000'], ['nothing', 'x.csv', bytes(), 'empty'],
  ])('%s is refused in a sentence, and nothing is kept', async (_, name, content, words) => {
    const answer = await load.send(name, content);
    expect(answer.status).toBe(400);
    expect(String(answer.body['detail'])).toContain(words);
  });
  it('a name that leads elsewhere is refused', async () => {
    for (const name of ['../x.csv', 'a/b.csv', '', 'a\u0000.csv']) expect((await load.send(name, 'a\n1\n')).status).toBe(400);
  });
  it('marks, UTF-16 in pieces, duplicate and quoted names are read', async () => {
    expect((await load.inspect(await load.upload('bom.csv', bytes([0xef, 0xbb, 0xbf], 'ä,b\n1,ö\n')))).sample.rows[0]?.cells).toEqual(['1', 'ö']);
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('ä,b\n1,ö\n', 'utf16le')]);
    const seen = await load.inspect(await load.upload('wide.csv', [wide.subarray(0, 1), wide.subarray(1, 7), wide.subarray(7)]));
    expect([seen.sources, seen.sample.rows[0]?.cells]).toEqual([['ä', 'b'], ['1', 'ö']]);
    const odd = await load.inspect(await load.upload('odd.csv', 'a,a,"say ""x"" \'y\'",=cmd()\n1,2,3,=1+1\n'));
    expect(odd.sources).toHaveLength(4);
    expect(new Set(odd.sources).size).toBe(4);
    const job = await load.load('odd', { upload: await load.upload('odd.csv', 'a,a,"say ""x"" \'y\'",=cmd()\n1,2,3,=1+1\n'), mode: 'create', columns: odd.columns.map(({ source, type }, index) => ({ source, name: `c${index}`, type })) });
    expect(job.error).toBeNull();
    expect(await load.rows('odd')).toEqual([['1', '2', '3', '=1+1']]);
  });
  it('a line of megabytes, bytes that are no UTF-8, and a quote that is never closed are bad rows, said so', async () => {
    const upload = await load.upload('h.csv', [`a,b\n1,${'x'.repeat(5_000_000)}\n2,`, bytes([0xff]), '\n3,ok\n4,"open\n5,lost\n']);
    const job = await load.load('hostile', { upload, options: { delimiter: ',', quote: '"', header: true }, mode: 'create', onBadRows: 'skip', columns: plain(['a', 'b'], ['int', 'string']) });
    expect(job.error).toBeNull();
    expect(job.result).toMatchObject({ rows: 1, badRows: 3 });
    const { text } = await load.badRows(job.id);
    for (const words of ['is longer than 4 MiB', 'is not UTF-8', 'a quote is not closed: it takes in 2 lines']) expect(text).toContain(words);
  });
});

describe('who may', () => {
  it('sees uploads and bad rows of one’s own alone, and needs the rights of each way', async () => {
    await load.api.person('ann', 'engineer', 'namespace/lake/made');
    await load.api.person('vic', 'viewer', 'system');
    const upload = await load.upload('a.csv', 'a\n1\nx\n', 'ann');
    await expect(load.inspect(upload, {}, 'ada')).rejects.toThrow('404');
    const job = await load.load('anns', { upload, mode: 'create', onBadRows: 'skip', columns: plain(['a'], ['int']) }, 'ann');
    expect(job.result).toMatchObject({ rows: 1, badRows: 1 });
    expect((await load.badRows(job.id, 'ada')).status).toBe(404);
    expect((await load.api.call('ann', 'POST', '/catalogs/lake/files/inspect', { path: '/made/x.csv' })).status).toBe(403);
    const his = await load.upload('a.csv', 'a\n1\n', 'vic');
    for (const mode of ['create', 'append', 'overwrite']) expect((await load.start('anns', { upload: his, mode, columns: plain(['a'], ['int']) }, 'vic')).status).toBe(403);
    expect((await load.api.call('ann', 'DELETE', `/uploads/${upload}`)).status).toBe(200);
    await expect(load.inspect(upload, {}, 'ann')).rejects.toThrow('404');
  });
});

it('refuses at once what does not go together', async () => {
  const upload = await load.upload('a.csv', 'a,b\n1,2\n');
  const detail = async (table: string, body: Record<string, unknown>): Promise<string> => String((await load.start(table, { upload, mode: 'create', ...body })).body['detail']);
  expect(await detail('t', { columns: plain(['zz'], ['int']) })).toBe('The file has no column zz. It has a, b.');
  expect(await detail('t', { columns: [{ source: 'a', name: 'x', type: 'int' }, { source: 'b', name: 'x', type: 'int' }] })).toBe('The column x is filled twice.');
  expect(await detail('t', { columns: [{ source: 'a', name: 'x' }] })).toBe('Say the type of the column x.');
  expect(await detail('t', { columns: plain(['a'], ['int']), path: '/x.csv' })).toBe('Say upload or path, one of them.');
  expect((await load.start('absent', { upload, mode: 'append', columns: [{ source: 'a', name: 'a' }] })).status).toBe(404);
});
