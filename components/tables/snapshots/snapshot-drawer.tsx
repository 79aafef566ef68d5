'use client';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ArrowRight, SquareTerminal } from 'lucide-react';
import type { z } from 'zod';
import { CopyButton } from '@/components/ui/copy-button';
import { Drawer } from '@/components/ui/drawer';
import { IconButton } from '@/components/ui/icon-button';
import { LinkButton } from '@/components/ui/link-button';
import { OperationMark } from '@/components/ui/operation-mark';
import { Tag } from '@/components/ui/tag';
import { Bytes } from '@/components/shell/bytes';
import { Fact, Facts } from '@/components/shell/facts';
import { Part } from '@/components/shell/part';
import { PlainTable, Td, Th } from '@/components/shell/plain-table';
import { Section } from '@/components/shell/section';
import { Ago, Moment } from '@/components/shell/time';
import { bytes, count, counted, signed } from '@/components/shell/words';
import { routes } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';
import type { snapshotDetail } from '@/lib/transport/api/contract/tables';
import { firstQuery, type TableInfo, type TablePlace } from '../table-place';
import { ActButtons } from './act-buttons';
import { CompareWith } from './compare-with';
import { RowsBar } from './rows-bar';
import { snapshotActs, type History } from './snapshot-acts';

type Detail = z.infer<typeof snapshotDetail>;

/** One snapshot: who made it, what it changed, the way to ask the table as it was then, and what can be done with it. */
export function SnapshotDrawer({ place, table, history, snapshotId, onSelect, onClose, onStep, onAct, onCompare }: {
  readonly place: TablePlace; readonly table: TableInfo; readonly history: History; readonly snapshotId: string; readonly onSelect: (id: string) => void; readonly onClose: () => void; readonly onStep: (step: 'parent' | 'child') => void;
  readonly onAct: (key: string) => void; readonly onCompare: (id: string) => void;
}) {
  const snapshot = useQuery({ ...api.tables.snapshot.queryOptions({ input: { ...place, snapshotId } }), staleTime: Number.POSITIVE_INFINITY });
  const data = snapshot.data;
  return (
    <Drawer
      title={data ? <><OperationMark operation={data.operation} />{titleOf(data)}</> : 'Snapshot'} label="Snapshot"
      subtitle={<span className="flex items-center gap-1 font-mono text-12">{snapshotId}<CopyButton text={snapshotId} label="Copy the snapshot id" /></span>}
      actions={<><IconButton label="Parent" icon={<ArrowLeft size={14} strokeWidth={1.6} />} onClick={() => onStep('parent')} /><IconButton label="Child" icon={<ArrowRight size={14} strokeWidth={1.6} />} onClick={() => onStep('child')} /></>}
      onClose={onClose}
      footer={<>
        <LinkButton href={routes.sql({ text: firstQuery(place, snapshotId) })} icon={<SquareTerminal size={16} strokeWidth={1.6} aria-hidden="true" />}>Query as of here</LinkButton>
        <LinkButton href={routes.table(place.catalog, place.namespace, place.table, 'data', { snapshot: snapshotId })}>Preview</LinkButton>
        <LinkButton href={routes.table(place.catalog, place.namespace, place.table, 'files', { snapshot: snapshotId })}>Files</LinkButton>
        {data && <CompareWith snapshotId={snapshotId} parentId={data.parentId} main={history.main} onCompare={onCompare} />}
        <ActButtons table={table} acts={snapshotActs(snapshotId, history)} onAct={onAct} />
      </>}
    >
      <Part query={snapshot} what="This snapshot" rows={8}>{(detail) => <Details detail={detail} onSelect={onSelect} />}</Part>
    </Drawer>
  );
}

