const OKLCH = /^oklch\(\s*([\d.]+%?)\s+([\d.]+)\s+([\d.]+)(?:deg)?\s*(?:\/\s*([\d.]+%?))?\s*\)$/;

const share = (text: string): number => (text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text));
const encoded = (linear: number): number => {
  const light = Math.min(1, Math.max(0, linear));
  return light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
};
const byte = (part: number): string => Math.round(part * 255).toString(16).padStart(2, '0');

/**
 * A colour of the tokens, `oklch(0.475 0.083 214)` or with `/ 0.05` for its alpha, as `#rrggbb` or `#rrggbbaa` for
 * what knows no other spelling. Matrices by Björn Ottosson, bottosson.github.io/posts/oklab. Throws on other text.
 */
export function oklchToHex(text: string): string {
  const parts = OKLCH.exec(text.trim());
  if (!parts) throw new TypeError(`Not an oklch colour: ${text}`);
  const [lightness, chroma, hue] = [share(parts[1] ?? ''), Number(parts[2]), (Number(parts[3]) * Math.PI) / 180];
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb = [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ].map((part) => byte(encoded(part)));
  return `#${rgb.join('')}${parts[4] === undefined ? '' : byte(share(parts[4]))}`;
}
