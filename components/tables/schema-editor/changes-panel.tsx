'use client';
import { Undo2 } from 'lucide-react';
import { Link } from '@/components/ui/link';
import type { ReactNode } from 'react';
import { CodeBlock } from '@/components/ui/code-block';
import { CopyButton } from '@/components/ui/copy-button';
import { IconButton } from '@/components/ui/icon-button';
import { Mark, type MarkState } from '@/components/ui/mark';
import { Note } from '@/components/ui/note';
import { Segments } from '@/components/ui/segments';
import { PartProblem } from '@/components/shell/part-problem';
import { Section } from '@/components/shell/section';
import { useView } from '@/components/shell/use-view';
import { count, counted } from '@/components/shell/words';
import { routes } from '@/lib/model/routes';
import type { TableInfo, TablePlace } from '../table-place';
import type { Operation } from './operations';
import { useDryRun } from './use-dry-run';
import type { Drafting } from './use-table-draft';

/** What is staged, as a list, as DDL, and what it means for those who read the table. */
export function ChangesPanel({ place, table, drafting }: { readonly place: TablePlace; readonly table: TableInfo; readonly drafting: Drafting }) {
  const view = useView();
  const { operations, problems, meanwhile } = drafting;
  const dryRun = useDryRun(place, drafting);
  const dialect = view.get('ddl') === 'spark' ? 'spark' : 'trino';
  const answer = problems.length === 0 && operations.length > 0 ? dryRun.data : undefined;
  return (
    <div className="flex flex-col gap-3">
      {meanwhile.length > 0 && <Note state="warn">Meanwhile somebody published: {meanwhile.join('; ')}. Your changes are put onto that.</Note>}
      <OperationList operations={operations} onRevert={(operation) => drafting.edit(operation.revert)} />
      {problems.length > 0 && <div role="alert"><Note state="bad">{problems.map(({ text }) => <span key={text} className="block">{text}</span>)}</Note></div>}
      {problems.length === 0 && dryRun.error && !dryRun.isFetching && <PartProblem error={dryRun.error} what="The effect" retry={() => void dryRun.refetch()} />}
      {answer?.effect.ddl && (
        <Section title="DDL of the changes" actions={<><Segments label="Dialect" value={dialect} options={[{ value: 'trino', label: 'Trino' }, { value: 'spark', label: 'Spark' }]} onChange={(value) => view.set({ ddl: value === 'trino' ? null : value })} /><CopyButton text={folded(answer.effect.ddl[dialect])} label="Copy the statements" /></>}>
          <CodeBlock code={folded(answer.effect.ddl[dialect])} label={`The changes as statements of ${dialect === 'trino' ? 'Trino' : 'Spark'}`} />
        </Section>
      )}
      {answer && <Impact table={table} drafting={drafting} mentions={answer.effect.mentions} partitions={answer.effect.partitions} />}
    </div>
  );
}

