import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contrast, distance, inGamut, linear, over, VISIONS, type Oklch, type Rgb } from './colour';

const css = readFileSync('components/ui/tokens.css', 'utf8');
const dark = css.indexOf('[data-theme="dark"]');
const system = css.indexOf('@media (prefers-color-scheme: dark)');
const shared = css.indexOf('/* the same in both themes */');

function colours(text: string): Readonly<Record<string, Oklch>> {
  return Object.fromEntries([...text.matchAll(/--([\w-]+):\s*oklch\(([\d.]+) ([\d.]+) ([\d.]+)(?: \/ ([\d.]+))?\)/g)].map(([, name, l, c, h, alpha]) => [name, { lightness: Number(l), chroma: Number(c), hue: Number(h), alpha: Number(alpha ?? 1) }]));
}
const light = colours(css.slice(0, dark));
const THEMES = { light, dark: { ...light, ...colours(css.slice(dark, system)) } } as const;

const SURFACES = ['frame', 'pane', 'sheet', 'well', 'raised'] as const;
const INKS = ['ink', 'ink-2', 'ink-3', 'water-ink', 'pencil-ink', 'good-ink', 'warn-ink', 'bad-ink', 'doubt-ink', 'idle-ink'] as const;
const SHAPES = ['control', 'water', 'pencil', 'good', 'bad', 'doubt', 'idle', 'warn'] as const;
const SOFT = ['water', 'pencil', 'good', 'warn', 'bad', 'doubt', 'idle'] as const;
const CODE = ['text', 'keyword', 'function', 'string', 'number', 'comment', 'type'].map((name) => `code-${name}`);
const OPERATIONS = ['op-append', 'op-overwrite', 'op-delete', 'op-replace'] as const;
const SERIES = Array.from({ length: 8 }, (_, index) => `d${index + 1}`);
const each = (inks: readonly string[], grounds: readonly string[], least: number) => inks.flatMap((ink) => grounds.map((ground) => [ink, ground, least] as const));

/** Every ink that is set on a ground somewhere, with the contrast that WCAG asks: 4.5 for text, 3 for shapes. */
const PAIRS = [
  ...each(INKS, SURFACES, 4.5), ...each(SHAPES, SURFACES, 3),
  ...SOFT.flatMap((name) => each([`${name}-ink`, 'ink', 'ink-2'], [`${name}-soft`], 4.5)),
  ...each(['ink-3'], ['water-soft', 'pencil-soft'], 4.5), ...each(['ink', 'ink-2'], ['select'], 4.5),
  ...each(CODE, ['sheet', 'well'], 4.5), ...each(['code-gutter'], ['sheet'], 3), ...each(['axis'], ['sheet'], 4.5),
  ...each(['on-water'], ['water', 'water-hover'], 4.5), ...each(['on-danger'], ['danger', 'danger-hover'], 4.5), ...each(['on-found'], ['found'], 4.5),
  ...each([...OPERATIONS, 'bar-ink'], ['sheet', 'well', 'raised'], 3), ...each([...SERIES, 'scale'], ['sheet'], 3),
];

function token(theme: Readonly<Record<string, Oklch>>, name: string): Oklch {
  const colour = theme[name];
  if (!colour) throw new Error(`tokens.css has no colour --${name}`);
  return colour;
}
function nearest(theme: Readonly<Record<string, Oklch>>, names: readonly string[], vision: (typeof VISIONS)[number]): number {
  return Math.min(...names.flatMap((a, index) => names.slice(0, index).map((b) => distance(token(theme, a), token(theme, b), vision))));
}

describe.each(Object.entries(THEMES))('the tokens of the %s theme', (_, theme) => {
  it('keep the contrast of every pair in use', () => {
    const failing = PAIRS.map(([ink, ground, least]) => ({ pair: `${ink} on ${ground}`, least, is: contrast(linear(token(theme, ink)), linear(token(theme, ground))) })).filter(({ is, least }) => is < least);
    expect(failing).toEqual([]);
  });

  it('keep the contrast of text under the pointer', () => {
    const failing = SURFACES.flatMap((surface) => ['ink', 'ink-2', 'ink-3', 'water-ink'].map((ink) => ({ ink, surface, is: contrast(linear(token(theme, ink)), over(token(theme, 'hover'), token(theme, surface))) }))).filter(({ is }) => is < 4.5);
    expect(failing).toEqual([]);
  });

  it('are colours that an sRGB screen has', () => {
    expect(Object.keys(theme).filter((name) => !inGamut(token(theme, name)))).toEqual([]);
  });

  it.each(VISIONS)('tell the series of a chart and the operations of a snapshot apart with %s vision', (vision) => {
    expect(nearest(theme, SERIES, vision)).toBeGreaterThan(vision === 'normal' ? 0.14 : 0.09);
    // each operation has a shape of its own besides
    expect(nearest(theme, OPERATIONS, vision)).toBeGreaterThan(0.05);
  });
});

it('are dark by choice and by the system in the same colours', () => {
  expect(colours(css.slice(system, shared))).toEqual(colours(css.slice(dark, system)));
});

it('measures contrast as WCAG defines it', () => {
  const [white, black]: readonly [Rgb, Rgb] = [[1, 1, 1], [0, 0, 0]];
  expect(contrast(white, black)).toBeCloseTo(21);
  expect(contrast(white, white)).toBe(1);
  const grey = 0.215860500965604; // #808080
  expect(contrast(white, [grey, grey, grey])).toBeCloseTo(3.95, 2);
});

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? sources(join(folder, entry.name)) : /\.(tsx?|css)$/.test(entry.name) ? [join(folder, entry.name)] : []));
}
/** set by script or by Base UI, not tokens */
const SET_ELSEWHERE = new Set(['pin-0', 'pin-1', 'pin-2', 'pin-3', 'available-height', 'available-width', 'anchor-width', 'transform-origin']);

it('defines every custom property that the screens use', () => {
  const files = ['app', 'components'].flatMap(sources);
  const text = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
  const defined = new Set([...css.matchAll(/--([\w-]+):/g)].map(([, name]) => name));
  for (const content of text.values()) for (const [, name] of content.matchAll(/(?:setProperty\('--|(?<![\w-])--)([\w-]+)(?:',|:)/g)) defined.add(name);
  const missing = [...text].flatMap(([file, content]) => [...content.matchAll(/(?:var\(|-\()--([\w-]+)/g)].map(([, name]) => name ?? '').filter((name) => !defined.has(name) && !SET_ELSEWHERE.has(name)).map((name) => `${file}: --${name}`));
  expect(missing).toEqual([]);
});
