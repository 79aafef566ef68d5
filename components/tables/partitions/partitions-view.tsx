'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { Empty } from '@/components/ui/empty';
import { Mark } from '@/components/ui/mark';
import { Segments } from '@/components/ui/segments';
import { Part } from '@/components/shell/part';
import { Section } from '@/components/shell/section';
import { useView } from '@/components/shell/use-view';
import { bytes, count, counted } from '@/components/shell/words';
import { api, type client } from '@/lib/transport/api/client';
import type { TablePlace } from '../table-place';
import { HeatMap } from './heat-map';
import { heatShape, type HeatCell, type HeatShape, type Partition } from './heat-shape';
import { PartitionTable } from './partition-table';
import { SpecList } from './spec-list';

const DRAWN = 5000;
const MEASURES = [{ value: 'rows', label: 'Rows' }, { value: 'bytes', label: 'Bytes' }, { value: 'files', label: 'Files' }] as const;
/** from so many times the median on a partition is named */
const SKEW = 4;
type Partitions = Awaited<ReturnType<typeof client.tables.partitions>>;
type Spec = Partitions['specs'][number];

/** How rows, bytes and files lie in the partitions: drawn, as a table, and by the specs that made them. */
export function PartitionsView({ place, bar }: { readonly place: TablePlace; readonly bar: ReactNode }) {
  const view = useView();
  const measure = MEASURES.find(({ value }) => value === view.get('measure'))?.value ?? 'rows';
  const [snapshot, ref] = [view.get('snapshot'), view.get('ref')];
  const asOf = { ...(snapshot === null ? {} : { snapshot }), ...(ref === null ? {} : { ref }) };
  const asked = view.get('of');
  const partitions = useQuery(api.tables.partitions.queryOptions({ input: { ...place, ...asOf, limit: DRAWN, ...(asked === null ? {} : { spec: asked }) } }));
  const { data } = partitions;
  const specId = asked === null ? data?.specId : Number(asked);
  const spec = data?.specs.find((each) => each.specId === specId);
  const shape = useMemo(() => (data === undefined || spec === undefined ? null : heatShape(data.items.filter((item) => item.specId === spec.specId), spec)), [data, spec]);
  const files = (values: { readonly partition?: string; readonly spec: string }) => view.set({ by: null, file: null, content: null, size: null, find: null, partition: values.partition ?? null, spec: values.spec }, 'push');
  const open = ({ partition, specId: of }: Partition) => files({ partition, spec: String(of) });
  const openCell = (cell: HeatCell) => { const [only, ...more] = cell.partitions; if (only !== undefined && more.length === 0) open(only); };
  const used = data?.specs.filter((each) => each.fields.length > 0 && each.files + each.deleteFiles > 0) ?? [];
  return (
    <div className="flex min-h-0 grow flex-col overflow-y-auto px-5 pt-2 pb-5 max-sm:px-4">
      <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2">
        {bar}
        <Segments label="Tint" value={measure} options={MEASURES} onChange={(value) => view.set({ measure: value === 'rows' ? null : value })} />
        {used.length > 1 && data && <Segments label="Partition spec" value={String(specId ?? '')} options={used.map((each) => ({ value: String(each.specId), label: `Spec ${each.specId}` }))} onChange={(value) => view.set({ of: value === String(data.specId) ? null : value })} />}
      </div>
      <div className="flex gap-9 max-[1100px]:flex-col max-[1100px]:gap-4">
        <div className="flex min-w-0 grow flex-col gap-3">
          <Part query={partitions} what="The partitions" rows={10} empty={({ items }) => items.length === 0 && asked === null && <Empty title="No partition holds rows" why="This state of the table has no file." />}>
            {(found) => (
              <>
                <Section title="Depth" note={note(found, spec, shape)}>
                  {shape !== null && shape.cells.length > 0 ? <HeatMap key={`${specId} ${snapshot} ${ref}`} shape={shape} measure={measure} onOpen={openCell} /> : <p className="border-t border-rule py-2 text-12 text-ink-3">All files lie in partitions of other specs.</p>}
                  <SkewLine found={found} />
                </Section>
                <PartitionTable place={place} asOf={asOf} spec={String(specId ?? found.specId)} onOpen={open} />
              </>
            )}
          </Part>
        </div>
        {data && <div className="w-[376px] shrink-0 max-[1100px]:w-full"><SpecList specs={data.specs} onOpen={(id) => files({ spec: String(id) })} /></div>}
      </div>
    </div>
  );
}

function note({ items, total }: Partitions, spec: Spec | undefined, shape: HeatShape | null): string {
  const drawn = shape?.cells.reduce((sum, { partitions }) => sum + partitions.length, 0) ?? 0;
  const left = items.filter(({ specId }) => specId === spec?.specId).length - drawn;
  return [counted(spec?.partitions ?? 0, 'partition'), (spec?.fields.length ?? 0) > 2 ? 'the first two fields, the others summed' : '', total > items.length ? `the newest ${count(items.length)} drawn` : '', shape?.kind === 'calendar' && left > 0 ? `${count(left)} without a date only in the table` : ''].filter((part) => part !== '').join(', ');
}

/** Whether one partition is far larger than most, by name. */
function SkewLine({ found: { skew } }: { readonly found: Partitions }) {
  if (skew === null) return null;
  const even = skew.times < SKEW;
  return <p className="flex flex-wrap items-center gap-x-2 pt-1 text-12"><Mark state={even ? 'good' : 'warn'} />{even ? 'Even:' : 'Uneven:'} <span className="font-mono break-all">{skew.partition}</span><span className="text-ink-2">holds {bytes(skew.bytes)}, {skew.times.toFixed(1)} times the median partition&rsquo;s {bytes(skew.medianBytes)}</span></p>;
}
