const WIDTHS = [['w-28', 'w-16'], ['w-20', 'w-16'], ['w-32', 'w-14'], ['w-24', 'w-20']] as const;

/** Still bars in the place of rows, after 150 ms. */
export function Loading({ rows, label = 'Loading' }: { readonly rows: number; readonly label?: string }) {
  return (
    <div role="status" className="appears-late">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => {
        const [name, fact] = WIDTHS[row % WIDTHS.length] ?? WIDTHS[0];
        return (
          <div key={row} aria-hidden="true" className="flex h-8 items-center justify-between gap-4 border-b border-hair">
            <span className={`h-2.5 rounded-[2px] bg-hair ${name}`} />
            <span className={`h-2.5 rounded-[2px] bg-hair ${fact}`} />
          </div>
        );
      })}
    </div>
  );
}
