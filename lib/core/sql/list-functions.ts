import type { SqlFunctionInfo } from '@/lib/ports/parser/port';
import { allFunctions } from './functions/registry';
import type { Signature } from './functions/signature';

/** Functions with rules of their own in `analyze`, so that no signature tells them. */
const SPECIAL: readonly SqlFunctionInfo[] = [
  { name: 'coalesce', kind: 'scalar', signatures: ['coalesce(T, T, ...) -> T'] },
  { name: 'concat', kind: 'scalar', signatures: ['concat(varchar, ...) -> varchar', 'concat(varbinary, ...) -> varbinary', 'concat(array(T), ...) -> array(T)'] },
  { name: 'if', kind: 'scalar', signatures: ['if(boolean, T) -> T', 'if(boolean, T, T) -> T'] },
  { name: 'nullif', kind: 'scalar', signatures: ['nullif(T, T) -> T'] },
  { name: 'try', kind: 'scalar', signatures: ['try(T) -> T'] },
  { name: 'typeof', kind: 'scalar', signatures: ['typeof(T) -> varchar'] },
];

function signatureText(name: string, { params, variadic, returns }: Signature): string {
  const list = variadic ? [...params, '...'] : params;
  // a result whose type is computed from the arguments has no text of its own
  return `${name}(${list.join(', ')})${typeof returns === 'string' ? ` -> ${returns}` : ''}`;
}

/** Every function that may be called, by name. */
export function listFunctions(): readonly SqlFunctionInfo[] {
  const admitted = allFunctions().map(({ name, kind, signatures }): SqlFunctionInfo => ({ name, kind, signatures: signatures.map((signature) => signatureText(name, signature)) }));
  const special = SPECIAL.filter(({ name }) => !admitted.some((fn) => fn.name === name));
  return [...admitted, ...special].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
