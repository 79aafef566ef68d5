'use client';
import { SidePane } from '@/components/shell/side-pane';
import { Segments } from '@/components/ui/segments';
import { useStored } from '@/components/shell/use-stored';
import type { Known, KnownTable } from '../completion/suggest';
import { HistoryPane } from './history-pane';
import { TablesPane } from './tables-pane';

/** Beside the editor: what there is to ask, and what was asked. */
export function SqlPane({ known, inQuery, onInsert, onOpenRun }: {
  readonly known: Known;
  /** tables that the statement at the cursor reads */
  readonly inQuery: readonly KnownTable[];
  readonly onInsert: (text: string) => void; readonly onOpenRun: (id: string) => void;
}) {
  const [stored, store] = useStored('sql:pane', 'tables');
  const part = stored === 'history' ? 'history' : 'tables';
  return (
    <SidePane name="SQL" title={<Segments label="Beside the editor" value={part} options={[{ value: 'tables', label: 'Tables' }, { value: 'history', label: 'History' }]} onChange={store} />}>
      {part === 'tables' ? <TablesPane known={known} inQuery={inQuery} onInsert={onInsert} /> : <HistoryPane onOpen={onOpenRun} />}
    </SidePane>
  );
}
