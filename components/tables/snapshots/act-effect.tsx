'use client';
import { Loading } from '@/components/ui/loading';
import { Note } from '@/components/ui/note';
import { OperationMark } from '@/components/ui/operation-mark';
import { PartProblem } from '@/components/shell/part-problem';
import { PlainTable, Td, Th } from '@/components/shell/plain-table';
import { Moment } from '@/components/shell/time';
import { bytes, count, counted, signed } from '@/components/shell/words';
import { problemOf } from '@/lib/transport/api/client/problem';
import type { Written } from './send-act';

const LEAVING = 8;
const AMOUNTS = [['Rows', 'rows', count], ['Data files', 'dataFiles', count], ['Delete files', 'deleteFiles', count], ['Bytes', 'bytes', bytes]] as const;
const OPERATIONS = ['append', 'replace', 'overwrite', 'delete'] as const;

/** What an act would do: in words, main before and after, and the snapshots that leave it. */
export function ActEffect({ query, what }: { readonly query: { readonly data: Written | undefined; readonly error: unknown; readonly refetch: () => unknown }; readonly what: string }) {
  if (query.error) return <PartProblem error={query.error} what={what} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <Loading rows={4} />;
  const { effect, changed } = query.data;
  const { before, after, leaving, leavingTotal } = effect;
  return (
    <section aria-label="Effect" className="flex flex-col gap-3">
      {!changed && <Note>Everything is so already; nothing would be written.</Note>}
      <ul className="flex flex-col gap-0.5 text-ink-2">{effect.words.map((words) => <li key={words} className="break-words">{words.charAt(0).toUpperCase()}{words.slice(1)}.</li>)}</ul>
      {before && after && (
        <PlainTable label="Before and after" className="text-12" head={<><Th>Amount</Th><Th right>Before</Th><Th right>After</Th></>}>
          {AMOUNTS.map(([name, key, write]) => <tr key={key}><Td tight className="text-ink-2">{name}</Td><Td tight right>{write(before[key])}</Td><Td tight right className={after[key] === before[key] ? 'text-ink-3' : 'font-strong'}>{write(after[key])}</Td></tr>)}
        </PlainTable>
      )}
      {leavingTotal > 0 && (
        <PlainTable label="Snapshots that leave main" className="text-12" head={<><Th>{counted(leavingTotal, 'snapshot')} that leave main</Th><Th>Operation</Th><Th right>Rows</Th><Th className="max-sm:hidden">By</Th></>}>
          {leaving.slice(0, LEAVING).map((one) => (
            <tr key={one.id}>
              <Td tight><Moment at={one.at} /></Td>
              <Td tight><span className="flex items-center gap-1.5"><OperationMark operation={OPERATIONS.find((each) => each === one.operation) ?? null} />{one.operation ?? 'unknown'}</span></Td>
              <Td tight right>{signed((one.addedRows ?? 0) - (one.deletedRows ?? 0))}</Td><Td tight className="max-w-40 truncate text-ink-2 max-sm:hidden">{one.by ?? 'not said'}</Td>
            </tr>
          ))}
          {leavingTotal > LEAVING && <tr><Td tight className="text-ink-3">and {count(leavingTotal - LEAVING)} more</Td></tr>}
        </PlainTable>
      )}
    </section>
  );
}

/** Why the act was not done; after a change of somebody else, what that was. */
export function ActRefusal({ error }: { readonly error: unknown }) {
  if (error === null) return null;
  const { code, detail, meanwhile } = problemOf(error);
  if (code !== 'PRECONDITION_FAILED' && code !== 'CONFLICT') return <div role="alert"><Note state="bad">{detail}</Note></div>;
  return (
    <div role="alert">
      <Note state="doubt">
        {code === 'CONFLICT' ? detail : 'Somebody changed the table meanwhile.'} Nothing of yours was written, and the effect is shown anew.
        {meanwhile?.changes && meanwhile.changes.length > 0 && <ul className="mt-1">{meanwhile.changes.flatMap(({ words }) => words).slice(0, 8).map((words) => <li key={words}>{words}</li>)}</ul>}
      </Note>
    </div>
  );
}
