import { expect, test } from 'vitest';
import { Places, shortened } from './labels';
import { Pace } from './pace';
import { edgeShade, paletteOf, parseColour } from './palette';

test('colours are read as the browser tells them', () => {
  expect(parseColour('rgb(0, 77, 72)')).toEqual([0, 77, 72]);
  expect(parseColour('oklch(1 0 0)')).toEqual([255, 255, 255]);
  expect(parseColour('oklch(0.5 0.1 190)')).toEqual([0, 117, 112]);
  expect(parseColour('oklch(0.24 0.012 75 / 0.28)')).toEqual(parseColour('oklch(0.24 0.012 75)'));
});

test('the palette is made of the tokens', () => {
  const tokens: Record<string, string> = { '--background': 'rgb(255, 255, 255)', '--ink': 'rgb(0, 0, 0)', '--accent': 'rgb(0, 0, 200)' };
  const palette = paletteOf((name) => tokens[name] ?? 'rgb(100, 100, 100)');
  expect(palette.background).toBe('#ffffff');
  expect(palette.accent).toBe('#0000c8');
  expect(palette.nodes.note).toBe('#1f1fcf');
  // What steps back is near the background.
  expect(parseInt(palette.dimmed.note.slice(1, 3), 16)).toBeGreaterThan(180);
  // The stronger, the darker.
  expect([...palette.edges].sort().reverse()).toEqual(palette.edges);
  expect([0, 0.2, 0.5, 0.99, 1].map(edgeShade)).toEqual([0, 0, 2, 3, 3]);
});

test('a title is cut between characters', () => {
  expect(shortened('  Short ')).toBe('Short');
  expect(shortened('😀'.repeat(50))).toBe(`${'😀'.repeat(42)}…`);
});

test('no name lies over another', () => {
  const places = new Places();
  expect(places.take({ left: 0, right: 50, middle: 10 })).toBe(true);
  expect(places.take({ left: 40, right: 90, middle: 12 })).toBe(false);
  expect(places.take({ left: 40, right: 90, middle: 30 })).toBe(true);
  places.clear();
  expect(places.take({ left: 40, right: 90, middle: 12 })).toBe(true);
});

test('slow frames make fewer nodes, fast ones and a tab that was away do not', () => {
  const pace = new Pace();
  const frames = (milliseconds: number, count = 24) => Array.from({ length: count }, () => pace.frame(milliseconds, 5_000)).some(Boolean);
  expect(frames(16, 100) || frames(5_000, 100)).toBe(false);
  expect(pace.drawn).toBe(Infinity);
  expect(frames(200)).toBe(true);
  expect(pace.drawn).toBe(1_500);
  expect(frames(90)).toBe(true);
  expect(pace.drawn).toBe(500);
  expect(frames(20, 100)).toBe(false);
});

test('where fewer nodes are no faster, all come back', () => {
  const pace = new Pace();
  const frames = (milliseconds: number, nodes: number) => Array.from({ length: 24 }, () => pace.frame(milliseconds, nodes)).some(Boolean);
  expect(frames(90, 400)).toBe(false);
  expect(frames(90, 5_000)).toBe(true);
  expect(frames(85, 5_000)).toBe(true);
  expect(pace.drawn).toBe(Infinity);
  expect(frames(90, 5_000)).toBe(false);
});
