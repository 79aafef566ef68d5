import type { Complete } from '@/components/editor/completion';
import { statementAt } from '../text/split-statements';
import { suggest, type Known } from './suggest';

/** What may stand at an offset of a text of several statements. Not complete while names are still being loaded. */
export function completeAt(known: Known): Complete {
  return (text, offset) => {
    let complete = known.ready;
    const noting: Known = {
      ...known,
      columns: (table) => {
        const columns = known.columns(table);
        if (columns === null) complete = false;
        return columns;
      },
    };
    const statement = statementAt(text, offset);
    // behind the last statement's end one may still go on writing it
    const inside = statement !== null && offset >= statement.start && !text.slice(statement.end, offset).includes(';');
    const [start, end] = inside ? [statement.start, Math.max(statement.end, offset)] : [offset, offset];
    return { items: suggest(text.slice(start, end), offset - start, noting), complete };
  };
}
