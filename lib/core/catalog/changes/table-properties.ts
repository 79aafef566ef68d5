import type { TableMetadata } from '@/lib/model/iceberg';

/** A whole number above zero that a table's property gives; `otherwise` where it gives none, or something else. */
export function countProperty({ properties }: Pick<TableMetadata, 'properties'>, name: string, otherwise: number): number {
  const text = Object.hasOwn(properties, name) ? properties[name]?.trim() : undefined;
  return text !== undefined && /^\d{1,15}$/.test(text) && Number(text) > 0 ? Number(text) : otherwise;
}

/** True or false as a table's property says. */
export function flagProperty({ properties }: TableMetadata, name: string, otherwise: boolean): boolean {
  const text = Object.hasOwn(properties, name) ? properties[name]?.trim().toLowerCase() : undefined;
  return text === 'true' ? true : text === 'false' ? false : otherwise;
}
