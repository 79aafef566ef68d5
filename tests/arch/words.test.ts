import { expect, it } from 'vitest';
import { linesOf, sourceFiles } from './source-files';

/** Lines of files that match `wrong`, each with the cure. */
function found(files: RegExp, wrong: RegExp, cure: string, allowed: (path: string) => boolean = () => false): readonly string[] {
  return sourceFiles(files).filter((path) => !allowed(path)).flatMap((path) => linesOf(path).flatMap((line, index) => (wrong.test(line) ? [`${path}:${index + 1} ${cure}`] : [])));
}

it('colours come from the tokens', () => {
  const raw = /#[0-9a-fA-F]{6}\b|\b(rgb|rgba|hsl|oklch)\(/;
  expect(found(/^(app|components)\/.*\.(tsx?|css)$/, raw, 'writes a colour: use a role of components/ui/tokens.css', (path) => path === 'components/ui/tokens.css' || path === 'app/layout.tsx' /* theme-color takes no variable */ || path.startsWith('components/editor/theme'))).toEqual([]);
});

it('links are built by lib/model/routes.ts', () => {
  expect(found(/^(app|components)\/.*\.tsx?$/, /(href=|push\(|replace\()["'`{]+\/(tables|sql|settings|account)\b/, 'builds a link by hand: use routes of lib/model/routes.ts')).toEqual([]);
});

it('no file is called after nothing', () => {
  expect(sourceFiles(/(^|\/)(utils?|common|helpers?|misc)\.(ts|tsx|mjs)$/)).toEqual([]);
});

it('file names are in kebab-case', () => {
  const odd = sourceFiles(/^(components|lib|server|bench|tests)\/.*\.(ts|tsx|mjs)$/).filter((path) => !/^[a-z0-9.-]+$/.test(path.split('/').at(-1) ?? ''));
  expect(odd).toEqual([]);
});

it('the lock file names no host', () => {
  expect(found(/^package-lock\.json$/, /"resolved": *"https?:/, 'names a host: set omit-lockfile-registry-resolved and write it anew')).toEqual([]);
});
