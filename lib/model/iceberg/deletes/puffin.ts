import { stringifyJson } from '@/lib/model/values/lossless-json';
import type { JsonValue } from '../types';

export interface PuffinBlob {
  readonly type: string;
  /** ids of the fields that it is about */
  readonly fields: readonly number[];
  readonly bytes: Uint8Array;
  readonly properties: Readonly<Record<string, string>>;
}
/** Where each blob lies, in their order. */
export interface PuffinFile {
  readonly bytes: Uint8Array;
  readonly places: readonly { readonly offset: number; readonly length: number }[];
}

const MAGIC = Uint8Array.of(0x50, 0x46, 0x41, 0x31);

/** A Puffin file of blobs that belong to no snapshot yet and are not compressed, as deletion vectors must be (Puffin spec). */
export function writePuffin(blobs: readonly PuffinBlob[], createdBy: string): PuffinFile {
  let at = MAGIC.length;
  const places = blobs.map(({ bytes }) => { const offset = at; at += bytes.length; return { offset, length: bytes.length }; });
  const described = blobs.map(({ type, fields, properties }, index): JsonValue => ({ type, fields, 'snapshot-id': -1, 'sequence-number': -1, offset: places[index]?.offset ?? 0, length: places[index]?.length ?? 0, properties }));
  const payload = new TextEncoder().encode(stringifyJson({ blobs: described, properties: { 'created-by': createdBy } }));
  const bytes = new Uint8Array(at + MAGIC.length + payload.length + 8 + MAGIC.length);
  bytes.set(MAGIC, 0);
  blobs.forEach((blob, index) => bytes.set(blob.bytes, places[index]?.offset ?? 0));
  bytes.set(MAGIC, at);
  bytes.set(payload, at + MAGIC.length);
  const end = at + MAGIC.length + payload.length;
  // four bytes of length, four of flags: the footer is not compressed
  new DataView(bytes.buffer).setUint32(end, payload.length, true);
  bytes.set(MAGIC, end + 8);
  return { bytes, places };
}
