/** The mark of the house: a sounding in a lake. */
export function Logo({ size = 26 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path stroke="currentColor" strokeWidth="1.4" d="M8.9 1.9c3.3-1 6.7-.3 9.4 2.5 3.5 3.6 5 8.3 2.9 12.2-1.8 3.4-4.7 5.3-8.7 5.4-3.7.1-5.9-1.6-8-4.5C2.1 14.3.7 10.7 2.3 7 3.6 4.1 5.9 2.8 8.9 1.9z" />
      <path stroke="currentColor" strokeWidth="1.3" d="M12.3 6.5c2.7-.4 4.9.9 6 3.2 1.1 2.4.9 5-.7 6.9-1.3 1.6-3.3 2.4-5.5 2.1-2.4-.3-4.3-1.8-5.1-3.9-.8-2.1-.4-4.2.9-5.9 1.1-1.4 2.6-2.2 4.4-2.4z" />
      <path className="fill-water" d="M14.1 10.3c1.5.1 2.7 1.3 2.8 2.9.1 1.8-1.1 3.2-2.9 3.3-1.7.1-3.1-1.1-3.2-2.8-.1-2 1.3-3.5 3.3-3.4z" />
    </svg>
  );
}
