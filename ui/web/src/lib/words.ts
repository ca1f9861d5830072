const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Every word that was typed begins a word of the text. */
export function beginsWords(text: string, typed: string): boolean {
  const words = fold(text).split(/[\s:,·]+/);
  return fold(typed).split(/\s+/).filter(Boolean).every((part) => words.some((word) => word.startsWith(part)));
}

/** A text's beginning without the title that it may begin with: that stands above it already. */
export const withoutTitle = (excerpt: string, title: string) => (excerpt.startsWith(title) && /^\s+\S/.test(excerpt.slice(title.length)) ? excerpt.slice(title.length).trimStart() : excerpt);
