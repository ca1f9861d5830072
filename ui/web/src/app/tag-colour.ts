const HUES = [235, 28, 155, 70, 300, 195, 345, 110];

/** A tag's colour: always the same for the same name. */
export function tagColour(tag: string): string {
  let hash = 7;
  for (const character of tag.toLowerCase()) hash = (hash * 31 + character.codePointAt(0)!) >>> 0;
  return `oklch(0.63 0.13 ${HUES[hash % HUES.length]})`;
}
