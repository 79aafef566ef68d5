/** One line of a hex view: where it begins, its bytes, and the letters that they are. */
export interface HexLine {
  readonly offset: string;
  readonly hex: string;
  readonly ascii: string;
}

const A_LINE = 16;
export const BYTES_SHOWN = 16_384;

/** Bytes that came as base64, sixteen a line, as far as a person looks. */
export function hexLines(base64: string): { readonly bytes: number; readonly lines: readonly HexLine[] } {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const lines: HexLine[] = [];
  for (let at = 0; at < Math.min(bytes.length, BYTES_SHOWN); at += A_LINE) {
    const part = [...bytes.subarray(at, at + A_LINE)];
    lines.push({
      offset: at.toString(16).padStart(6, '0'),
      hex: part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ').padEnd(A_LINE * 3 - 1),
      ascii: part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join(''),
    });
  }
  return { bytes: bytes.length, lines };
}