function titleOf(detail: Detail): string {
  const delta = (detail.addedRows ?? 0) - (detail.deletedRows ?? 0);
  const name = detail.operation ?? 'unknown operation';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}, ${signed(delta)} ${Math.abs(delta) === 1 ? 'row' : 'rows'}`;
}

function Details({ detail, onSelect }: { readonly detail: Detail; readonly onSelect: (id: string) => void }) {
  const { parentId } = detail;
  return (
    <div className="flex flex-col gap-2">
      <Facts>
        <Fact name="Committed"><Moment at={detail.at} /> <span className="text-ink-3"><Ago at={detail.at} /></span></Fact>
        <Fact name="By">{[detail.by, detail.engine].filter(Boolean).join(', ') || <span className="text-ink-3">not said</span>}</Fact>
        <Fact name="Parent">{parentId === null ? <span className="text-ink-3">none, the first</span> : <button type="button" className="font-mono text-12 text-water-ink outline-none focus-visible:shadow-(--ring)" onClick={() => onSelect(parentId)}>{parentId}</button>}</Fact>
        <Fact name="Sequence">{detail.sequenceNumber}{detail.schemaId !== null && <span className="text-ink-3"> schema {detail.schemaId}</span>}</Fact>
        {detail.refs.length > 0 && <Fact name="Refs"><span className="flex flex-wrap items-center gap-1">{detail.refs.map((name) => <Tag key={name}>{name}</Tag>)}</span></Fact>}
        {!detail.onMain && <Fact name="On main">no</Fact>}
      </Facts>
      <Section title="What it changed">
        <PlainTable label="What it changed">
          <Change name="Rows" value={(detail.addedRows ?? 0) - (detail.deletedRows ?? 0)} after={detail.totalRows === null ? '' : `${count(detail.totalRows)} after`} />
          <Change name="Data files" value={(detail.addedFiles ?? 0) - (detail.deletedFiles ?? 0)} after={detail.summary['total-data-files'] === undefined ? '' : `${detail.summary['total-data-files']} after`} />
          {detail.summary['added-position-deletes'] !== undefined && <Change name="Position deletes" value={Number(detail.summary['added-position-deletes'])} after={`${detail.summary['total-position-deletes'] ?? '0'} after`} />}
          <tr><Td tight className="text-ink-2">Bytes</Td><Td tight right>+<Bytes value={detail.addedBytes ?? 0} /></Td><Td tight right className="text-ink-3">{detail.summary['total-files-size'] === undefined ? '' : `${bytes(Number(detail.summary['total-files-size']))} after`}</Td></tr>
        </PlainTable>
        <RowsBar added={detail.addedRows ?? 0} removed={detail.deletedRows ?? 0} />
      </Section>
      {detail.changes.length > 0 && (
        <Section title="By partition" note={detail.changesComplete ? counted(detail.changes.length, 'partition') : `the first ${detail.changes.length}`}>
          <PlainTable label="Changes by partition" className="text-12" head={<><Th>Partition</Th><Th right>Rows</Th><Th right>Files</Th></>}>
            {detail.changes.map((change) => (
              <tr key={change.partition}>
                <Td tight className="max-w-0 truncate font-mono" title={change.partition}>{change.partition || 'all'}</Td>
                <Td tight right>{signed(change.addedRows - change.deletedRows)}</Td>
                <Td tight right>{signed(change.addedFiles - change.deletedFiles)}</Td>
              </tr>
            ))}
          </PlainTable>
        </Section>
      )}
      <details className="text-12 text-ink-2">
        <summary className="cursor-pointer py-1 outline-none focus-visible:shadow-(--ring)">The whole summary</summary>
        <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 font-mono leading-5">
          {Object.entries(detail.summary).map(([key, value]) => <div key={key} className="contents"><dt className="truncate text-ink-3" title={key}>{key}</dt><dd className="max-w-44 truncate text-right" title={value}>{value}</dd></div>)}
        </dl>
        {detail.manifestList !== null && <p className="mt-1 font-mono break-all text-ink-3">{detail.manifestList}</p>}
      </details>
    </div>
  );
}

function Change({ name, value, after }: { readonly name: string; readonly value: number; readonly after: string }) {
  return <tr><Td tight className="text-ink-2">{name}</Td><Td tight right className={value < 0 ? 'text-bad-ink' : value === 0 ? 'text-ink-3' : ''}>{signed(value)}</Td><Td tight right className="text-ink-3">{after}</Td></tr>;
}
