'use client';
import { Gauge, Play, Square, WandSparkles } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Kbd } from '@/components/ui/kbd';
import { Select } from '@/components/ui/select';
import { SplitButton } from '@/components/ui/split-button';
import type { Saving } from '../tabs/tab-store';
import type { Tab } from '../tabs/tab-drafts';
import type { RunKind } from './run-request';
import type { Run } from './use-run';
import { hasEnded } from './use-run';

const ICON = { size: 14, strokeWidth: 1.6, 'aria-hidden': true } as const;
const SAVED: Readonly<Record<Saving, string>> = { saved: 'Saved', waiting: 'Saved when you pause', saving: 'Saving', failed: 'Not saved on the server yet; kept in this browser' };

/** What to run, where its names lie, and whether the text is safe. While it runs, the way to stop it. */
export function RunBar({ tab, run, submitting, cancelling, saving, schemas, mayRun, hasText, onRun, onCancel, onFormat, onSchema }: {
  readonly tab: Tab; readonly run: Run | undefined; readonly submitting: boolean; readonly cancelling: boolean; readonly saving: Saving;
  /** catalog and schema pairs to choose from */
  readonly schemas: readonly { readonly catalog: string; readonly schema: string }[];
  readonly mayRun: boolean; readonly hasText: boolean;
  readonly onRun: (kind: RunKind) => void; readonly onCancel: () => void; readonly onFormat: () => void; readonly onSchema: (catalog: string, schema: string) => void;
}) {
  const running = submitting || (run !== undefined && !hasEnded(run));
  return (
    <div className="flex h-11 shrink-0 items-center gap-2 px-3">
      {!mayRun ? <Button variant="primary" icon={<Play {...ICON} />} reason="Running needs the privilege run on the SQL engine. An admin can grant it.">Run 1,000</Button> : running ? (
        <Button icon={<Square size={12} className="fill-current" aria-hidden="true" />} busy={cancelling} busyLabel="Cancelling" onClick={onCancel}>Cancel <Kbd>Ctrl .</Kbd></Button>
      ) : (
        <SplitButton
          icon={<Play {...ICON} />} disabled={!hasText} onClick={() => onRun('statement')} more="Other ways to run"
          items={[
            { label: 'Run statement or selection', shortcut: 'Ctrl Enter', onSelect: () => onRun('statement') },
            { label: 'Run all', shortcut: 'Ctrl Shift Enter', onSelect: () => onRun('all') },
            { label: 'Run without the row limit', onSelect: () => onRun('no-limit') },
            'separator',
            { label: 'Explain', onSelect: () => onRun('explain') },
          ]}
        >
          Run 1,000
        </SplitButton>
      )}
      <span className="max-sm:hidden"><Button icon={<Gauge {...ICON} />} disabled={running || !hasText || !mayRun} onClick={() => onRun('explain')}>Explain</Button></span>
      <SchemaSelect tab={tab} schemas={schemas} onSchema={onSchema} />
      <span className="grow" />
      <span role="status" className={`min-w-0 truncate text-12 max-sm:hidden ${saving === 'failed' ? 'text-warn-ink' : 'text-ink-3'}`}>{SAVED[saving]}</span>
      <IconButton label="Lay the text out" shortcut="Ctrl Shift F" icon={<WandSparkles size={16} strokeWidth={1.6} aria-hidden="true" />} disabled={!hasText} onClick={onFormat} />
    </div>
  );
}

const NONE = '';

function SchemaSelect({ tab, schemas, onSchema }: { readonly tab: Tab; readonly schemas: readonly { readonly catalog: string; readonly schema: string }[]; readonly onSchema: (catalog: string, schema: string) => void }) {
  const key = (catalog: string, schema: string) => `${catalog}.${schema}`;
  const value = tab.catalog !== null && tab.schema !== null ? key(tab.catalog, tab.schema) : NONE;
  const listed = schemas.map(({ catalog, schema }) => ({ value: key(catalog, schema), label: key(catalog, schema) }));
  const options = [...(value === NONE ? [{ value: NONE, label: 'No schema' }] : []), ...(value !== NONE && !listed.some((each) => each.value === value) ? [{ value, label: value }] : []), ...listed];
  const choose = (chosen: string) => {
    const found = schemas.find(({ catalog, schema }) => key(catalog, schema) === chosen);
    if (found) onSchema(found.catalog, found.schema);
  };
  return <span className="min-w-0 font-mono text-12"><Select label="Where names without a schema are looked up" hideLabel value={value} options={options} onChange={choose} /></span>;
}
