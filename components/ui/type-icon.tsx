import { Binary, Braces, Brackets, Calendar, CaseSensitive, Clock, Fingerprint, Hash, Shapes, ToggleLeft, type LucideIcon } from 'lucide-react';

const BY_NAME: readonly (readonly [start: RegExp, icon: LucideIcon])[] = [
  [/^(tinyint|smallint|int|bigint|long|decimal|double|real|float)/, Hash],
  [/^(varchar|char|string|json)/, CaseSensitive],
  [/^date/, Calendar],
  [/^time/, Clock],
  [/^bool/, ToggleLeft],
  [/^uuid/, Fingerprint],
  [/^(varbinary|binary|fixed)/, Binary],
  [/^(array|list)/, Brackets],
  [/^(row|struct|map)/, Braces],
];

/** The kind of a type, as Trino or Iceberg writes it, to be told at a glance; the type itself stands beside it. */
export function TypeIcon({ type }: { readonly type: string }) {
  const known = BY_NAME.find(([start]) => start.test(type.toLowerCase()));
  const Icon = known?.[1] ?? Shapes;
  return <Icon size={14} strokeWidth={1.6} className="shrink-0 text-ink-3" aria-hidden="true" />;
}
