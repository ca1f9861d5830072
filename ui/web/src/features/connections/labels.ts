import type { Attributes } from 'graphology-types';
import type { NodeHoverDrawingFunction, NodeLabelDrawingFunction } from 'sigma/rendering';
import type { Palette } from './palette';

const LONGEST = 42;
const GAP = 5;
const PADDING = 6;
const BOX = 22;

/** A title as it fits beside a dot; never cut inside a character. */
export function shortened(title: string): string {
  const characters = [...title.trim()];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('').trimEnd()}…` : characters.join('');
}

/** What a drawing is in: its colours, and from where to where nothing covers it. */
export interface Surroundings {
  readonly palette: Palette;
  readonly left: number;
  readonly right: number;
}

interface Area {
  readonly left: number;
  readonly right: number;
  readonly middle: number;
}

/** The places that names have in one frame: what would lie over another is left out. */
export class Places {
  private taken: Area[] = [];

  clear(): void {
    this.taken = [];
  }

  take(area: Area): boolean {
    if (this.taken.some((other) => Math.abs(other.middle - area.middle) < 15 && other.left < area.right && area.left < other.right)) return false;
    this.taken.push(area);
    return true;
  }
}

/** Draws names: after the dot, or before it where they would be cut off; with an edge of the background around them, so that they are read over lines. The pointed-at one stands in a box. */
export function labelsIn<Node extends Attributes, Edge extends Attributes>(around: () => Surroundings, places: Places): { readonly label: NodeLabelDrawingFunction<Node, Edge>; readonly hover: NodeHoverDrawingFunction<Node, Edge> } {
  const startOf = (data: { readonly x: number; readonly size: number }, width: number) => {
    const after = data.x + data.size + GAP;
    const before = data.x - data.size - GAP - width;
    return after + width > around().right && before > around().left ? before : after;
  };
  return {
    label: (context, data, settings) => {
      if (!data.label) return;
      const { background, ink } = around().palette;
      context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
      // Measured from the left whichever way the page is read; the text itself runs as its script does.
      context.textAlign = 'left';
      const width = context.measureText(data.label).width;
      const [x, y] = [startOf(data, width), data.y + settings.labelSize / 3];
      const { left, right } = around();
      if (x < left || x + width > right) return;
      if (!places.take({ left: x, right: x + width, middle: data.y })) return;
      context.lineJoin = 'round';
      context.lineWidth = 3;
      context.strokeStyle = background;
      context.strokeText(data.label, x, y);
      context.fillStyle = ink;
      context.fillText(data.label, x, y);
    },
    hover: (context, data, settings) => {
      const { raised, line, ink, accent } = around().palette;
      context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
      context.textAlign = 'left';
      if (data.label) {
        const width = context.measureText(data.label).width + 2 * PADDING;
        const x = startOf(data, width);
        context.beginPath();
        context.roundRect(x, data.y - BOX / 2, width, BOX, 5);
        context.fillStyle = raised;
        context.fill();
        context.lineWidth = 1;
        context.strokeStyle = line;
        context.stroke();
        context.fillStyle = ink;
        context.fillText(data.label, x + PADDING, data.y + settings.labelSize / 3);
      }
      context.beginPath();
      context.arc(data.x, data.y, data.size, 0, Math.PI * 2);
      context.fillStyle = data.color;
      context.fill();
      context.beginPath();
      context.arc(data.x, data.y, data.size + 2, 0, Math.PI * 2);
      context.lineWidth = 2;
      context.strokeStyle = accent;
      context.stroke();
    },
  };
}
