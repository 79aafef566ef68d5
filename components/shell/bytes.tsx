import { bytesParts } from './words';

/** A size: the number in ink, its unit in a lighter one. */
export function Bytes({ value }: { readonly value: number | null }) {
  const [size, unit] = bytesParts(value);
  return <Sounding value={size} unit={unit} />;
}

/** A number with its unit. */
export function Sounding({ value, unit }: { readonly value: string; readonly unit: string }) {
  return <span className="whitespace-nowrap">{value}{unit !== '' && <span className="ml-[3px] text-ink-3">{unit}</span>}</span>;
}
