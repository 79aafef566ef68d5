import type { ReactNode } from 'react';

/** A table of at most some two hundred rows: hairlines below rows, first and last column flush with the text. */
export function PlainTable({ label, head, children, className = '' }: { readonly label: string; readonly head?: ReactNode; readonly children: ReactNode; readonly className?: string }) {
  return (
    <table aria-label={label} className={`w-full border-collapse [&_tr>:first-child]:pl-0 [&_tr>:last-child]:pr-0 ${className}`}>
      {head && <thead><tr>{head}</tr></thead>}
      <tbody>{children}</tbody>
    </table>
  );
}

export function Th({ right = false, className = '', children }: { readonly right?: boolean; readonly className?: string; readonly children?: ReactNode }) {
  return <th scope="col" className={`h-7 border-b border-rule px-2.5 text-11 font-normal whitespace-nowrap text-ink-3 ${right ? 'text-right' : 'text-left'} ${className}`}>{children}</th>;
}

export function Td({ right = false, tight = false, wraps = false, className = '', title, children }: { readonly right?: boolean; readonly tight?: boolean; readonly wraps?: boolean; readonly className?: string; readonly title?: string | undefined; readonly children?: ReactNode }) {
  return <td title={title} className={`${tight ? 'h-7' : 'h-8'} border-b border-hair px-2.5 ${wraps ? '' : 'whitespace-nowrap'} ${right ? 'text-right' : ''} ${className}`}>{children}</td>;
}

/** A row that lights up under the pointer and, when chosen, carries the waterline. */
export function Tr({ selected = false, onClick, children }: { readonly selected?: boolean; readonly onClick?: () => void; readonly children: ReactNode }) {
  return (
    <tr onClick={onClick} aria-selected={onClick ? selected : undefined} className={`group/row ${onClick ? 'cursor-pointer' : ''} ${selected ? 'bg-water-soft [&>:first-child]:shadow-[-7px_0_var(--water-soft),-10px_0_var(--water)]' : 'hover:bg-hover'}`}>
      {children}
    </tr>
  );
}
