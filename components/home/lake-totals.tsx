import { Bytes } from '@/components/shell/bytes';
import { Section } from '@/components/shell/section';
import { count, counted } from '@/components/shell/words';
import type { HomeData } from './home-data';

/** The lake in three numbers; each says what it counts. */
export function LakeTotals({ totals }: { readonly totals: HomeData['totals'] }) {
  const of = totals.tablesRead < totals.tables ? `in ${count(totals.tablesRead)} of ${counted(totals.tables, 'table')}` : `in ${counted(totals.tables, 'table')}`;
  return (
    <Section title="Lake">
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 border-t border-rule pt-1 leading-[26px] [&_dt]:text-12 [&_dt]:text-ink-3">
        <dt>Stored</dt><dd><Bytes value={totals.bytes} /> <span className="text-12 text-ink-3">{of}</span></dd>
        <dt>Rows</dt><dd>{count(totals.rows)} <span className="text-12 text-ink-3">by the current snapshots</span></dd>
        <dt>Queries in 24 h</dt><dd>{count(totals.queriesToday)} <span className="text-12 text-ink-3">{totals.failedToday === 0 ? 'of all people, none failed' : `of all people, ${count(totals.failedToday)} failed`}</span></dd>
      </dl>
    </Section>
  );
}
