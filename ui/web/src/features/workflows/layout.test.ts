import { expect, test } from 'vitest';
import graphs from './graphs.fixture.json';
import { drawingOf, NODE, type Drawing } from './layout';

const all = Object.entries(graphs);
const layerOf = (drawing: Drawing) => Object.fromEntries(drawing.nodes.map((node) => [node.name, node.layer]));
const backOf = (drawing: Drawing) => drawing.edges.filter((edge) => edge.back).map((edge) => `${edge.from} ${edge.to}`);

test.each(all)('%s: no node touches another, and all of it is within the drawing', (_, graph) => {
  const { nodes, edges, width, height } = drawingOf(graph);
  const boxes = nodes.filter((node) => node.name !== 'start' && node.name !== 'end');
  for (const one of boxes) {
    expect(one.x - NODE.width / 2).toBeGreaterThanOrEqual(0);
    expect(one.x + NODE.width / 2).toBeLessThanOrEqual(width);
    expect(one.top + NODE.height).toBeLessThanOrEqual(height);
    for (const other of boxes) if (one !== other && one.layer === other.layer) expect(Math.abs(one.x - other.x)).toBeGreaterThanOrEqual(NODE.width);
  }
  expect(edges).toHaveLength(graph.edges.length);
  for (const edge of edges) expect(edge.path).not.toContain('NaN');
});

test.each(all)('%s: edges lead down, but for the loops', (_, graph) => {
  const drawing = drawingOf(graph);
  const layers = layerOf(drawing);
  for (const edge of drawing.edges) expect(layers[edge.from]! < layers[edge.to]!).toBe(!edge.back);
  expect(layers['start']).toBe(0);
  expect(layers['end']).toBe(Math.max(...Object.values(layers)));
});

test.each(all)('%s is drawn the same each time', (_, graph) => {
  expect(drawingOf(graph)).toEqual(drawingOf(structuredClone(graph)));
});

test('what leads back is what repeats', () => {
  expect(backOf(drawingOf(graphs.processing))).toEqual(['validate extract']);
  expect(backOf(drawingOf(graphs.rag_chat))).toEqual(['rewrite retrieve', 'correct check']);
  expect(backOf(drawingOf(graphs.adaptive_search))).toEqual(['widen retrieve', 'expand retrieve']);
  expect(backOf(drawingOf(graphs.digest))).toEqual([]);
});

test('the branches of a fork stand side by side', () => {
  const layers = layerOf(drawingOf(graphs.processing));
  expect(layers['embed']).toBe(layers['extract']);
  expect(layers['connect']).toBe(layers['store']! + 1);
});

test('a line of nodes is straight', () => {
  const { nodes } = drawingOf({ nodes: graphs.processing.nodes.slice(0, 3), edges: [...graphs.processing.edges.slice(0, 3), { from: 'chunk', to: 'end', kind: 'always' }] });
  expect(new Set(nodes.map((node) => node.x)).size).toBe(1);
});
