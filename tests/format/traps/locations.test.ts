import { describe, expect, it } from 'vitest';
import { expectedOf, sorted } from '../../support/format-lake';
import { respell } from '../../support/altered';
import { formatLakes } from '../../support/format-lakes';

const lakes = formatLakes();
const table = { namespace: ['spark'], name: 'cut_metrics' };
const rows = expectedOf('spark')['cut_metrics']?.reads[0]?.rows ?? [];
const RECORDED = 'file:/tmp/lakehouse-fixtures/spark/spark/cut_metrics';

describe('paths as writers spell them', () => {
  /** location → what stands in its place in every other path */
  const spellings: readonly (readonly [title: string, location: string, inFiles: string])[] = [
    ['file with one slash and with three', 'file:/srv/lake/spark/cut_metrics', 'file:///srv/lake/spark/cut_metrics'],
    ['no scheme against a scheme', '/srv/lake/spark/cut_metrics', 'file:/srv/lake/spark/cut_metrics'],
    ['hdfs with authority and without', 'hdfs://nn:8020/lake/spark/cut_metrics', 'hdfs:///lake/spark/cut_metrics'],
    ['hdfs without and with', 'hdfs:/lake/spark/cut_metrics', 'hdfs://nn:8020/lake/spark/cut_metrics'],
    ['s3a against s3', 's3://bucket/lake/spark/cut_metrics', 's3a://bucket/lake/spark/cut_metrics'],
    ['a slash too many', 'hdfs://nn/lake/spark/cut_metrics/', 'hdfs://nn/lake//spark/cut_metrics'],
    ['another name than the folder has now', 'hdfs://nn/user/hive/warehouse/old.db/t', 'hdfs://nn/user/hive/warehouse/old.db/t'],
    ['relative', 'lake/t', 'lake/t'],
    ['relative with a dot', './lake/t', 'lake/t'],
    ['relative to the table', 'lake/t', '.'],
    ['file:// and a relative path', 'file://lake/t', 'file://lake/t'],
  ];
  it.each(spellings)('%s', async (_, location, inFiles) => {
    const lake = await lakes('spark', 'spark/cut_metrics');
    respell(`${lake.folder}/spark/cut_metrics`, location, (path) => path.replace(RECORDED, inFiles));
    const answer = await lake.read(table);
    expect(sorted(answer.rows, answer.columns)).toEqual(sorted(rows, answer.columns));
    expect(answer.loaded.adopted).toEqual({ from: location });
    expect(answer.loaded.readOnly).toContain(location);
  });

  it('a table that lies where it says is no copy', async () => {
    const lake = await lakes('spark', 'spark/cut_metrics');
    const here = `${lake.store.rootUri}/spark/cut_metrics`;
    respell(`${lake.folder}/spark/cut_metrics`, here, (path) => path.replace(RECORDED, here.replace(/^file:\/*/, 'file:/')));
    const answer = await lake.read(table);
    expect(sorted(answer.rows, answer.columns)).toEqual(sorted(rows, answer.columns));
    expect(answer.loaded.adopted).toBeNull();
  });

  it('files in several folders of one warehouse', async () => {
    const lake = await lakes('spark', 'spark/scattered', 'elsewhere');
    const answer = await lake.read({ namespace: ['spark'], name: 'scattered' });
    expect(new Set(answer.plan.files.map(({ path }) => path.split('/')[1]))).toEqual(new Set(['elsewhere', 'spark']));
    expect(answer.rows).toHaveLength(8);
  });

  it.each(['s3://another/lake/spark/cut_metrics', 'hdfs://nn/else', 'file:/etc', `${RECORDED}/../../../../../../etc`])('what lies outside is named and never read: %s', async (elsewhere) => {
    const lake = await lakes('spark', 'spark/cut_metrics');
    respell(`${lake.folder}/spark/cut_metrics`, 'hdfs://nn/lake/spark/cut_metrics', (path) => path.replace(RECORDED, path.endsWith('.parquet') ? elsewhere : 'hdfs://nn/lake/spark/cut_metrics'));
    await expect(lake.read(table)).rejects.toMatchObject({ code: 'BROKEN_TABLE', message: expect.stringContaining('lies outside its warehouse'), details: { file: expect.stringContaining(elsewhere) } });
  });
});
