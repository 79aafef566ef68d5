import { PlainTable, Td, Th } from '@/components/shell/plain-table';
import { Section } from '@/components/shell/section';
import { Moment } from '@/components/shell/time';
import { bytes, count, counted, signed } from '@/components/shell/words';
import type { Comparison } from './comparison';

const signedBytes = (value: number | null): string => (value === null || value <= 0 ? bytes(value) : `+${bytes(value)}`);
const LINES = [['Rows', 'rows', count, signed], ['Data files', 'dataFiles', count, signed], ['Delete files', 'deleteFiles', count, signed], ['Bytes', 'bytes', bytes, signedBytes]] as const;

/** Both states in numbers, and what lies between them. */
export function ComparedSummary({ data }: { readonly data: Comparison }) {
  const { before, after, from, to } = data;
  return (
    <Section title="Summary" note={relationOf(data)}>
      <PlainTable label="Summary" className="max-sm:text-12 max-sm:[&_td]:px-1 max-sm:[&_th]:px-1" head={<><Th>Amount</Th><Th right>Earlier</Th><Th right>Later</Th><Th right>Difference</Th></>}>
        <tr><Td tight className="text-ink-2">Committed</Td><Td tight right wraps>{from ? <Moment at={from.at} /> : 'before the first'}</Td><Td tight right wraps><Moment at={to.at} /></Td><Td tight>{null}</Td></tr>
        <tr><Td tight className="text-ink-2">By</Td><Td tight right wraps>{madeBy(from)}</Td><Td tight right wraps>{madeBy(to)}</Td><Td tight>{null}</Td></tr>
        {LINES.map(([name, key, write, delta]) => {
          const [one, other] = [before[key], after[key]];
          const difference = one === null || other === null ? null : other - one;
          return <tr key={key}><Td tight className="text-ink-2">{name}</Td><Td tight right>{write(one)}</Td><Td tight right>{write(other)}</Td><Td tight right className={difference !== null && difference < 0 ? 'text-bad-ink' : difference === 0 ? 'text-ink-3' : ''}>{delta(difference)}</Td></tr>;
        })}
        <tr><Td tight wraps className="text-ink-2">Rows in files that only it has</Td><Td tight right>{count(data.removed.rows)}</Td><Td tight right>{count(data.added.rows)}</Td><Td tight>{null}</Td></tr>
      </PlainTable>
    </Section>
  );
}

const madeBy = (end: Comparison['from']) => (end === null ? '\u2013' : [end.operation, end.by, end.engine].filter(Boolean).join(', ') || 'not said');

function relationOf({ relation }: Comparison): string {
  switch (relation.kind) {
    case 'same': return 'the same snapshot';
    case 'ahead': return `the later grew from the earlier in ${counted(relation.commits, 'commit')}`;
    case 'behind': return `the earlier grew from the later in ${counted(relation.commits, 'commit')}`;
    case 'diverged': return 'they went ways of their own';
  }
}
