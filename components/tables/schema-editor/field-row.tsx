'use client';
import { ChevronDown, ChevronRight, Ellipsis, GripVertical } from 'lucide-react';
import { memo, useState, type DragEvent } from 'react';
import { buttonLook } from '@/components/ui/button-look';
import { Mark } from '@/components/ui/mark';
import { Menu, type MenuEntry } from '@/components/ui/menu';
import { Tag } from '@/components/ui/tag';
import { TypeIcon } from '@/components/ui/type-icon';
import { isSameType, typeWords } from './draft-schema';
import { takesFields } from './edit-draft';
import { FIELD_COLUMNS, fieldIndent } from './field-columns';
import type { GridActs } from './field-grid';
import type { DraftField } from './table-draft';

const DRAGGED = 'application/x-column';
/** What is being dragged in this window: a drag's data cannot be read before it is dropped. */
let dragged: number | null = null;

/** What a row shows, in values that stay the same while its field does: of a thousand rows only the changed are drawn anew. */
export interface FieldRowProps {
  readonly field: DraftField; readonly depth: number; readonly path: string; readonly gone: boolean; readonly was: DraftField | null; readonly formatVersion: number;
  /** why it cannot be published; empty when it can */
  readonly wrong: string;
  readonly identifies: boolean; /** of the partition fields that come from it, spelled one after the other */ readonly transforms: string; /** from 1; 0 for none */ readonly sortPlace: number;
  readonly active: boolean; readonly inside: boolean; readonly moved: boolean; readonly fold: 'open' | 'folded' | null; readonly acts: GridActs;
}

