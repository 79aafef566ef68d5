import { PlainTable, Td, Th } from '@/components/shell/plain-table';
import { Section } from '@/components/shell/section';
import { bytes, count, counted } from '@/components/shell/words';
import type { Comparison } from './comparison';

const SHOWN = 100;
type Totals = Comparison['added'];

/** Rows, files and bytes of the files that only one of the two has, by partition. */
export function ComparedPartitions({ data: { partitions, partitionsTotal } }: { readonly data: Comparison }) {
  return (
    <Section title="By partition" note={partitionsTotal > SHOWN ? `the ${SHOWN} with most rows of ${count(partitionsTotal)}` : counted(partitionsTotal, 'partition')}>
      {partitions.length === 0 ? <p className="text-12 text-ink-3">Both have the same files.</p> : (
        <div className="max-h-64 overflow-auto" tabIndex={0} role="group" aria-label="Partitions that differ">
          <PlainTable label="By partition" className="text-12" head={<><Th>Partition</Th><Th right>Rows</Th><Th right>Files</Th><Th right>Bytes</Th></>}>
            {partitions.slice(0, SHOWN).map((one) => (
              <tr key={`${one.specId} ${one.partition}`}>
                <Td tight className="max-w-72 truncate font-mono" title={one.partition}>{one.partition || 'all'}</Td>
                <Td tight right>{pair(one, 'rows', count)}</Td>
                <Td tight right>{pair(one, 'dataFiles', count)}{one.added.deleteFiles + one.removed.deleteFiles > 0 && <span className="text-ink-3">, deletes {pair(one, 'deleteFiles', count)}</span>}</Td>
                <Td tight right>{pair(one, 'bytes', bytes)}</Td>
              </tr>
            ))}
          </PlainTable>
        </div>
      )}
    </Section>
  );
}

/** `+120 −40`: what came and what went. */
function pair({ added, removed }: { readonly added: Totals; readonly removed: Totals }, key: keyof Totals, write: (value: number) => string) {
  const [came, went] = [added[key], removed[key]];
  if (came === 0 && went === 0) return <span className="text-ink-3">0</span>;
  return <>{came > 0 && `+${write(came)}`}{came > 0 && went > 0 && ' '}{went > 0 && <span className="text-bad-ink">{`\u2212${write(went)}`}</span>}</>;
}
