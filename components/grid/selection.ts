/** A place in the grid; columns count as they are shown. */
export interface Place {
  readonly row: number;
  readonly column: number;
}
/** Cells from the anchor to the active one, both included; the active cell is the one that keys move. */
export interface Selection {
  readonly anchor: Place;
  readonly active: Place;
}
export interface Area {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}
/** How far the grid goes. */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
}

export const areaOf = ({ anchor, active }: Selection): Area => ({
  top: Math.min(anchor.row, active.row), bottom: Math.max(anchor.row, active.row), left: Math.min(anchor.column, active.column), right: Math.max(anchor.column, active.column),
});
export const cellsOf = ({ top, bottom, left, right }: Area): number => (bottom - top + 1) * (right - left + 1);
export const only = (place: Place): Selection => ({ anchor: place, active: place });

const clamp = (place: Place, { rows, columns }: Extent): Place => ({ row: Math.min(Math.max(0, place.row), rows - 1), column: Math.min(Math.max(0, place.column), columns - 1) });
/** A selection that fits a grid that has become smaller; null when nothing is left. */
export const within = (selection: Selection | null, extent: Extent): Selection | null =>
  selection === null || extent.rows < 1 || extent.columns < 1 ? null : { anchor: clamp(selection.anchor, extent), active: clamp(selection.active, extent) };

export const wholeColumn = (column: number, { rows }: Extent, from = column): Selection => ({ anchor: { row: 0, column: from }, active: { row: rows - 1, column } });
export const wholeRow = (row: number, { columns }: Extent, from = row): Selection => ({ anchor: { row: from, column: 0 }, active: { row, column: columns - 1 } });
export const everything = ({ rows, columns }: Extent): Selection => ({ anchor: { row: 0, column: 0 }, active: { row: rows - 1, column: columns - 1 } });

interface Pressed {
  readonly key: string;
  readonly shift: boolean;
  /** Control or Command */
  readonly mod: boolean;
}

/** Where a key leads from the active cell; null when the key moves nothing. `page` is the number of rows in view. */
export function moved(selection: Selection | null, { key, shift, mod }: Pressed, extent: Extent, page: number): Selection | null {
  if (extent.rows < 1 || extent.columns < 1) return null;
  if (mod && key.toLowerCase() === 'a') return everything(extent);
  const step = stepOf(key, mod, extent, page);
  if (step === null) return null;
  if (selection === null) return only({ row: 0, column: 0 });
  const active = clamp({ row: selection.active.row + step.row, column: selection.active.column + step.column }, extent);
  return shift ? { anchor: selection.anchor, active } : only(active);
}

function stepOf(key: string, mod: boolean, { rows, columns }: Extent, page: number): Place | null {
  switch (key) {
    case 'ArrowUp': return { row: mod ? -rows : -1, column: 0 };
    case 'ArrowDown': return { row: mod ? rows : 1, column: 0 };
    case 'ArrowLeft': return { row: 0, column: mod ? -columns : -1 };
    case 'ArrowRight': return { row: 0, column: mod ? columns : 1 };
    case 'PageUp': return { row: -page, column: 0 };
    case 'PageDown': return { row: page, column: 0 };
    case 'Home': return { row: mod ? -rows : 0, column: -columns };
    case 'End': return { row: mod ? rows : 0, column: columns };
    default: return null;
  }
}
