import { PlainTable, Td, Th } from '@/components/shell/plain-table';
import type { Inspection } from './inspection';

/** The first records as they stand in the file, each with what does not fit. */
export function FileSample({ seen }: { readonly seen: Inspection }) {
  const nameOf = new Map(seen.columns.map(({ name, source }) => [name, source]));
  return (
    // a region that scrolls is reached by keys
    <div className="max-h-64 overflow-auto" tabIndex={0} role="region" aria-label="First rows of the file">
      <PlainTable label="Sample" head={<><Th right>Line</Th>{seen.sources.map((source) => <Th key={source}>{source}</Th>)}<Th>Does not fit</Th></>}>
        {seen.sample.rows.map(({ line, cells, problems }) => {
          const bad = new Set(problems.map(({ column }) => (column === null ? null : (nameOf.get(column) ?? column))));
          const isWhole = bad.has(null);
          return (
            <tr key={line}>
              <Td tight right className="text-11 text-ink-3">{line}</Td>
              {isWhole ? <td colSpan={seen.sources.length} className="h-7 max-w-96 truncate border-b border-hair px-2.5 font-mono text-12 text-bad-ink">{cells[0]}</td> : seen.sources.map((source, index) => (
                <Td key={source} tight className={`max-w-60 truncate font-mono text-12 ${bad.has(source) ? 'bg-bad-soft text-bad-ink' : ''}`} title={cells[index] ?? undefined}>{cells[index] ?? <span className="text-ink-3 italic">NULL</span>}</Td>
              ))}
              <Td tight className="text-12 text-bad-ink">{problems.map(({ column, text }) => (column === null ? text : `${column}: ${text}`)).join('; ')}</Td>
            </tr>
          );
        })}
      </PlainTable>
    </div>
  );
}
