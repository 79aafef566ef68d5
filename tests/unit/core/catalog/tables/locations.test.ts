import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TableLocation } from '@/lib/core/catalog/tables/locations';

const resolved = (location: TableLocation, path: string): string => {
  try {
    return location.resolve(path);
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
};
const names = fc.array(fc.constantFrom('a', 'b c', '.hidden', 'x.parquet', 'k=1', '..', '.', '', '%2e%2e', '..a'), { maxLength: 5 });

describe('a path below the table\'s folder', () => {
  for (const [title, root, recorded, other] of [
    ['where the table is', 'file:///w', 'file:///w/ns/t', 'file:/w/ns/t'],
    ['of a copied table', 'file:///w', 'hdfs://nn/lake/ns/t', 'hdfs:///lake/ns/t'],
  ] as const) {
    it(`is the same place as its other spelling, ${title}`, () => {
      const location = new TableLocation('/ns/t', root, recorded);
      fc.assert(fc.property(names, (below) => {
        const tail = ['', ...below].join('/');
        expect(resolved(location, recorded + tail)).toBe(resolved(location, other + tail));
      }));
      expect(location.resolve(`${recorded}/data/k=1/x.parquet`)).toBe('/ns/t/data/k=1/x.parquet');
      expect(() => location.resolve(`${recorded}/data/../../../x`)).toThrow('lies outside its warehouse');
    });
  }
  it('is not a folder whose name only begins alike', () => {
    const location = new TableLocation('/ns/t', 'file:///w', 'file:///w/ns/t');
    expect(location.resolve('file:///w/ns/t2/x')).toBe('/ns/t2/x');
  });
});
