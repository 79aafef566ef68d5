'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Segments } from '@/components/ui/segments';
import { ResultGrid } from '@/components/grid/result-grid';
import { Part } from '@/components/shell/part';
import { Section } from '@/components/shell/section';
import { useView } from '@/components/shell/use-view';
import { count, counted } from '@/components/shell/words';
import { api, type client } from '@/lib/transport/api/client';
import { previewSource } from '../../data/preview-source';
import type { TablePlace } from '../../table-place';

const LIMIT = 200;
type Rows = Awaited<ReturnType<typeof client.tables.compareRows>>;

/** The rows that only one of two snapshots has, as far as one looks through them. */
export function ComparedRows({ place, from, to }: { readonly place: TablePlace; readonly from: string; readonly to: string }) {
  const view = useView();
  const kind = view.get('rows') === 'removed' ? 'removed' : 'added';
  const rows = useQuery(api.tables.compareRows.queryOptions({ input: { ...place, from, to, kind, limit: LIMIT }, staleTime: Number.POSITIVE_INFINITY, retry: false }));
  return (
    <Section
      title="Rows that differ" note={rows.data && `${rows.data.truncated ? `the first ${count(rows.data.rows.length)} rows` : counted(rows.data.rows.length, 'row')}, ${counted(rows.data.filesRead, 'file')} read`}
      actions={<Segments label="Rows" value={kind} options={[{ value: 'added', label: 'Only in the later' }, { value: 'removed', label: 'Only in the earlier' }]} onChange={(value) => view.set({ rows: value === 'added' ? null : value })} />}
    >
      <Part query={rows} what="The rows that differ" rows={6} empty={(data) => data.rows.length === 0 && <p className="text-12 text-ink-3">{kind === 'added' ? 'The later has no row that the earlier has not.' : 'The earlier has no row that the later has not.'}</p>}>
        {(data) => <Grid data={data} />}
      </Part>
    </Section>
  );
}

function Grid({ data }: { readonly data: Rows }) {
  const source = useMemo(() => previewSource(data.columns, data.rows), [data]);
  return <div className="h-72 border border-hair"><ResultGrid source={source} label="Rows that differ" /></div>;
}