export const FieldRow = memo(function FieldRow({ field, depth, path, gone, was, formatVersion, wrong, identifies, transforms, sortPlace, active, inside, moved, fold, acts }: FieldRowProps) {
  const { key } = field;
  const [over, setOver] = useState<'above' | 'below' | null>(null);
  const type = typeWords(field.type, formatVersion);
  const notes = [...notesOf(was, field, gone, formatVersion), ...(moved && !gone ? ['moved'] : [])];
  const isPencil = was === null || notes.length > 0;
  const half = (event: DragEvent<HTMLElement>) => { const box = event.currentTarget.getBoundingClientRect(); return event.clientY < box.top + box.height / 2 ? 'above' as const : 'below' as const; };
  const onDragOver = (event: DragEvent<HTMLElement>) => {
    if (dragged === null || dragged === key || inside || !acts.isBeside(dragged, key)) return;
    event.preventDefault();
    setOver(half(event));
  };
  const onDrop = (event: DragEvent<HTMLElement>) => {
    event.preventDefault();
    setOver(null);
    const other = dragged;
    if (other !== null) acts.place(other, key, half(event) === 'below');
  };
  const items: readonly MenuEntry[] = [
    ...(gone ? [] : [{ label: 'Edit', shortcut: 'Enter', onSelect: () => acts.edit(key) }]),
    ...(inside || gone ? [] : [{ label: 'Add a column below', onSelect: () => acts.addBelow(key) }]),
    ...(takesFields(field) && !gone ? [{ label: 'Add a nested field', onSelect: () => acts.addInside(key) }] : []),
    ...(inside || gone ? [] : [{ label: 'Move up', shortcut: 'Alt ↑', onSelect: () => acts.move(key, -1) }, { label: 'Move down', shortcut: 'Alt ↓', onSelect: () => acts.move(key, 1) }]),
    ...(inside || (gone && field.dropped !== true) ? [] : ['separator' as const, { label: field.dropped ? 'Keep it' : key < 0 ? 'Remove' : 'Drop', shortcut: 'Ctrl ⌫', danger: field.dropped !== true, onSelect: () => acts.drop(key) }]),
  ];
  return (
    <div
      role="row" aria-level={depth + 1} aria-expanded={fold === null ? undefined : fold === 'open'} aria-label={`${path === '' ? 'a column without a name' : path}${gone ? ', staged to go' : was === null ? ', new' : ''}`} data-row={key} tabIndex={active ? 0 : -1}
      onFocus={(event) => { if (event.target === event.currentTarget) acts.focus(key); }} onDoubleClick={() => { if (!gone) acts.edit(key); }} onDragOver={onDragOver} onDragLeave={() => setOver(null)} onDrop={onDrop}
      className={`group/field ${FIELD_COLUMNS} min-h-[30px] border-b border-hair outline-none [content-visibility:auto] [contain-intrinsic-size:auto_31px] focus-visible:shadow-[inset_0_0_0_2px_var(--water)] ${isPencil ? 'bg-pencil-soft shadow-[inset_3px_0_var(--pencil)]' : 'hover:bg-hover'} ${over === 'above' ? 'border-t-2 border-t-water' : over === 'below' ? 'border-b-2 border-b-water' : ''}`}
    >
      <span role="gridcell" className="max-sm:invisible">
        {!inside && !gone && (
          <span draggable data-grip={field.name} onDragStart={(event) => { dragged = key; event.dataTransfer.setData(DRAGGED, String(key)); event.dataTransfer.effectAllowed = 'move'; }} onDragEnd={() => { dragged = null; }} className="flex cursor-grab text-ink-off group-hover/field:text-ink-3">
            <GripVertical size={14} strokeWidth={1.6} aria-hidden="true" />
          </span>
        )}
      </span>
      <span role="gridcell" className={`text-right text-11 ${isPencil ? 'text-pencil-ink' : 'text-ink-3'}`}>{key < 0 ? 'new' : key}</span>
      <span role="gridcell" className={`flex min-w-0 items-center gap-1 overflow-clip [overflow-clip-margin:6px] ${fieldIndent(depth)}`}>
        {fold === null ? <span className="w-3 shrink-0" /> : (
          <button type="button" tabIndex={-1} aria-label={`${fold === 'folded' ? 'Open' : 'Fold'} ${field.name}`} onClick={() => acts.toggle(key)} className="-ml-1 shrink-0 rounded-1 p-0.5 text-ink-3 outline-none focus-visible:shadow-(--ring)">
            {fold === 'folded' ? <ChevronRight size={12} aria-hidden="true" /> : <ChevronDown size={12} aria-hidden="true" />}
          </button>
        )}
        <span className={`truncate font-mono text-12 ${gone ? 'text-pencil-ink line-through' : ''}`} title={path}>{field.name === '' ? <i className="text-ink-3">no name yet</i> : field.name}</span>
        {wrong !== '' && <span className="flex shrink-0 items-center" title={wrong}><Mark state="bad" /><span className="sr-only">{wrong}</span></span>}
        {identifies && <Tag kind="key">id</Tag>}
        {transforms.split(' ').filter(Boolean).slice(0, 2).map((transform) => <Tag key={transform} kind="key">{transform}</Tag>)}
        {sortPlace > 0 && <Tag>sort {sortPlace}</Tag>}
      </span>
      <span role="gridcell" className="flex min-w-0 items-center gap-1.5" title={`${type.trino} (Iceberg: ${type.iceberg})`}>
        <TypeIcon type={type.trino} /><span className={`truncate font-mono text-12 ${gone ? 'text-pencil-ink line-through' : 'text-ink-2'}`}>{type.trino}</span>
      </span>
      <span role="gridcell" className={`text-12 max-sm:hidden ${field.required ? 'text-ink' : 'text-ink-3'}`}>{field.required ? 'required' : 'optional'}</span>
      <span role="gridcell" className="truncate text-12 text-ink-2 max-sm:hidden" title={field.doc === '' ? undefined : field.doc}>
        {notes.length > 0 && <span className="text-pencil-ink">{notes.join(', ')} </span>}{docOf(field.doc, field.initialDefault, field.writeDefault)}
      </span>
      <span role="gridcell" className="invisible group-focus-within/field:visible group-hover/field:visible has-[[data-popup-open]]:visible pointer-coarse:visible">
        {items.length > 0 && <Menu label={`Actions of ${field.name === '' ? 'the new column' : field.name}`} trigger={<Ellipsis size={14} strokeWidth={1.6} aria-hidden="true" />} items={items} className={buttonLook({ variant: 'quiet', size: 'tiny', shape: 'square' })} />}
      </span>
    </div>
  );
});

const docOf = (doc: string, initial: string, write: string): string => [doc, initial === '' ? '' : `default ${initial}`, write === '' || write === initial ? '' : `writers ${write}`].filter((text) => text !== '').join('; ');

/** What is staged on a column, in a few words. */
function notesOf(old: DraftField | null, now: DraftField, gone: boolean, formatVersion: number): readonly string[] {
  if (gone) return ['drop'];
  if (old === null) return [];
  return [
    ...(old.name === now.name ? [] : [`was ${old.name}`]), ...(isSameType(old.type, now.type, formatVersion) ? [] : [`was ${typeWords(old.type, formatVersion).trino}`]),
    ...(old.required === now.required ? [] : [`was ${old.required ? 'required' : 'optional'}`]), ...(old.doc === now.doc ? [] : ['described']), ...(old.writeDefault === now.writeDefault ? [] : ['other default']),
  ];
}
