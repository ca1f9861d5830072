import type { Attributes } from 'graphology-types';
import type { NodeHoverDrawingFunction, NodeLabelDrawingFunction } from 'sigma/rendering';
import type { Palette } from './palette';

const LONGEST = 42;
const GAP = 5;

/** A title as it fits beside a dot; never cut inside a character. */
export function shortened(title: string): string {
  const characters = [...title.trim()];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('').trimEnd()}…` : characters.join('');
}

/** Draws names: with an edge of the background around them, so that they are read over lines; the pointed-at one in a box. */
export function labelsIn<Node extends Attributes, Edge extends Attributes>(palette: () => Palette): { readonly label: NodeLabelDrawingFunction<Node, Edge>; readonly hover: NodeHoverDrawingFunction<Node, Edge> } {
  const write: NodeLabelDrawingFunction<Node, Edge> = (context, data, settings) => {
    if (!data.label) return;
    context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
    // Always after the dot, whichever way the page is read; the text itself as its own script wants it.
    context.textAlign = 'left';
    const [x, y] = [data.x + data.size + GAP, data.y + settings.labelSize / 3];
    context.lineJoin = 'round';
    context.lineWidth = 3;
    context.strokeStyle = palette().background;
    context.strokeText(data.label, x, y);
    context.fillStyle = palette().ink;
    context.fillText(data.label, x, y);
  };
  return {
    label: write,
    hover: (context, data, settings) => {
      const { raised, line, ink, accent } = palette();
      context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
      context.textAlign = 'left';
      if (data.label) {
        const width = context.measureText(data.label).width;
        context.beginPath();
        context.roundRect(data.x + data.size + GAP - 1, data.y - 11, width + 12, 22, 5);
        context.fillStyle = raised;
        context.fill();
        context.lineWidth = 1;
        context.strokeStyle = line;
        context.stroke();
        context.fillStyle = ink;
        context.fillText(data.label, data.x + data.size + GAP + 5, data.y + settings.labelSize / 3);
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
