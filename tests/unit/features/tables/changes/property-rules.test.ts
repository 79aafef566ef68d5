import { describe, expect, it } from 'vitest';
import { checkNewProperties, checkRemovals, isPlaceOf } from '@/lib/features/tables/changes/property-rules';

const FOLDER = 'file:///srv/warehouse/shop/orders';

describe('a place', () => {
  it.each([
    ['file:///srv/warehouse/shop/orders', true], ['file:/srv/warehouse/shop/orders', true], ['/srv/warehouse/shop/orders', true], ['/srv/warehouse/shop/orders/', true], ['file://localhost/srv/warehouse/shop/orders', true], ['FILE:///srv/warehouse/shop/orders', true],
    ['file:///srv/warehouse/shop/orders2', false], ['/srv/warehouse/shop', false], ['orders', false], ['', false], ['/srv/warehouse/shop/x/../orders', false], ['hdfs://nn/srv/warehouse/shop/orders', false], ['s3://srv/warehouse/shop/orders', false], ['/SRV/warehouse/shop/orders', false],
  ])('%s is the folder: %s', (uri, wanted) => { expect(isPlaceOf(uri, FOLDER)).toBe(wanted); });
  it.each([['/srv/warehouse/shop/orders/data', true], ['/srv/warehouse/shop/orders', true], ['/srv/warehouse/shop/orders2/data', false], ['/srv/warehouse/shop/orders/../x', false], ['file://evil/srv/warehouse/shop/orders/data', false]])('%s lies in it: %s', (uri, wanted) => {
    expect(isPlaceOf(uri, FOLDER, true)).toBe(wanted);
  });
});

describe('properties', () => {
  it.each([
    ['owner', 'anything at all\n<b>'], ['write.format.default', 'PARQUET'], ['write.data.path', '/srv/warehouse/shop/orders/elsewhere'], ['commit.retry.num-retries', '0'], ['write.delete.mode', 'merge-on-read'], ['gc.enabled', 'FALSE'], ['schema.name-mapping.default', '[{"field-id":1,"names":["id"]}]'],
    ['constructor', 'x'], ['toString', 'x'], ['write.parquet.bloom-filter-enabled.column.id', 'true'],
  ])('%s = %j may be set', (key, value) => { expect(() => checkNewProperties({ [key]: value }, FOLDER)).not.toThrow(); });
  it.each([
    ['format-version', '3', /upgrade-format/], ['location', '/x', /own folder/], ['current-snapshot-id', '1', /roll back/], ['write.metadata.path', 's3://x/y', /own folder/], ['write.object-storage.path', '/tmp', /own folder/], ['write.location-provider.impl', 'x.Y', /class/],
    ['write.format.default', 'csv', /one of parquet/], ['write.target-file-size-bytes', '-1', /whole number/], ['write.target-file-size-bytes', '1e9', /whole number/], ['commit.manifest-merge.enabled', 'yes', /true, false/], ['schema.name-mapping.default', '{', /name mapping/], [' owner', 'x', /space/],
  ])('%s = %j may not', (key, value, words) => { expect(() => checkNewProperties({ [key]: value }, FOLDER)).toThrow(words); });
  it('that Iceberg keeps for itself cannot be taken away either', () => {
    expect(() => checkRemovals(['owner', 'write.data.path', 'hasOwnProperty'])).not.toThrow();
    expect(() => checkRemovals(['owner', 'default-sort-order'])).toThrow(/set-sort-order/);
  });
});
