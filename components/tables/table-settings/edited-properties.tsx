'use client';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { Section } from '@/components/shell/section';
import type { TableInfo, TablePlace } from '../table-place';
import { ChangesPanel } from '../schema-editor/changes-panel';
import { ClashView } from '../schema-editor/clash-view';
import { PropertyEditor } from '../schema-editor/property-editor';
import { useTableDraft } from '../schema-editor/use-table-draft';

const MEANS: Readonly<Record<number, string>> = {
  2: 'Rows can be deleted without files being written anew. Readers that know only version 1 stop reading it.',
  3: 'Row ids, default values and deletion vectors. Trino 426 and other readers that know only version 2 stop reading it.',
};

/** What of a table's settings can be changed; it is staged with the columns, and published with them. */
export function EditedProperties({ place, table }: { readonly place: TablePlace; readonly table: TableInfo }) {
  const drafting = useTableDraft(table);
  const { base, draft, edit, operations, clashes } = drafting;
  const next = base.formatVersion + 1;
  const isRaised = draft.formatVersion > base.formatVersion;
  return (
    <>
      {clashes.length > 0 ? <ClashView drafting={drafting} /> : <PropertyEditor base={base} draft={draft} edit={edit} />}
      <Section title="Format version" note={`version ${base.formatVersion}`} actions={isRaised ? <Chip pencil>version {draft.formatVersion} staged</Chip> : undefined}>
        {next > 3 && !isRaised ? <p className="text-12 text-ink-3">The newest there is.</p> : (
          <div className="flex flex-col items-start gap-2">
            <p className="text-12 text-ink-2"><b className="font-strong">Version {isRaised ? draft.formatVersion : next}:</b> {MEANS[isRaised ? draft.formatVersion : next]} No file is written anew, and it cannot be taken back.</p>
            {isRaised ? <Button size="tiny" onClick={() => edit((now) => ({ ...now, formatVersion: base.formatVersion }))}>Stay at version {base.formatVersion}</Button> : <Button size="tiny" onClick={() => edit((now) => ({ ...now, formatVersion: next }))}>Raise to version {next}</Button>}
          </div>
        )}
      </Section>
      {operations.length > 0 && clashes.length === 0 && <Section title="Staged changes"><ChangesPanel place={place} table={table} drafting={drafting} /></Section>}
    </>
  );
}
