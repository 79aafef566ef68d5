'use client';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { inputLook } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Section } from '@/components/shell/section';
import { partitionFieldName } from '@/lib/model/iceberg';
import { parseTransform } from '@/lib/model/iceberg/schema/spec-json';
import { draftSchema } from './draft-schema';
import type { DraftProblem } from './draft-problems';
import { sampleOf, type SampleRows } from './sample-values';
import { isHolder, isInside, rowsOf, type DraftPartition, type DraftSort, type TableDraft } from './table-draft';
import { transformChoices, transformParts, type TransformKind } from './transform-choices';
import type { Edit } from './use-table-draft';

const ICON = { size: 14, strokeWidth: 1.6, 'aria-hidden': true } as const;
interface LayoutProps { readonly base: TableDraft; readonly draft: TableDraft; readonly problems: readonly DraftProblem[]; /** rows to try a transform on; null where there are none to be seen, with the reason */ readonly sample: SampleRows | string; readonly edit: Edit }

/** How new data is split into files: column, transform, name, and what the transform makes of values that are there. */
export function PartitionEditor(props: LayoutProps & { readonly note?: ReactNode }) {
  const { draft, base, edit } = props;
  const columns = useColumns(draft);
  const set = (partition: readonly DraftPartition[], tag?: string) => edit((now) => ({ ...now, partition }), tag);
  const change = (at: number, part: Partial<DraftPartition>, tag?: string) => set(draft.partition.map((one, index) => (index === at ? { ...one, ...part } : one)), tag);
  const isStaged = JSON.stringify(base.partition) !== JSON.stringify(draft.partition);
  return (
    <Section title="Partitions" note={props.note} actions={<AddButton columns={columns} label="Partition field" onAdd={(source) => set([...draft.partition, { source, transform: transformChoices(draftSchema(draft), source).find(({ value }) => value === 'day')?.text ?? 'identity', name: '' }])} />}>
      {draft.partition.length === 0 && <p className={`text-12 ${isStaged ? 'text-pencil-ink' : 'text-ink-3'}`}>Not partitioned: all rows of a commit may share files.</p>}
      <ol aria-label="Partition fields">
        {draft.partition.map((one, at) => {
          const usual = partitionFieldName(columns.find(({ value }) => value === String(one.source))?.label ?? '', parseTransform(one.transform));
          return (
            <LayoutRow key={at} {...props} what="partition" at={at} length={draft.partition.length} source={one.source} transform={one.transform} columns={columns} staged={JSON.stringify(base.partition[at]) !== JSON.stringify(one)}
              onSource={(source) => change(at, { source, transform: legal(draft, source, one.transform) })} onTransform={(transform) => change(at, { transform }, `partition:${at}`)} onRemove={() => set(draft.partition.filter((_, index) => index !== at))} onMove={(by) => set(swapped(draft.partition, at, by))}
            >
              <input aria-label="Name of the partition field" value={one.name} placeholder={usual} spellCheck={false} autoComplete="off" onChange={(event) => change(at, { name: event.target.value }, `partition-name:${at}`)} className={`${inputLook({ mono: true })} max-w-44`} />
            </LayoutRow>
          );
        })}
      </ol>
    </Section>
  );
}

/** How rows lie in new files. */
export function SortEditor(props: LayoutProps) {
  const { draft, base, edit } = props;
  const columns = useColumns(draft);
  const set = (sort: readonly DraftSort[], tag?: string) => edit((now) => ({ ...now, sort }), tag);
  const change = (at: number, part: Partial<DraftSort>, tag?: string) => set(draft.sort.map((one, index) => (index === at ? { ...one, ...part } : one)), tag);
  const isStaged = JSON.stringify(base.sort) !== JSON.stringify(draft.sort);
  return (
    <Section title="Sort order" note="how rows lie in new files" actions={<AddButton columns={columns} label="Sort field" onAdd={(source) => set([...draft.sort, { source, transform: 'identity', direction: 'asc', nulls: 'first' }])} />}>
      {draft.sort.length === 0 && <p className={`text-12 ${isStaged ? 'text-pencil-ink' : 'text-ink-3'}`}>Not sorted: rows stay as they were written.</p>}
      <ol aria-label="Sort fields">
        {draft.sort.map((one, at) => (
          <LayoutRow key={at} {...props} what="sort" at={at} length={draft.sort.length} source={one.source} transform={one.transform} columns={columns} staged={JSON.stringify(base.sort[at]) !== JSON.stringify(one)}
            onSource={(source) => change(at, { source, transform: legal(draft, source, one.transform) })} onTransform={(transform) => change(at, { transform }, `sort:${at}`)} onRemove={() => set(draft.sort.filter((_, index) => index !== at))} onMove={(by) => set(swapped(draft.sort, at, by))}
          >
            <Select label="Direction" hideLabel value={one.direction} options={[{ value: 'asc', label: 'ascending' }, { value: 'desc', label: 'descending' }]} onChange={(direction) => change(at, { direction, nulls: direction === 'asc' ? 'first' : 'last' })} />
            <Select label="Where NULL stands" hideLabel value={one.nulls} options={[{ value: 'first', label: 'NULL first' }, { value: 'last', label: 'NULL last' }]} onChange={(nulls) => change(at, { nulls })} />
          </LayoutRow>
        ))}
      </ol>
    </Section>
  );
}

