import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { colourHex } from '@/components/editor/colour-hex';
import { editorTheme } from '@/components/editor/editor-theme';

describe('colourHex', () => {
  it('reads what browsers compute', () => {
    expect(['color(srgb 1 0.5 0)', 'color(srgb 0 0 0 / 0.05)', 'rgb(26, 51, 77)', 'rgba(26, 51, 77, 0.5)', 'color(srgb 1.2 -0.1 1e-7)'].map(colourHex)).toEqual(['#ff8000', '#0000000d', '#1a334d', '#1a334d80', '#ff0000']);
  });
  it('refuses what is no such colour', () => expect(() => colourHex('lab(1% 2 3)')).toThrow('Not a colour in sRGB: lab(1% 2 3)'));
});

describe('editorTheme', () => {
  const css = readFileSync('components/ui/tokens.css', 'utf8');
  it('names only tokens that there are', () => {
    const asked = new Set<string>();
    const theme = editorTheme(false, (name) => {
      asked.add(name);
      return '#123456';
    });
    expect([...asked].filter((name) => !css.includes(`${name}: `))).toEqual([]);
    expect(theme.rules.map(({ token }) => token)).toEqual(['', 'keyword', 'function', 'string', 'number', 'comment', 'type']);
    expect(theme.rules.every(({ foreground }) => foreground === '123456')).toBe(true);
  });
});
