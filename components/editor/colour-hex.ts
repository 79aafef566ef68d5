const CHANNELS = /^(?:color\(srgb|rgba?\()\s*([\d.e+-]+)[ ,]+([\d.e+-]+)[ ,]+([\d.e+-]+)(?:\s*[/,]\s*([\d.]+%?))?\s*\)$/;

const byte = (part: number): string => Math.round(Math.min(255, Math.max(0, part))).toString(16).padStart(2, '0');

/**
 * A colour as a browser computes it in sRGB, by parts of one (`color`) or of 255, as `#rrggbb` or `#rrggbbaa` for what
 * knows no other spelling. Throws on other text.
 */
export function colourHex(computed: string): string {
  const parts = CHANNELS.exec(computed.trim());
  if (!parts) throw new TypeError(`Not a colour in sRGB: ${computed}`);
  const most = computed.trim().startsWith('color') ? 255 : 1;
  const alpha = parts[4] === undefined ? 1 : parts[4].endsWith('%') ? Number(parts[4].slice(0, -1)) / 100 : Number(parts[4]);
  return `#${[parts[1], parts[2], parts[3]].map((part) => byte(Number(part) * most)).join('')}${alpha === 1 ? '' : byte(alpha * 255)}`;
}
