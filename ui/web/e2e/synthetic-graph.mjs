// A graph of groups, as a library makes one: most connections inside a group, a few between; always the same.
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const subjects = ['Heating', 'Platform', 'Garden', 'Taxes', 'Sailing', 'Bread', 'Ottoman trade', 'Rust', 'Typography', 'Bees', 'Sleep', 'Harbours', 'الملاحة القديمة', '電車の旅'];
const kinds = ['notes', 'what went wrong', 'a reading list', 'weekly', 'interview', 'plan', 'questions', 'decisions', 'numbers', 'how it is done'];
const types = ['note', 'note', 'webpage', 'webpage', 'file'];

export function syntheticGraph(nodeCount, edgeCount) {
  const next = random(7);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const groups = Math.max(1, Math.round(nodeCount / 40));
  const nodes = Array.from({ length: nodeCount }, (_, index) => ({ id: `n${index}`, title: `${subjects[index % groups % subjects.length]}: ${pick(kinds)} ${index}`, content_type: pick(types), tags: 0 }));
  const edges = new Map();
  while (edges.size < edgeCount) {
    // Low numbers have more, so that there are a few large ones.
    const a = Math.floor(next() ** 1.7 * nodeCount);
    const b = next() < 0.93 ? (a % groups) + groups * Math.floor(next() ** 1.7 * Math.floor(nodeCount / groups)) : Math.floor(next() * nodeCount);
    if (a === b || b >= nodeCount) continue;
    const [one, two] = a < b ? [a, b] : [b, a];
    edges.set(`${one} ${two}`, { a: `n${one}`, b: `n${two}`, strength: Math.round((0.2 + next() ** 2 * 0.8) * 1000) / 1000, kinds: ['similar'] });
  }
  const used = new Set([...edges.values()].flatMap(({ a, b }) => [a, b]));
  return { nodes: nodes.filter(({ id }) => used.has(id)), edges: [...edges.values()].sort((one, two) => two.strength - one.strength), truncated: false };
}
