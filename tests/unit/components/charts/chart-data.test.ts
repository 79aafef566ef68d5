import { describe, expect, it } from 'vitest';
import { choiceFits, firstChoice } from '@/components/charts/chart-choice';
import { chartData, SERIES_MOST, timePlace } from '@/components/charts/chart-data';
import { chartNotes, chartSummary } from '@/components/charts/chart-words';
import type { Column, Row } from '@/lib/model/values/types';

const day: Column = { name: 'day', type: { kind: 'date' } };
const carrier: Column = { name: 'carrier', type: { kind: 'varchar', length: null } };
const orders: Column = { name: 'orders', type: { kind: 'bigint' } };
const total: Column = { name: 'total', type: { kind: 'decimal', precision: 38, scale: 2 } };
const tags: Column = { name: 'tags', type: { kind: 'array', element: { kind: 'bigint' } } };

describe('what is drawn first', () => {
  it('is lines over the first time, one for each name', () => {
    expect(firstChoice([carrier, day, orders, total], [])).toEqual({ kind: 'line', x: 1, y: 3, series: 0 });
  });
  it('is bars over names, and over numbers when there is nothing else', () => {
    const many = Array.from({ length: 20 }, (_, index) => [`carrier ${index}`, '2026-11-25', '1', '2']);
    expect(firstChoice([carrier, day, orders, total], many)?.series).toBeNull();
    expect(firstChoice([orders, carrier], [])).toEqual({ kind: 'bar', x: 1, y: 0, series: null });
    expect(firstChoice([orders, total], [])).toEqual({ kind: 'bar', x: 0, y: 1, series: null });
  });
  it('is nothing without a number, without an axis, and of nested values', () => {
    expect(firstChoice([carrier, day], [])).toBeNull();
    expect(firstChoice([orders], [])).toBeNull();
    expect(firstChoice([tags, carrier], [])).toBeNull();
  });
  it('refuses a choice of an old address that does not fit', () => {
    const columns = [day, carrier, orders];
    expect(choiceFits({ kind: 'line', x: 0, y: 2, series: 1 }, columns)).toBe(true);
    expect(choiceFits({ kind: 'line', x: 0, y: 1, series: null }, columns)).toBe(false);
    expect(choiceFits({ kind: 'line', x: 2, y: 2, series: null }, columns)).toBe(false);
    expect(choiceFits({ kind: 'line', x: 0, y: 2, series: 0 }, columns)).toBe(false);
    expect(choiceFits({ kind: 'line', x: 0, y: 9, series: null }, columns)).toBe(false);
  });
});

describe('chartData', () => {
  const rows: readonly Row[] = [
    ['2026-11-03', 'ups', '3'], ['2026-11-01', 'ups', '1'], ['2026-11-01', 'dhl', '10'], ['2026-11-03', 'ups', '4'], [null, 'ups', '5'], ['2026-11-02', 'dhl', null],
  ];
  const choice = { kind: 'line', x: 0, y: 2, series: 1 } as const;

  it('puts times in order, keeps gaps, adds what shares a place, and counts what it could not place', () => {
    const data = chartData([day, carrier, orders], rows, choice);
    expect(data.labels).toEqual(['2026-11-01', '2026-11-03']);
    expect(data.series).toEqual([{ name: 'ups', values: [1, 7] }, { name: 'dhl', values: [10, null] }]);
    expect([data.added, data.without]).toEqual([1, 2]);
    expect(data.xs).toEqual([Date.UTC(2026, 10, 1), Date.UTC(2026, 10, 3)]);
    expect(chartNotes(data, 6, 100)).toEqual(['Drawn from the first 6 of 100 rows.', '1 row shares a place with another and is added to it.', '2 rows have no place or no height.']);
    expect(chartSummary(data, 'line', 'day', 'orders')).toContain('ups: least 1 at 2026-11-01, greatest 7 at 2026-11-03.');
  });

  it('says nothing beside a drawing that has every row', () => {
    const data = chartData([carrier, orders], [['ups', '1'], ['dhl', '2']], { kind: 'bar', x: 0, y: 1, series: null });
    expect(chartNotes(data, 2, 2)).toEqual([]);
    expect(data.labels).toEqual(['ups', 'dhl']);
  });

  it('draws the largest series and counts the others', () => {
    const many: readonly Row[] = Array.from({ length: 12 }, (_, index) => ['2026-11-01', `carrier ${index}`, String(index)]);
    const data = chartData([day, carrier, orders], many, choice);
    expect(data.series.map(({ name }) => name)).toEqual(Array.from({ length: SERIES_MOST }, (_, index) => `carrier ${index + 4}`));
    expect(data.seriesLeft).toBe(4);
  });

  it('does not take NaN and infinities for heights', () => {
    const value: Column = { name: 'value', type: { kind: 'double' } };
    expect(chartData([carrier, value], [['a', 'NaN'], ['b', 'Infinity'], ['c', 1.5]], { kind: 'bar', x: 0, y: 1, series: null })).toMatchObject({ labels: ['c'], without: 2 });
  });

  it('adds decimals as near as a double can', () => {
    const data = chartData([carrier, total], [['a', '99999999999999999999.25'], ['a', '0.50']], { kind: 'bar', x: 0, y: 1, series: null });
    expect(data.series[0]?.values[0]).toBeCloseTo(1e20, -5);
  });
});

describe('timePlace', () => {
  it.each([
    ['2026-11-25', Date.UTC(2026, 10, 25)],
    ['2026-11-25 14:03:08.123456789', Date.UTC(2026, 10, 25, 14, 3, 8, 123)],
    ['2026-11-25 14:03:08.5', Date.UTC(2026, 10, 25, 14, 3, 8, 500)],
    ['2026-03-29 02:30:00.000 Europe/Berlin', Date.UTC(2026, 2, 29, 2, 30)],
    ['0044-03-15', new Date('0044-03-15T00:00:00Z').getTime()],
    ['-0044-03-15', new Date('-000044-03-15T00:00:00Z').getTime()],
  ])('reads %s by its own clock', (text, at) => expect(timePlace(text)).toBe(at));
  it('knows what is no time', () => expect([timePlace('soon'), timePlace('2026')]).toEqual([null, null]));
});
