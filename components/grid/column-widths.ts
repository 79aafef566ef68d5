import { cellFace } from './cell-face';
import type { GridSource } from './grid-source';

export const WIDTH_LEAST = 56;
export const WIDTH_MOST = 900;
/** the name, and what is known of the values under it, can be read */
const FITTED_LEAST = 140;
const FITTED_MOST = 340;
const ROWS_LOOKED_AT = 100;
/** Widths of a letter of the sans text of cells and of the mono text of names, and what stands beside them. */
const LETTER = 7.8;
const NAME_LETTER = 7.9;
const CELL_SIDES = 22;
const HEAD_SIDES = 58;

export const boundedWidth = (width: number): number => Math.min(WIDTH_MOST, Math.max(WIDTH_LEAST, Math.round(width)));

/** A width in pixels at which a column's name and its first rows can be read. Cells that are not here are passed over. */
export function fittedWidth(source: GridSource, column: number): number {
  const given = source.columns[column];
  if (!given) return FITTED_LEAST;
  let longest = 0;
  for (let row = 0; row < Math.min(ROWS_LOOKED_AT, source.rowCount); row += 1) longest = Math.max(longest, cellFace(source.cell(row, column), given.type).text.length);
  return Math.ceil(Math.min(FITTED_MOST, Math.max(FITTED_LEAST, longest * LETTER + CELL_SIDES, given.name.length * NAME_LETTER + HEAD_SIDES)));
}
