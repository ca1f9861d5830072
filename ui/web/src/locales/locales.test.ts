import { expect, test } from 'vitest';
import ar from './ar.json';
import de from './de.json';
import en from './en.json';
import fr from './fr.json';

const texts = (node: object, path = ''): [string, string][] => Object.entries(node).flatMap(([name, value]) => (typeof value === 'string' ? [[path + name, value] as [string, string]] : texts(value as object, `${path}${name}.`)));
const slots = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

test.each([['ar', ar], ['de', de], ['fr', fr]] as const)('%s says everything, with the same places to fill', (_, language) => {
  const said = new Map(texts(language));
  for (const [key, text] of texts(en)) {
    expect(said.has(key), key).toBe(true);
    if (!key.endsWith('_one')) expect(slots(said.get(key)!), key).toEqual(slots(text));
  }
  // A language may have more plural forms than English.
  expect([...said.keys()].filter((key) => !/_(zero|two|few|many)$/.test(key))).toHaveLength(texts(en).length);
});
