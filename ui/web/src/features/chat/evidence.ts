interface Node {
  readonly type: string;
  readonly tagName?: string;
  value?: string;
  children?: Node[];
  properties?: Record<string, unknown>;
}

const LEAST = 12;
const bare = (text: string) => text.replaceAll(/\[\d+\]/g, '').replaceAll(/[*_`~#>]/g, '').replaceAll(/\s+/g, ' ').trim();

const text = (value: string): Node => ({ type: 'text', value });
const element = (tagName: string, properties: Record<string, unknown>, children: Node[]): Node => ({ type: 'element', tagName, properties, children });

/** Turns `[3]` into a place for a chip, which stands close to what it supports. */
function withChips(value: string): Node[] {
  return value
    .split(/\s*(\[\d{1,3}\])/)
    .filter(Boolean)
    .map((part) => {
      const n = /^\[(\d{1,3})\]$/.exec(part)?.[1];
      return n === undefined ? text(part) : element('sup', { dataCitation: Number(n) }, [text(n)]);
    });
}

/** Cuts a text where a sentence without support begins and ends. */
function withDoubts(value: string, unsupported: readonly string[]): Node[] {
  for (const sentence of unsupported) {
    const at = value.indexOf(sentence);
    if (at >= 0)
      return [
        ...withDoubts(value.slice(0, at), unsupported),
        element('span', { className: ['unsupported'] }, withChips(sentence)),
        ...withDoubts(value.slice(at + sentence.length), unsupported),
      ];
    // Marks within a sentence cut it into several texts: each of them is a part of it.
    const part = bare(value);
    if (part.length >= LEAST && bare(sentence).includes(part)) return [element('span', { className: ['unsupported'] }, withChips(value))];
  }
  return withChips(value);
}

/** Of an answer's tree: markers become `sup[data-citation]`, sentences that nothing supports `span.unsupported`. Code stays as it is. */
export function rehypeEvidence(unsupported: readonly string[]) {
  const visit = (node: Node): void => {
    if (!node.children || node.tagName === 'code' || node.tagName === 'pre') return;
    node.children = node.children.flatMap((child) => (child.type === 'text' ? withDoubts(child.value ?? '', unsupported) : [child]));
    for (const child of node.children) if (child.properties?.['className'] === undefined && child.tagName !== 'sup') visit(child);
  };
  return (tree: Node) => visit(tree);
}
