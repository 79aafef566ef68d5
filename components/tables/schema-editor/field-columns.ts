/** The columns that all rows of the grid share: handle, id, name, type, null, doc, actions. */
export const FIELD_COLUMNS = 'grid grid-cols-[16px_36px_minmax(0,2fr)_minmax(120px,1.5fr)_72px_minmax(0,1.2fr)_24px] items-center gap-x-2.5 px-5 max-sm:grid-cols-[0_32px_minmax(0,1fr)_minmax(0,1fr)_24px] max-sm:px-4';
const INDENT = ['pl-0', 'pl-5', 'pl-10', 'pl-15', 'pl-20', 'pl-25'] as const;
export const fieldIndent = (depth: number): string => INDENT[Math.min(depth, INDENT.length - 1)] ?? 'pl-0';
