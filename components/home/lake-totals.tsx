import { Bytes } from '@/components/shell/bytes';
import { Fact, Facts } from '@/components/shell/facts';
import { Section } from '@/components/shell/section';
import { count, counted } from '@/components/shell/words';
import type { HomeData } from './home-data';

/** The lake in three numbers; each says what it counts. */
export function LakeTotals({ totals }: { readonly totals: HomeData['totals'] }) {
  const of = totals.tablesRead < totals.tables ? `in ${count(totals.tablesRead)} of ${counted(totals.tables, 'table')}` : `in ${counted(totals.tables, 'table')}`;
  return (
    <Section title="Lake">
      <Facts ruled>
        <Fact name="Stored"><Bytes value={totals.bytes} /> <span className="text-12 text-ink-3">{of}</span></Fact>
        <Fact name="Rows">{count(totals.rows)} <span className="text-12 text-ink-3">by the current snapshots</span></Fact>
        <Fact name="Queries in 24 h">{count(totals.queriesToday)} <span className="text-12 text-ink-3">{totals.failedToday === 0 ? 'of all people, none failed' : `of all people, ${count(totals.failedToday)} failed`}</span></Fact>
      </Facts>
    </Section>
  );
}
