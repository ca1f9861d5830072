import { useEffect, useState } from 'react';
import type { GraphNode } from './model';

/** The drawing's colours as `#rrggbb`: WebGL knows no OKLCH. */
export interface Palette {
  readonly background: string;
  readonly raised: string;
  readonly line: string;
  readonly ink: string;
  readonly accent: string;
  readonly nodes: Readonly<Record<GraphNode['type'], string>>;
  /** Of a node that steps back. */
  readonly dimmed: Readonly<Record<GraphNode['type'], string>>;
  readonly dimmedEdge: string;
  /** An edge from the weakest to the strongest. */
  readonly edges: readonly string[];
}

type Rgb = readonly [number, number, number];

const byte = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * 255);
const gamma = (linear: number) => (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055);

function fromOklch(lightness: number, chroma: number, hue: number): Rgb {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    byte(gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)),
    byte(gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)),
    byte(gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)),
  ];
}

/** A colour as `getComputedStyle` gives it: `oklch(…)` or `rgb(…)`. */
export function parseColour(css: string): Rgb {
  const [one = 0, two = 0, three = 0] = [...css.matchAll(/-?[\d.]+(e-?\d+)?/g)].map(([number]) => Number(number));
  return css.startsWith('oklch') ? fromOklch(one, two, three) : [one, two, three];
}

const hex = (colour: Rgb) => `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
const mix = (from: Rgb, to: Rgb, share: number): Rgb => [0, 1, 2].map((part) => from[part]! + (to[part]! - from[part]!) * share) as unknown as Rgb;

const EDGE_SHADES = [0.28, 0.4, 0.52, 0.66];

/** The shade of an edge, 0 to 1. */
export const edgeShade = (strength: number) => Math.min(EDGE_SHADES.length - 1, Math.floor(strength * EDGE_SHADES.length));

/** From the tokens: the accent for what one wrote, ochre for what is of the web, ink for files. */
export function paletteOf(token: (name: string) => string): Palette {
  const of = (name: string) => parseColour(token(name));
  const background = of('--background');
  const ink = of('--ink');
  const nodes = { note: of('--accent'), webpage: of('--warning-ink'), file: of('--ink-3') };
  const each = (change: (colour: Rgb) => Rgb) => ({ note: hex(change(nodes.note)), webpage: hex(change(nodes.webpage)), file: hex(change(nodes.file)) });
  return {
    background: hex(background),
    raised: hex(of('--raised')),
    line: hex(of('--line-strong')),
    ink: hex(ink),
    accent: hex(of('--accent')),
    nodes: each((colour) => mix(background, colour, 0.88)),
    dimmed: each((colour) => mix(background, colour, 0.22)),
    dimmedEdge: hex(mix(background, ink, 0.06)),
    edges: EDGE_SHADES.map((share) => hex(mix(background, of('--ink-3'), share))),
  };
}

function readPalette(): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  // Through `color`, so that light-dark() is decided.
  const palette = paletteOf((name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return palette;
}

/** The palette of the theme that is on. */
export function usePalette(): Palette {
  const [palette, setPalette] = useState(readPalette);
  useEffect(() => {
    const update = () => setPalette(readPalette());
    const theme = new MutationObserver(update);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const system = [matchMedia('(prefers-color-scheme: dark)'), matchMedia('(prefers-contrast: more)')];
    for (const query of system) query.addEventListener('change', update);
    return () => {
      theme.disconnect();
      for (const query of system) query.removeEventListener('change', update);
    };
  }, []);
  return palette;
}
