/** Björn Ottosson's OKLab and the WCAG contrast, on linear sRGB. Vision deficiencies by Machado et al. 2009, full. */
export type Rgb = readonly [red: number, green: number, blue: number];
export interface Oklch {
  readonly lightness: number;
  readonly chroma: number;
  readonly hue: number;
  readonly alpha: number;
}

const channels = (rgb: Rgb, map: (value: number, index: number) => number): Rgb => [map(rgb[0], 0), map(rgb[1], 1), map(rgb[2], 2)];
const clip = (rgb: Rgb): Rgb => channels(rgb, (value) => Math.min(1, Math.max(0, value)));
const encode = (value: number) => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
const decode = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

export function linear({ lightness, chroma, hue }: Oklch): Rgb {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s];
}
export const inGamut = (colour: Oklch): boolean => linear(colour).every((value) => value >= -0.0005 && value <= 1.0005);

/** One colour laid over another, as a browser does it: in encoded sRGB. */
export function over(top: Oklch, ground: Oklch): Rgb {
  const [above, below] = [clip(linear(top)), clip(linear(ground))];
  return channels(above, (value, index) => decode(encode(value) * top.alpha + encode(below[index] ?? 0) * (1 - top.alpha)));
}

const luminance = (rgb: Rgb) => 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
export function contrast(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(clip(a)), luminance(clip(b))];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

export type Vision = 'normal' | 'protan' | 'deutan' | 'tritan';
const VISION: Readonly<Record<Vision, readonly (readonly number[])[]>> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};
export const VISIONS: readonly Vision[] = ['normal', 'protan', 'deutan', 'tritan'];

function oklab(rgb: Rgb): Rgb {
  const [l, m, s] = [0.4122214708 * rgb[0] + 0.5363325363 * rgb[1] + 0.0514459929 * rgb[2], 0.2119034982 * rgb[0] + 0.6806995451 * rgb[1] + 0.1073969566 * rgb[2], 0.0883024619 * rgb[0] + 0.2817188376 * rgb[1] + 0.6299787005 * rgb[2]].map(Math.cbrt) as [number, number, number];
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s];
}

/** How far apart two colours are to an eye, in OKLab. */
export function distance(a: Oklch, b: Oklch, vision: Vision): number {
  const seen = (colour: Oklch) => {
    const rgb = clip(linear(colour));
    return oklab(clip(channels(rgb, (_, index) => (VISION[vision][index] ?? []).reduce((sum, weight, at) => sum + weight * (rgb[at] ?? 0), 0))));
  };
  const [x, y] = [seen(a), seen(b)];
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}
