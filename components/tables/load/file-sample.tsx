'use client';
import { useState } from 'react';
import { Section } from '@/components/shell/section';
import { PlainTable, Td, Th } from '@/components/shell/plain-table';
import { count } from '@/components/shell/words';
import { Segments } from '@/components/ui/segments';
import type { Inspection } from './inspection';

const NUMBERS = /^(int|long|float|double|decimal)/;

/** The first records as they stand in the file, each with what does not fit; those that do not, alone when one asks. */
export function FileSample({ seen }: { readonly seen: Inspection }) {
  const [only, setOnly] = useState(false);
  const { records, badRecords, rows } = seen.sample;
  const nameOf = new Map(seen.columns.map(({ name, source }) => [name, source]));
  const numbers = new Set(seen.columns.flatMap(({ source, type }) => (NUMBERS.test(type) ? [source] : [])));
  const isOnly = only && badRecords > 0;
  const shown = isOnly ? rows.filter(({ problems }) => problems.length > 0) : rows.slice(0, 100);
  const words = badRecords === 0 ? `All of the first ${count(records)} fit` : `${count(badRecords)} of the first ${count(records)} ${badRecords === 1 ? 'does' : 'do'} not fit`;
  return (
    <Section
      title="First rows"
      note={<span role="status" className={`text-12 ${badRecords > 0 ? 'text-bad-ink' : 'text-ink-3'}`}>{words}</span>}
      actions={badRecords > 0 ? <Segments label="Rows shown" value={isOnly ? 'bad' : 'first'} options={[{ value: 'first', label: 'First' }, { value: 'bad', label: 'Do not fit' }]} onChange={(value) => setOnly(value === 'bad')} /> : undefined}
    >
      {/* a region that scrolls is reached by keys */}
      <div className="max-h-64 overflow-auto outline-none focus-visible:shadow-(--ring)" tabIndex={0} role="region" aria-label="First rows of the file">
        <PlainTable label="Sample" head={<><Th right>Line</Th>{seen.sources.map((source) => <Th key={source} right={numbers.has(source)}>{source}</Th>)}<Th>{badRecords > 0 ? 'Does not fit' : ''}</Th></>}>
          {shown.map(({ line, cells, problems }) => {
            const bad = new Set(problems.map(({ column }) => (column === null ? null : (nameOf.get(column) ?? column))));
            return (
              <tr key={line}>
                <Td tight right className="text-11 text-ink-3">{count(line)}</Td>
                {bad.has(null) ? <td colSpan={seen.sources.length} className="h-7 max-w-96 truncate border-b border-hair bg-bad-soft px-2.5 font-mono text-12 text-bad-ink">{cells[0]}</td> : seen.sources.map((source, index) => (
                  <Td key={source} tight right={numbers.has(source)} className={`max-w-60 truncate font-mono text-12 ${bad.has(source) ? 'bg-bad-soft text-bad-ink' : ''}`} title={cells[index] ?? undefined}>{cells[index] ?? <span className="text-ink-3 italic">NULL</span>}</Td>
                ))}
                <Td tight className="text-12 text-bad-ink">{problems.map(({ column, text }) => (column === null ? text : `${column}: ${text}`)).join('; ')}</Td>
              </tr>
            );
          })}
        </PlainTable>
      </div>
    </Section>
  );
}
