'use client';
import { ContextMenu } from '@base-ui/react/context-menu';
import { useId, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { MenuList, type MenuEntry } from '@/components/ui/menu';
import type { Arranging } from './arranging';
import { CellViewer } from './cell-viewer';
import { ColumnNote } from './column-note';
import { filteredBy } from './change-view';
import type { ColumnProfile } from './column-profile';
import { ColumnStatistics } from './column-statistics';
import { FilterDialog } from './filter-dialog';
import { GridHeader, HEAD_HEIGHT } from './grid-header';
import { GridRow } from './grid-row';
import type { GridSource } from './grid-source';
import { areaOf, everything, moved, only, wholeColumn, wholeRow, within, type Place, type Selection } from './selection';
import { SelectionFrame } from './selection-frame';
import { StatusBar } from './status-bar';
import { useColumnLayout } from './use-column-layout';
import { useCopy } from './use-copy';
import { useDragSelect } from './use-drag-select';
import { useProfile } from './use-profile';
import { useProfiles } from './use-profiles';
import { useRowWindow } from './use-row-window';
import { useSource } from './use-source';
import { ViewBar } from './view-bar';
import { arrangeEntries, cellEntries, copyEntries, columnEntries, shownEntries } from './grid-menus';

const ROW_HEIGHT = 28;

/**
 * Rows and columns of any number, of which only those in view are drawn. One stop of the tab key: arrows move, Shift
 * extends, Ctrl+A takes all, Ctrl+C copies, Space shows the cell in full.
 */
export function ResultGrid({ source, label, note, viewNote, arranging = null }: {
  readonly source: GridSource; readonly label: string;
  /** what is said beside the sort and filter */
  readonly viewNote?: ReactNode;
  /** how the rows are sorted and filtered; null where they cannot be */
  readonly arranging?: Arranging | null;
  /** what the bar below says while nothing is selected */
  readonly note?: ReactNode;
}) {
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<Selection | null>(null);
  const [viewing, setViewing] = useState(false);
  const [told, setTold] = useState<number | null>(null);
  const [filtering, setFiltering] = useState<number | null>(null);
  const { scroller, canvas, rows: body, first, last, view, onScroll, show, scrollBy, offset } = useRowWindow(source.rowCount, ROW_HEIGHT, HEAD_HEIGHT);
  const version = useSource(source, first, last);
  const layout = useColumnLayout(source, scroller, root);
  const { shown, starts, pins } = layout;
  const extent = { rows: source.rowCount, columns: shown.length };
  const selection = within(chosen, extent);
  const area = selection && areaOf(selection);
  const copy = useCopy(source, shown);
  const profiles = useProfiles(source, version);

  const select = (next: Selection) => {
    setChosen(next);
    show(next.active.row);
    layout.showColumn(next.active.column);
  };
  const pick = (place: Place, { extend, inGutter }: { readonly extend: boolean; readonly inGutter: boolean }) => {
    if (inGutter) setChosen(wholeRow(place.row, extent, extend && selection ? selection.anchor.row : place.row));
    else setChosen(extend && selection ? { anchor: selection.anchor, active: place } : only(place));
  };
  const drag = useDragSelect({ scroller, rowHeight: ROW_HEIGHT, rowCount: source.rowCount, starts, pins, offset, scrollBy, onPick: pick });

  const onKeyDown = (event: KeyboardEvent) => {
    const mod = event.ctrlKey || event.metaKey;
    if (event.altKey || event.target !== event.currentTarget) return;
    const to = moved(selection, { key: event.key, shift: event.shiftKey, mod }, extent, Math.max(1, Math.floor(view / ROW_HEIGHT) - 1));
    if (to) {
      event.preventDefault();
      if (mod && event.key.toLowerCase() === 'a') setChosen(to);
      else select(to);
    } else if (mod && event.key.toLowerCase() === 'c' && area) {
      event.preventDefault();
      void copy(area, event.shiftKey ? 'tsv-headers' : 'tsv');
    } else if (!mod && selection && (event.key === ' ' || event.key === 'Enter')) {
      event.preventDefault();
      setViewing(!viewing);
    } else if (event.key === 'Escape' && !viewing && selection) {
      event.preventDefault();
      setChosen(null);
    }
  };
  /** The menu of the pointer belongs to the cell under it; the one that a key opens to the active cell, wherever the grid's middle lies. */
  const onContextMenu = (event: MouseEvent) => {
    if (event.button !== 2 && !event.ctrlKey) return;
    const place = drag.placeAt(event.clientX, event.clientY);
    const inArea = place && area && place.row >= area.top && place.row <= area.bottom && place.column >= area.left && place.column <= area.right;
    if (place && !inArea) pick(place, { extend: false, inGutter: place.inGutter });
  };

  const inView = useMemo(() => [...shown.slice(0, pins), ...shown.slice(layout.first, layout.last)], [shown, pins, layout.first, layout.last]);
  const copies = area ? copyEntries((format) => void copy(area, format)) : [];
  const ofColumn = (place: number): readonly MenuEntry[] => {
    const column = shown[place] ?? 0;
    const tell = arranging || profiles.has(column) ? () => { setViewing(false); setTold(column); } : null;
    return [...arrangeEntries(arranging, column, source.columns[column], () => setFiltering(column)), ...columnEntries(layout, column, source.columns[column]?.name ?? '', () => setChosen(wholeColumn(place, extent)), tell)];
  };
  const ofCell = ({ row, column: place }: Place) => cellEntries(arranging, shown[place] ?? 0, source.columns[shown[place] ?? 0], source.cell(row, shown[place] ?? 0));
  const pointed: readonly MenuEntry[] = selection ? [...copies, 'separator', { label: 'View cell', shortcut: 'Space', onSelect: () => setViewing(true) }, ...ofCell(selection.active), 'separator', ...ofColumn(selection.active.column)] : shownEntries(layout, source.columns);
  const activeColumn = selection ? source.columns[shown[selection.active.column] ?? -1] : undefined;
  const toldColumn = told === null ? undefined : source.columns[told];
  const toldProfile = useProfile(source, told, arranging);
  const filteredColumn = filtering === null ? undefined : source.columns[filtering];
  const activeInView = selection && selection.active.row >= first && selection.active.row < last && (selection.active.column < pins || (selection.active.column >= layout.first && selection.active.column < layout.last));

  return (
    <div ref={root} className="relative flex h-full min-h-0 min-w-0 grow">
      <div className="flex min-w-0 grow flex-col">
        {arranging && <ViewBar arranging={arranging} columns={source.columns} note={viewNote} />}
        <ContextMenu.Root>
          <ContextMenu.Trigger
            render={<div ref={scroller} />} role="grid" aria-label={label} aria-rowcount={source.rowCount + 1} aria-colcount={shown.length + 1} aria-multiselectable="true" tabIndex={0}
            aria-activedescendant={activeInView ? `${id}-${selection.active.row}-${selection.active.column}` : undefined}
            onScroll={onScroll} onKeyDown={onKeyDown} onContextMenu={onContextMenu} onDoubleClick={() => selection && setViewing(true)}
            onFocus={(event) => event.target === event.currentTarget && selection === null && event.currentTarget.matches(':focus-visible') && extent.rows > 0 && setChosen(only({ row: Math.floor(offset() / ROW_HEIGHT), column: 0 }))}
            className={`min-h-0 grow overflow-auto bg-sheet outline-none ${selection ? '' : 'focus-visible:shadow-[inset_0_0_0_2px_var(--water)]'}`}
          >
            <div ref={canvas} role="presentation" className="relative w-(--grid-width)">
              <GridHeader
                columns={source.columns} inView={inView} pins={pins} firstShown={layout.first} selectedFrom={area?.left ?? -1} selectedTo={area?.right ?? -1}
                widthOf={(place) => (starts[place + 1] ?? 0) - (starts[place] ?? 0)} menuOf={ofColumn} noteOf={(column, marked) => noteOf(profiles.get(column), marked)}
                marksOf={(column) => ({ direction: arranging?.view.sort.find((key) => key.column === column)?.direction ?? null, filtered: arranging?.view.filter.some((condition) => condition.column === column) ?? false })}
                onSelect={(place, extend) => setChosen(wholeColumn(place, extent, extend && selection ? selection.anchor.column : place))} onSelectAll={() => setChosen(everything(extent))}
                onResize={(place, width) => layout.resize(shown[place] ?? 0, width)} onFit={(place) => layout.fit(shown[place] ?? 0)}
              />
              <div ref={body} role="rowgroup" className="absolute top-[46px] left-0 w-(--grid-width)" onPointerDown={drag.onPointerDown} onPointerMove={drag.onPointerMove} onPointerUp={drag.onPointerUp} onPointerCancel={drag.onPointerCancel}>
                {Array.from({ length: last - first }, (_, at) => {
                  const index = first + at;
                  const marked = area !== null && index >= area.top && index <= area.bottom;
                  return (
                    <GridRow
                      key={index} id={id} index={index} data={source.row(index)} columns={source.columns} inView={inView} pins={pins} firstShown={layout.first}
                      selectedFrom={marked ? area.left : -1} selectedTo={marked ? area.right : -1} active={selection?.active.row === index ? selection.active.column : -1}
                    />
                  );
                })}
                {area && <SelectionFrame area={area} pins={pins} starts={starts} first={first} rowHeight={ROW_HEIGHT} strong={false} />}
                {selection && <SelectionFrame area={areaOf(only(selection.active))} pins={pins} starts={starts} first={first} rowHeight={ROW_HEIGHT} strong />}
              </div>
            </div>
          </ContextMenu.Trigger>
          <MenuList items={pointed} align="start" />
        </ContextMenu.Root>
        <StatusBar source={source} version={version} shown={shown} selection={selection} copies={copies} columns={shownEntries(layout, source.columns)} onView={() => setViewing(true)} note={note} />
      </div>
      {viewing && selection && activeColumn && <CellViewer cell={source.cell(selection.active.row, shown[selection.active.column] ?? 0)} column={activeColumn} row={selection.active.row} onClose={() => setViewing(false)} />}
      {!viewing && toldColumn && <ColumnStatistics column={toldColumn} profile={toldProfile} onClose={() => setTold(null)} />}
      {arranging && filtering !== null && filteredColumn && (
        <FilterDialog
          key={filtering} column={filteredColumn} index={filtering} conditions={arranging.view.filter.filter((condition) => condition.column === filtering)} onClose={() => setFiltering(null)}
          onDone={(conditions) => {
            setFiltering(null);
            arranging.onChange(filteredBy(arranging.view, filtering, conditions));
          }}
        />
      )}
    </div>
  );
}

const noteOf = (profile: ColumnProfile | undefined, marked: boolean): ReactNode => (profile ? <ColumnNote profile={profile} marked={marked} /> : null);
