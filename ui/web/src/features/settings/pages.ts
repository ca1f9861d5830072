/** The web addresses of a text, one a line or with spaces between; each once. */
export function addressesIn(text: string): string[] {
  const words = text.split(/\s+/).filter((word) => /^https?:\/\//i.test(word) && URL.canParse(word));
  return [...new Set(words)];
}
