import { Section } from '@/components/shell/section';
import { bytes, count } from '@/components/shell/words';
import type { client } from '@/lib/transport/api/client';

type Column = Awaited<ReturnType<typeof client.tables.file>>['columns'][number];

const CUT = '\u2026';
const least = ({ lower, lowerCut }: Column): string => (lower === null ? '\u2013' : lowerCut ? lower + CUT : lower);
const greatest = ({ upper, upperCut }: Column): string => (upper === null ? '\u2013' : upperCut ? upper + CUT : upper);

/** What the manifest says of each column of one file: the values that planning prunes by. */
export function FileColumns({ columns }: { readonly columns: readonly Column[] }) {
  const isCut = columns.some(({ lowerCut, upperCut }) => lowerCut || upperCut);
  return (
    <Section title="Bounds" note="as the manifest keeps them">
      {columns.length === 0 ? <p className="border-t border-rule py-2 text-12 text-ink-3">Its writer counted nothing for this file; every query that may match its partition reads it.</p> : (
        <ul className="border-t border-rule">
          {columns.map((column) => (
            <li key={column.fieldId} className="border-b border-hair py-1 text-12">
              <p className="flex gap-2"><span className="min-w-0 grow truncate font-mono">{column.path}</span>{column.dropped && <span className="text-ink-3">dropped since</span>}<span className="truncate font-mono text-ink-3">{column.type}</span></p>
              <p className="flex flex-wrap gap-x-1.5"><span className="break-all">{least(column)}</span><span className="text-ink-3">to</span><span className="break-all">{greatest(column)}</span></p>
              <p className="text-ink-3">{counts(column)}</p>
            </li>
          ))}
        </ul>
      )}
      {isCut && <p className="pt-1 text-12 text-ink-3">{CUT} as long as bounds of text are kept: it may be the beginning of the value, and the greatest is then raised at its last letter.</p>}
    </Section>
  );
}

function counts({ nulls, nans, values, bytes: size }: Column): string {
  return [
    values === null ? null : `${count(values)} values`, nulls === null ? 'nulls not counted' : `${count(nulls)} null`, nans === null ? null : `${count(nans)} NaN`, size === null ? null : bytes(size),
  ].filter((part) => part !== null).join(', ');
}
