'use client';
import { useState } from 'react';
import type { ChartChoice } from '@/components/charts/chart-choice';
import { ResultChart } from '@/components/charts/result-chart';
import type { Column, Row } from '@/lib/model/values/types';

const HOURLY: readonly Column[] = [{ name: 'at', type: { kind: 'timestamp', precision: 0 } }, { name: 'rate', type: { kind: 'varchar', length: null } }, { name: 'messages', type: { kind: 'bigint' } }];
const two = (value: number) => String(value).padStart(2, '0');
const wave = (index: number, phase: number) => Math.round(240 + 120 * Math.sin(index / 5 + phase) + 40 * Math.sin(index * 1.7 + phase));

/** Sixty minutes of two rates, with a gap in both. */
const MINUTES: readonly Row[] = Array.from({ length: 60 }, (_, minute) => minute).filter((minute) => minute < 34 || minute > 37)
  .flatMap((minute) => [[`2026-11-23 13:${two(minute)}:00`, 'produced', String(wave(minute, 0))], [`2026-11-23 13:${two(minute)}:00`, 'consumed', String(Math.round(wave(minute, 2) / 3))]]);

const CHANNELS: readonly Column[] = [{ name: 'channel', type: { kind: 'varchar', length: null } }, { name: 'orders', type: { kind: 'bigint' } }];
const BY_CHANNEL: readonly Row[] = ['web', 'app', 'store', 'phone', 'partner', 'resale'].map((channel, index) => [channel, String(wave(index * 3, 1))]);

const DENSE: readonly Column[] = [{ name: 'minute', type: { kind: 'integer' } }, { name: 'sensor', type: { kind: 'varchar', length: null } }, { name: 'value', type: { kind: 'double' } }];
const READINGS: readonly Row[] = Array.from({ length: 5000 }, (_, index) => [[index, 'north', wave(index / 20, 0)], [index, 'south', wave(index / 17, 3) / 2]]).flat();

export function Charts() {
  return (
    <div className="grid grid-cols-2 gap-x-9 gap-y-7 max-[1100px]:grid-cols-1">
      <Example columns={HOURLY} rows={MINUTES} />
      <Example columns={CHANNELS} rows={BY_CHANNEL} />
      <Example columns={DENSE} rows={READINGS} total={1_204_332} first={{ kind: 'line', x: 0, y: 2, series: 1 }} />
      <Example columns={CHANNELS.slice(0, 1)} rows={[]} />
    </div>
  );
}

function Example({ columns, rows, total, first = null }: { readonly columns: readonly Column[]; readonly rows: readonly Row[]; readonly total?: number; readonly first?: ChartChoice | null }) {
  const [choice, setChoice] = useState<ChartChoice | null>(first);
  return <ResultChart columns={columns} rows={rows} {...(total === undefined ? {} : { total })} choice={choice} onChoice={setChoice} height={220} />;
}
