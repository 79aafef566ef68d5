import { describe, expect, it } from 'vitest';
import { RowPages } from '@/components/sql/results/rows-source';

const signal = new AbortController().signal;

describe('RowPages', () => {
  it('has no cell before it was fetched, and reads each page once', async () => {
    const asked: number[] = [];
    const pages = new RowPages([], (offset, limit) => {
      asked.push(offset);
      return Promise.resolve(Array.from({ length: Math.min(limit, 1200 - offset) }, (_, index) => [offset + index]));
    });
    pages.grow(1200);
    expect(pages.cell(0, 0)).toBeUndefined();
    await Promise.all([pages.fetch(490, 510, signal), pages.fetch(490, 510, signal)]);
    expect([pages.cell(499, 0), pages.cell(500, 0), pages.cell(1100, 0)]).toEqual([499, 500, undefined]);
    await pages.fetch(0, 1200, signal);
    expect(asked).toEqual([0, 500, 1000]);
  });
  it('reads the last page again when the run brought more rows', async () => {
    let there = 3;
    const pages = new RowPages([], (offset, limit) => Promise.resolve(Array.from({ length: Math.min(limit, there - offset) }, (_, index) => [index])));
    pages.grow(3);
    await pages.fetch(0, 3, signal);
    there = 7;
    pages.grow(7);
    await pages.fetch(0, 7, signal);
    expect(pages.cell(6, 0)).toBe(6);
  });
  it('tells its listeners of rows and of a failure, and recovers', async () => {
    let fail = true;
    const pages = new RowPages([], () => (fail ? Promise.reject(new Error('gone')) : Promise.resolve([[1]])));
    let told = 0;
    pages.subscribe(() => (told += 1));
    pages.grow(1);
    await pages.fetch(0, 1, signal);
    expect(pages.error).toBeInstanceOf(Error);
    fail = false;
    await pages.fetch(0, 1, signal);
    expect([pages.cell(0, 0), pages.error, told]).toEqual([1, null, 3]);
  });
  it('reads a page again whose reader has given up', async () => {
    const pages = new RowPages([], (_offset, _limit, asked) => new Promise((resolve, reject) => {
      asked.addEventListener('abort', () => reject(new Error('given up')));
      setTimeout(() => resolve([[1]]), 5);
    }));
    pages.grow(1);
    const first = new AbortController();
    const given = pages.fetch(0, 1, first.signal);
    first.abort();
    await pages.fetch(0, 1, signal);
    await given;
    expect([pages.cell(0, 0), pages.error]).toEqual([1, null]);
  });
});
