import { Ago } from '@/components/shell/time';
import type { client } from '@/lib/transport/api/client';

type Schemas = Awaited<ReturnType<typeof client.tables.schemas>>['items'];

/** Every schema, newest first, with what it changed against the one before; choosing one shows its fields. */
export function SchemaHistory({ items, current, shown, onShow }: { readonly items: Schemas; readonly current: number; readonly shown: number; readonly onShow: (id: number) => void }) {
  return (
    <ol>
      {items.toReversed().map((schema) => (
        <li key={schema.schemaId} className="border-t border-hair first:border-rule">
          <button type="button" aria-pressed={schema.schemaId === shown} onClick={() => onShow(schema.schemaId)} className={`block w-full px-2 py-2 text-left outline-none focus-visible:shadow-[inset_0_0_0_2px_var(--water)] ${schema.schemaId === shown ? 'bg-water-soft shadow-[inset_3px_0_var(--water)]' : 'hover:bg-hover'}`}>
            <span className="flex items-center gap-2">
              <span className="font-strong">Schema {schema.schemaId}</span>
              {schema.schemaId === current && <span className="text-12 text-water-ink">current</span>}
              <span className="grow" />
              <span className="text-12 text-ink-3">{schema.firstUsedAt === null ? 'not yet used' : <Ago at={schema.firstUsedAt} />}</span>
            </span>
            {schema.changes.length === 0 ? <span className="text-12 text-ink-3">{schema.fields.length} fields, the first</span> : (
              <span className="block text-12 text-ink-2">{schema.changes.map((change) => <span key={change} className="block">{change}</span>)}</span>
            )}
          </button>
        </li>
      ))}
    </ol>
  );
}
