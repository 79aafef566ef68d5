'use client';
import { Plus, RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { inputLook } from '@/components/ui/field';
import { Section } from '@/components/shell/section';
import { count } from '@/components/shell/words';
import { withProperty } from './operations';
import type { TableDraft } from './table-draft';
import type { Edit } from './use-table-draft';

const ICON = { size: 14, strokeWidth: 1.6, 'aria-hidden': true } as const;

/** Properties of a table, set and taken away; what is staged is in pencil, what goes stays to be seen. */
export function PropertyEditor({ base, draft, edit, hidden = [] }: { readonly base: TableDraft; readonly draft: TableDraft; readonly edit: Edit; readonly hidden?: readonly string[] }) {
  const [key, setKey] = useState('');
  const keys = [...new Set([...Object.keys(base.properties), ...Object.keys(draft.properties)])].filter((one) => !hidden.includes(one)).toSorted((a, b) => a.localeCompare(b));
  const set = (name: string, value: string | undefined, tag?: string) => edit((now) => ({ ...now, properties: withProperty(now.properties, name, value) }), tag);
  const wanted = key.trim();
  const taken = Object.hasOwn(draft.properties, wanted);
  const add = () => { if (wanted !== '' && !taken) { set(wanted, ''); setKey(''); } };
  return (
    <Section title="Properties" note={count(Object.keys(draft.properties).filter((one) => !hidden.includes(one)).length)}>
      <ul aria-label="Properties" className="border-t border-rule">
        {keys.map((name) => {
          const [before, after] = [base.properties[name], draft.properties[name]];
          const isStaged = before !== after;
          return (
            <li key={name} className={`grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)_24px] items-center gap-2 border-b border-hair px-2 py-1 ${isStaged ? 'bg-pencil-soft shadow-[inset_3px_0_var(--pencil)]' : ''}`}>
              <span className={`truncate font-mono text-12 ${after === undefined ? 'text-pencil-ink line-through' : 'text-ink-2'}`} title={name}>{name}</span>
              {after === undefined ? <span className="truncate font-mono text-12 text-pencil-ink line-through" title={before}>{before}</span> : (
                <input aria-label={`Value of ${name}`} value={after} spellCheck={false} autoComplete="off" onChange={(event) => set(name, event.target.value, `property:${name}`)} className={inputLook({ mono: true, soft: true })} />
              )}
              {isStaged ? <IconButton size="tiny" label={`Take back: ${name}`} icon={<RotateCcw {...ICON} />} onClick={() => set(name, before)} /> : <IconButton size="tiny" label={`Remove ${name}`} icon={<X {...ICON} />} onClick={() => set(name, undefined)} />}
            </li>
          );
        })}
      </ul>
      <div className="flex items-center gap-2 py-1.5">
        <input aria-label="Key of a new property" value={key} placeholder="write.target-file-size-bytes" spellCheck={false} autoComplete="off" onChange={(event) => setKey(event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter') { event.preventDefault(); add(); } }} className={inputLook({ mono: true, soft: true })} />
        <Button size="tiny" icon={<Plus {...ICON} />} reason={wanted === '' ? 'Type a key first.' : taken ? 'It is set already.' : null} onClick={add}>Property</Button>
      </div>
    </Section>
  );
}