interface ColumnChoice { readonly value: string; readonly label: string }
/** Columns that rows can be split and sorted by: single values, not inside lists and maps. */
function useColumns(draft: TableDraft): readonly ColumnChoice[] {
  return useMemo(() => {
    const many = new Set<number>();
    return rowsOf(draft).flatMap(({ field, path, gone }) => {
      const isMany = isInside(draft, field) || (field.parent !== null && many.has(field.parent));
      if (isMany) many.add(field.key);
      return gone || isMany || isHolder(field.type) || field.name.trim() === '' ? [] : [{ value: String(field.key), label: path }];
    });
  }, [draft]);
}

const swapped = <T,>(list: readonly T[], at: number, by: -1 | 1): readonly T[] => { const next = [...list]; const [moved] = next.splice(at, 1); if (moved !== undefined) next.splice(at + by, 0, moved); return next; };
const legal = (draft: TableDraft, source: number, transform: string): string => {
  const choices = transformChoices(draftSchema(draft), source);
  return choices.some(({ value }) => value === transformParts(transform).kind) ? transform : (choices[0]?.text ?? 'identity');
};

function AddButton({ columns, label, onAdd }: { readonly columns: readonly ColumnChoice[]; readonly label: string; readonly onAdd: (source: number) => void }) {
  const [first] = columns;
  return <Button size="tiny" icon={<Plus {...ICON} />} reason={first === undefined ? 'There is no column for it yet.' : null} onClick={() => { if (first !== undefined) onAdd(Number(first.value)); }}>{label}</Button>;
}

function LayoutRow({ base, draft, problems, sample, what, at, length, source, transform, columns, staged, onSource, onTransform, onRemove, onMove, children }: LayoutProps & {
  readonly what: 'partition' | 'sort'; readonly at: number; readonly length: number; readonly source: number; readonly transform: string; readonly columns: readonly ColumnChoice[]; readonly staged: boolean;
  readonly onSource: (source: number) => void; readonly onTransform: (transform: string) => void; readonly onRemove: () => void; readonly onMove: (by: -1 | 1) => void; readonly children: ReactNode;
}) {
  const { kind, number } = transformParts(transform);
  const choices = useMemo(() => transformChoices(draftSchema(draft), source), [draft, source]);
  const samples = useMemo(() => (typeof sample === 'string' ? [] : sampleOf(base, source, transform, sample)), [base, source, transform, sample]);
  const [problem] = problems.filter((one) => one.part === what && one.key === source);
  const name = columns.find(({ value }) => value === String(source))?.label ?? 'a column';
  return (
    <li className={`flex flex-wrap items-center gap-2 border-b border-hair px-2 py-1.5 ${staged ? 'bg-pencil-soft shadow-[inset_3px_0_var(--pencil)]' : ''}`}>
      <span className="w-4 text-right text-11 text-ink-3">{at + 1}</span>
      <Select label="Column" hideLabel value={String(source)} options={columns} onChange={(value) => onSource(Number(value))} />
      <Select<TransformKind> label="Transform" hideLabel value={kind} options={choices} onChange={(value) => onTransform(choices.find((one) => one.value === value)?.text ?? 'identity')} />
      {number !== null && <input type="number" min={1} aria-label={kind === 'bucket' ? 'Number of buckets' : 'Width'} value={number} onChange={(event) => { const next = Number(event.target.value); if (Number.isInteger(next) && next > 0) onTransform(`${kind}[${next}]`); }} className={`${inputLook()} max-w-20`} />}
      {children}
      <span className="grow" />
      <span className="flex">
        <IconButton size="tiny" label={`Move ${name} up`} disabled={at === 0} icon={<ArrowUp {...ICON} />} onClick={() => onMove(-1)} />
        <IconButton size="tiny" label={`Move ${name} down`} disabled={at === length - 1} icon={<ArrowDown {...ICON} />} onClick={() => onMove(1)} />
        <IconButton size="tiny" label={`Remove ${name}`} icon={<X {...ICON} />} onClick={onRemove} />
      </span>
      <p className="w-full pl-6 text-12 text-ink-3">
        {problem !== undefined ? <span className="text-bad-ink">{problem.text}</span> : typeof sample === 'string' ? sample : samples.length === 0 ? 'No value of this column among the first rows.' : samples.map(({ from, to }) => <span key={to} className="mr-4 inline-block">{kind !== 'identity' && <><span className="font-mono">{from}</span> gives </>}<span className="font-mono text-ink">{to}</span></span>)}
      </p>
    </li>
  );
}