/** The table on a line of its own, so that what is done to it can be read in a narrow pane. */
const folded = (ddl: string): string => ddl.replaceAll(/^(ALTER TABLE (?:"(?:[^"]|"")*"|`(?:[^`]|``)*`|[^\s"`])+) /gm, '$1\n  ');

/** The changes one below the other, each with a way back. */
export function OperationList({ operations, onRevert }: { readonly operations: readonly Operation[]; readonly onRevert: (operation: Operation) => void }) {
  return (
    <ul aria-label="Staged changes">
      {operations.map((operation) => (
        <li key={operation.id} className="grid grid-cols-[64px_minmax(0,1fr)_24px] items-start gap-2.5 border-b border-hair py-2 last:border-b-0">
          <span className="truncate rounded-1 bg-pencil-soft px-1.5 text-center text-12 leading-5 text-pencil-ink">{operation.verb}</span>
          <span className="min-w-0 break-words">
            {operation.subject !== '' && <code className="font-mono text-12">{operation.subject}</code>} <span className="text-ink-2">{operation.text}</span>
            {operation.note !== null && <span className="block text-12 text-ink-3">{operation.note}</span>}
          </span>
          <IconButton size="tiny" label={`Take back: ${operation.verb} ${operation.subject}`.trim()} icon={<Undo2 size={14} strokeWidth={1.6} aria-hidden="true" />} onClick={() => onRevert(operation)} />
        </li>
      ))}
    </ul>
  );
}

/** What the server has no way back from: a column that went, a type that became wider, null that was let in. */
const FINAL: ReadonlySet<Operation['verb']> = new Set(['Drop', 'Widen', 'Allow null', 'Upgrade']);

interface Mention { readonly kind: 'tab' | 'history'; readonly id: string; readonly title: string }
function Impact({ table, drafting: { base, draft, operations }, mentions, partitions }: {
  readonly table: TableInfo; readonly drafting: Drafting; readonly mentions: readonly Mention[]; readonly partitions: { readonly estimated: number; readonly sampledFiles: number; readonly examples: readonly string[] } | null;
}) {
  const touched = new Set(operations.flatMap(({ key, verb }) => (key !== null && ['Drop', 'Rename', 'Widen'].includes(verb) ? [key] : [])));
  const duties = base.fields.filter(({ key }) => touched.has(key) && (base.partition.some(({ source }) => source === key) || base.sort.some(({ source }) => source === key)));
  const tabs = mentions.filter(({ kind }) => kind === 'tab');
  const history = mentions.filter(({ kind }) => kind === 'history');
  const isFelt = operations.some(({ verb }) => verb === 'Drop' || verb === 'Rename' || verb === 'Widen');
  const final = operations.filter(({ verb }) => FINAL.has(verb));
  const newer = draft.formatVersion >= 3 && base.formatVersion < 3;
  return (
    <Section title="Impact">
      <ul aria-label="Impact">
        <Line state="good">Metadata only, {table.dataFiles === null ? 'no file is rewritten' : table.dataFiles === 0 ? 'there is no file yet' : `none of ${counted(table.dataFiles, 'file')} is rewritten`}</Line>
        <Line state={duties.length === 0 ? 'good' : 'warn'}>{duties.length === 0 ? 'No partition or sort field is touched' : <>Files are split or sorted by <code className="font-mono text-12">{duties.map(({ name }) => name).join(', ')}</code></>}</Line>
        {isFelt && tabs.length + history.length === 0 && <Line state="good">No query of yours names {table.name}</Line>}
        {tabs.length > 0 && <Line state="warn">{counted(tabs.length, 'open tab')} of yours {tabs.length === 1 ? 'names' : 'name'} {table.name}<Links mentions={tabs} /></Line>}
        {history.length > 0 && <Line state="warn">{counted(history.length, 'query', 'queries')} of your last 30 days {history.length === 1 ? 'names' : 'name'} {table.name}<Links mentions={history} /></Line>}
        {partitions && <Line state={partitions.estimated > 10_000 ? 'warn' : 'good'}>The rows there would fall into about {counted(partitions.estimated, 'partition')}, by the bounds of {counted(partitions.sampledFiles, 'file')}{partitions.examples.length > 0 && <span className="block font-mono text-12 text-ink-3">{partitions.examples.slice(0, 3).join(' · ')}</span>}</Line>}
        {newer && <Line state="warn">Trino 426 does not read format version 3; row ids are given from now on</Line>}
        <Line state={final.length > 0 ? 'warn' : 'good'}>{final.length > 0 ? `Once published, it cannot be taken back: ${[...new Set(final.map(({ verb }) => verb.toLowerCase()))].join(', ')}` : 'It can be taken back after it is published'}</Line>
      </ul>
    </Section>
  );
}

const Line = ({ state, children }: { readonly state: MarkState; readonly children: ReactNode }) => (
  <li className="flex gap-2 border-b border-hair py-1.5 last:border-b-0"><span className="mt-[5px] shrink-0"><Mark state={state} /></span><span className="min-w-0">{children}</span></li>
);

function Links({ mentions }: { readonly mentions: readonly Mention[] }) {
  return (
    <span className="block text-12 text-ink-3">
      {mentions.slice(0, 3).map(({ kind, id, title }) => <Link key={id} className="block truncate rounded-1 text-water-ink outline-none focus-visible:shadow-(--ring)" href={routes.sql(kind === 'tab' ? { tab: id } : { query: id })}>{title}</Link>)}
      {mentions.length > 3 && `and ${count(mentions.length - 3)} more`}
    </span>
  );
}
