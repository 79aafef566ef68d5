import type { LogicalType } from '@/lib/model/values/types';
import { carrierType } from '@/lib/model/values/carriers';

/**
 * The engine's type that carries a logical type (model/values/carriers.ts), or null for types whose values we cannot work
 * with exactly: fractions of a second beyond what the engine holds, and times with a zone. What the emitted SQL relies on
 * beyond the type: char(n) is padded with spaces to n code points; a timestamp(p) has no digits beyond p; instants are UTC
 * and so is the session's TimeZone; json is canonical text; fields of a row are f1, f2, … by position; unknown is NULL.
 */
export function carrierOf(type: LogicalType): string | null {
  return isCarried(type) ? carrierType(type) : null;
}

function isCarried(type: LogicalType): boolean {
  switch (type.kind) {
    case 'time': case 'timestamp with time zone': return type.precision <= 6;
    case 'timestamp': return type.precision <= 9;
    case 'time with time zone': return false;
    case 'array': return isCarried(type.element);
    case 'map': return isCarried(type.key) && isCarried(type.value);
    case 'row': return type.fields.every((field) => isCarried(field.type));
    default: return true;
  }
}
