import { Link } from '@/components/ui/link';
import type { z } from 'zod';
import { Mark } from '@/components/ui/mark';
import { Bytes } from '@/components/shell/bytes';
import { PlainTable, Td, Th, Tr } from '@/components/shell/plain-table';
import { Ago } from '@/components/shell/time';
import { count } from '@/components/shell/words';
import { routes } from '@/lib/model/routes';
import type { tableSummary } from '@/lib/transport/api/contract/catalogs';

/** Tables with what matters of each; a broken one stays in the list and says what is missing. */
export function SummaryTable({ catalog, namespace, tables }: { readonly catalog: string; readonly namespace: string; readonly tables: readonly z.infer<typeof tableSummary>[] }) {
  const narrow = 'max-sm:hidden';
  return (
    <PlainTable label="Tables" head={<><Th>Table</Th><Th className={narrow}>About</Th><Th right>Rows</Th><Th right className={narrow}>Size</Th><Th right className={narrow}>Files</Th><Th right className={narrow}>Snapshots</Th><Th right>Last commit</Th></>}>
      {tables.map((table) => (
        <Tr key={table.name}>
          <Td>
            <Link className="flex items-center gap-2 outline-none hover:text-water-ink focus-visible:shadow-(--ring)" href={routes.table(catalog, namespace, table.name)}>
              <Mark state={table.state === 'ok' ? 'good' : 'broken'} /><span className="font-strong">{table.name}</span>
            </Link>
          </Td>
          {table.state === 'broken' ? (
            <td colSpan={6} className="h-8 w-full max-w-0 border-b border-hair px-2.5 text-12 wrap-anywhere text-bad-ink" title={table.problem?.file ?? undefined}>{table.problem?.message}</td>
          ) : (
            <>
              <Td className={`w-full max-w-0 truncate text-12 text-ink-2 ${narrow}`} title={table.comment ?? undefined}>{table.comment}</Td>
              <Td right>{count(table.rows)}</Td>
              <Td right className={narrow}><Bytes value={table.bytes} /></Td>
              <Td right className={narrow}>{count(table.dataFiles)}</Td>
              <Td right className={narrow}>{count(table.snapshots)}</Td>
              <Td right className="text-ink-2"><Ago at={table.lastCommitAt} /></Td>
            </>
          )}
        </Tr>
      ))}
    </PlainTable>
  );
}
