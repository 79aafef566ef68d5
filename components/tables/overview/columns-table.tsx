import type { z } from 'zod';
import { Tag } from '@/components/ui/tag';
import { PlainTable, Td, Th, Tr } from '@/components/shell/plain-table';
import type { columnStatistics, schemaField } from '@/lib/transport/api/contract/tables';
import { boundText } from './bound-text';
import { Spread } from './spread';

type Field = z.infer<typeof schemaField>;
type Statistics = z.infer<typeof columnStatistics>;

/** `0`, `0.4%`, `<0.1%`: how much of a column is null; a dash when no file says. */
export function nullShare(column: Pick<Statistics, 'nullCount' | 'valueCount'> | undefined): string {
  if (!column || column.nullCount === null || column.valueCount === null) return '\u2013';
  if (column.nullCount === 0 || column.valueCount === 0) return '0';
  const percent = (column.nullCount / column.valueCount) * 100;
  return percent < 0.1 ? '<0.1%' : percent > 99.9 && percent < 100 ? '>99.9%' : `${percent.toFixed(1)}%`;
}

function Bound({ text, known, type }: { readonly text: string | null; readonly known: boolean; readonly type: string }) {
  return <Td className="truncate text-12 max-sm:hidden" title={text ?? undefined}>{!known ? null : text === null ? <span className="text-ink-3">{'\u2013'}</span> : boundText(text, type)}</Td>;
}

/** Columns with their share of nulls, bounds and spread, as the manifests tell them; names and types alone until then. */
export function ColumnsTable({ fields, columns }: { readonly fields: readonly Field[]; readonly columns: readonly Statistics[] | null }) {
  const byId = new Map(columns?.map((column) => [column.fieldId, column]));
  const narrow = 'max-sm:hidden';
  return (
    <PlainTable label="Columns" className="table-fixed" head={<><Th className="w-[24%] max-sm:w-1/2">Name</Th><Th className="w-[22%] max-sm:w-1/2">Type</Th><Th right className={`w-14 ${narrow}`}>Null</Th><Th className={`w-[84px] ${narrow}`}>Spread</Th><Th className={narrow}>Least</Th><Th className={narrow}>Greatest</Th></>}>
      {fields.map((field) => {
        const column = byId.get(field.id);
        return (
          <Tr key={field.id}>
            <Td className="truncate" title={field.doc ?? field.name}>
              <span className="font-mono text-12">{field.name}</span>
              {field.identifier && <span className="ml-1"><Tag kind="key">id</Tag></span>}
              {field.partitionTransforms.map((transform) => <span key={transform} className="ml-1"><Tag kind="key">{transform}</Tag></span>)}
            </Td>
            <Td className="truncate font-mono text-12 text-ink-2" title={field.type}>{field.type}</Td>
            <Td right className={`${narrow} ${column?.nullCount ? '' : 'text-ink-2'}`}>{columns && nullShare(column)}</Td>
            <Td className={narrow}>{columns === null ? null : column?.spread ? <Spread values={column.spread} label={field.name} /> : <span className="text-12 text-ink-3" title={column?.lower ? 'The values of this type have no distance from each other' : 'Some file says nothing of its least and greatest value'}>{column?.lower ? '\u2013' : 'not kept'}</span>}</Td>
            <Bound text={column?.lower ?? null} known={columns !== null} type={field.type} />
            <Bound text={column?.upper ?? null} known={columns !== null} type={field.type} />
          </Tr>
        );
      })}
    </PlainTable>
  );
}
