import { UndirectedGraph } from 'graphology';
import Sigma from 'sigma';
import { EdgeLineProgram, EdgeRectangleProgram, NodeCircleProgram, NodePointProgram } from 'sigma/rendering';
import type { CameraState, Coordinates } from 'sigma/types';
import { labelsIn, Places, shortened } from './labels';
import { settle, sizeOf } from './layout';
import { neighboursOf, type GraphModel, type GraphNode } from './model';
import { Pace } from './pace';
import { edgeShade, type Palette } from './palette';
import { boxOf, place, type Box, type Place } from './placing';

interface NodeLook {
  x: number;
  y: number;
  readonly size: number;
  readonly label: string;
  readonly type: string;
  readonly kind: GraphNode['type'];
  /** Its number, the one with the most connections first. */
  readonly rank: number;
}

interface EdgeLook {
  readonly size: number;
  readonly type: string;
  readonly shade: number;
}

export interface SceneEvents {
  chosen(id: string | null): void;
  opened(id: string): void;
  /** So many are drawn; null: all. */
  thinned(drawn: number | null): void;
  /** The browser took the drawing away. */
  lost(): void;
}

/** What covers the drawing at its edges, in pixels. */
export interface Inset {
  readonly left: number;
  readonly right: number;
}

// What a visit leaves for the next: where everything stood, and from where one looked at it.
const kept: { readonly places: Map<string, Place>; readonly unsettled: Set<string>; box: Box | null; camera: CameraState | null; readonly pace: Pace } = {
  places: new Map(),
  unsettled: new Set(),
  box: null,
  camera: null,
  pace: new Pace(),
};

const MANY_NODES = 800;
const MANY_EDGES = 2_500;
const NAMED_NEIGHBOURS = 20;
const MOVE_MS = 180;
const MARGIN = 48;
const ENDED_MS = 160;

/** The drawing: sigma with what is chosen, pointed at and searched for. */
export class Scene {
  private readonly sigma: Sigma<NodeLook, EdgeLook>;
  private graph = new UndirectedGraph<NodeLook, EdgeLook>();
  private model: GraphModel = { nodes: [], edges: [], neighbours: new Map() };
  private chosen: string | null = null;
  private hovered: string | null = null;
  private matches: ReadonlySet<string> | null = null;
  /** Everything else steps back. */
  private lit: ReadonlySet<string> | null = null;
  private inset: Inset = { left: 0, right: 0 };
  private stopLayout: (() => void) | undefined;
  private afterLayout: (() => void) | undefined;
  private laying = false;
  private lastMove = 0;
  private watching = false;
  private ended = false;
  private readonly still = matchMedia('(prefers-reduced-motion: reduce)').matches;

  constructor(
    private readonly container: HTMLElement,
    private palette: Palette,
    private readonly events: SceneEvents,
  ) {
    const names = new Places();
    const { label, hover } = labelsIn<NodeLook, EdgeLook>(() => ({ palette: this.palette, left: this.inset.left, right: this.sigma.getDimensions().width - this.inset.right }), names);
    const moving = this.still ? 1 : MOVE_MS;
    this.sigma = new Sigma<NodeLook, EdgeLook>(this.graph, container, {
      allowInvalidContainer: true,
      nodeProgramClasses: { circle: NodeCircleProgram, point: NodePointProgram },
      edgeProgramClasses: { rectangle: EdgeRectangleProgram, line: EdgeLineProgram },
      labelFont: getComputedStyle(container).fontFamily,
      labelSize: 12,
      labelWeight: '500',
      labelDensity: 0.8,
      labelGridCellSize: 130,
      labelRenderedSizeThreshold: 5,
      defaultDrawNodeLabel: label,
      defaultDrawNodeHover: hover,
      stagePadding: MARGIN,
      minCameraRatio: 0.02,
      maxCameraRatio: 2.5,
      zoomDuration: moving,
      inertiaDuration: moving,
      doubleClickZoomingDuration: 1,
      zIndex: true,
      nodeReducer: (id, look) => this.node(id, look),
      edgeReducer: (edge, look) => this.edge(edge, look),
    });
    if (kept.camera) this.sigma.getCamera().setState(kept.camera);
    this.sigma.getCamera().on('updated', (state) => {
      kept.camera = state;
      this.moved();
    });
    this.sigma.on('beforeRender', () => names.clear());
    this.sigma.on('enterNode', ({ node }) => this.hover(node));
    this.sigma.on('leaveNode', () => this.hover(null));
    this.sigma.on('clickNode', ({ node }) => events.chosen(node));
    this.sigma.on('clickStage', () => events.chosen(null));
    this.sigma.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      events.opened(node);
    });
    container.addEventListener('webglcontextlost', this.onLost, true);
  }

  /** Puts a graph there; what has a place keeps it. */
  show(model: GraphModel): void {
    this.stopLayout?.();
    this.model = model;
    const placing = place(model, kept.places, kept.unsettled);
    const many = model.nodes.length > MANY_NODES || model.edges.length > MANY_EDGES;
    const graph = new UndirectedGraph<NodeLook, EdgeLook>();
    model.nodes.forEach((node, rank) => graph.addNode(node.id, { ...placing.places.get(node.id)!, size: sizeOf(node.degree, model.nodes.length), label: shortened(node.title), type: many ? 'point' : 'circle', kind: node.type, rank }));
    for (const { a, b, strength } of model.edges) graph.mergeEdge(a, b, { size: 0.8 + strength * 2, type: many ? 'line' : 'rectangle', shade: edgeShade(strength) });
    this.graph = graph;
    this.hovered = null;
    this.light();
    if (placing.loose.size === model.nodes.length) kept.box = null;
    this.sigma.setCustomBBox(kept.box);
    // First: what changes the settings draws what is there.
    this.sigma.setGraph(graph);
    this.sigma.setSettings({ hideEdgesOnMove: many, hideLabelsOnMove: many });
    this.tellThinned();
    this.laying = placing.loose.size > 0;
    if (!this.laying) {
      this.settled();
      return;
    }
    for (const id of placing.loose) kept.unsettled.add(id);
    this.stopLayout = settle(model, placing, (places, done) => {
      for (const [id, at] of places) kept.places.set(id, at);
      if (done || !this.still) this.put(places);
      if (!done) return;
      this.laying = false;
      for (const id of placing.loose) kept.unsettled.delete(id);
      this.settled();
    });
  }

  /** Marks what is chosen and what is looked for. */
  mark(chosen: string | null, matches: ReadonlySet<string> | null): void {
    this.chosen = chosen;
    this.matches = matches;
    this.light();
    this.refresh();
  }

  paint(palette: Palette): void {
    this.palette = palette;
    this.refresh();
  }

  cover(inset: Inset): void {
    this.inset = inset;
    this.sigma.scheduleRender();
  }

  /** Brings a node into view; `closer` also to its middle. Waits for the layout. */
  reveal(id: string, closer = false): void {
    if (this.laying) {
      this.afterLayout = () => this.reveal(id, closer);
      return;
    }
    if (!this.graph.hasNode(id)) return;
    const { width, height } = this.sigma.getDimensions();
    const { x, y } = this.sigma.graphToViewport(this.graph.getNodeAttributes(id));
    const seen = x > this.inset.left + MARGIN && x < width - this.inset.right - MARGIN && y > MARGIN && y < height - MARGIN;
    if (seen && !closer) return;
    const ratio = closer ? Math.min(0.5, this.sigma.getCamera().ratio) : this.sigma.getCamera().ratio;
    this.look({ x, y }, ratio);
  }

  zoom(closer: boolean): void {
    const { ratio } = this.sigma.getCamera();
    this.move({ ratio: this.sigma.getCamera().getBoundedRatio(closer ? ratio / 1.5 : ratio * 1.5) });
  }

  /** All that is shown, as large as it fits. */
  fit(): void {
    if (this.graph.order === 0) return;
    const { x, y } = boxOf(this.graph.mapNodes((_, look) => this.sigma.graphToViewport(look)));
    const { width, height } = this.sigma.getDimensions();
    const free = { width: Math.max(1, width - this.inset.left - this.inset.right - 2 * MARGIN), height: Math.max(1, height - 2 * MARGIN) };
    const ratio = this.sigma.getCamera().ratio * Math.max((x[1] - x[0]) / free.width, (y[1] - y[0]) / free.height);
    this.look({ x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2 }, Math.max(0.1, ratio));
  }

  end(): void {
    this.ended = true;
    this.stopLayout?.();
    this.container.removeEventListener('webglcontextlost', this.onLost, true);
    this.sigma.kill();
  }

  private readonly onLost = () => this.events.lost();

  private put(places: ReadonlyMap<string, Place>): void {
    this.graph.updateEachNodeAttributes((id, look) => Object.assign(look, places.get(id)), { attributes: ['x', 'y'] });
  }

  /** From now on the view stays as it is, whatever comes or goes. */
  private settled(): void {
    kept.box ??= boxOf(this.model.nodes.map(({ id }) => kept.places.get(id)!));
    this.sigma.setCustomBBox(kept.box);
    this.sigma.refresh();
    this.afterLayout?.();
    this.afterLayout = undefined;
  }

  private hover(id: string | null): void {
    this.hovered = id;
    this.container.style.cursor = id ? 'pointer' : '';
    this.light();
    this.refresh();
  }

  private light(): void {
    const centre = this.hovered ?? (this.chosen !== null && this.model.neighbours.has(this.chosen) ? this.chosen : null);
    this.lit = centre !== null ? new Set([centre, ...neighboursOf(this.model, centre)]) : this.matches;
  }

  private refresh(): void {
    this.sigma.refresh({ skipIndexation: true, schedule: true });
  }

  private node(id: string, look: NodeLook) {
    const isCentre = id === (this.hovered ?? this.chosen);
    const isLit = this.lit?.has(id) ?? true;
    const { nodes, dimmed } = this.palette;
    return {
      ...look,
      color: (isLit ? nodes : dimmed)[look.kind],
      label: isLit ? look.label : null,
      hidden: look.rank >= kept.pace.drawn && !(this.lit && isLit),
      highlighted: id === this.chosen,
      forceLabel: isCentre || (isLit && this.lit !== null && this.lit.size <= NAMED_NEIGHBOURS),
      zIndex: isCentre ? 2 : isLit ? 1 : 0,
    };
  }

  private edge(edge: string, look: EdgeLook) {
    const centre = this.hovered ?? this.chosen;
    const isLit = this.lit === null || (centre !== null && this.graph.hasExtremity(edge, centre));
    return { ...look, color: isLit ? this.palette.edges[Math.min(this.palette.edges.length - 1, look.shade + (this.lit ? 1 : 0))]! : this.palette.dimmedEdge, zIndex: isLit ? 1 : 0 };
  }

  /** Brings a point of the screen to the middle of what nothing covers. */
  private look(point: Coordinates, ratio: number): void {
    const { width, height } = this.sigma.getDimensions();
    // As far beside it as the middle of the whole is beside the middle of what is free.
    const beside = { x: width / 2 + (this.inset.right - this.inset.left) / 2, y: height / 2 };
    const { x, y } = this.sigma.viewportToFramedGraph(point);
    const from = this.sigma.viewportToFramedGraph({ x: width / 2, y: height / 2 }, { cameraState: { x, y, angle: 0, ratio } });
    const to = this.sigma.viewportToFramedGraph(beside, { cameraState: { x, y, angle: 0, ratio } });
    this.move({ x: x + to.x - from.x, y: y + to.y - from.y, ratio });
  }

  private move(state: Partial<CameraState>): void {
    if (this.still) this.sigma.getCamera().setState(state);
    else void this.sigma.getCamera().animate(state, { duration: MOVE_MS });
  }

  /** While the camera moves, and a moment longer, the frames are timed. */
  private moved(): void {
    this.lastMove = performance.now();
    if (this.watching || this.laying) return;
    this.watching = true;
    let before = this.lastMove;
    const frame = (now: number) => {
      if (this.ended) return;
      this.watching = now - this.lastMove < ENDED_MS;
      if (kept.pace.frame(now - before, this.model.nodes.length)) {
        this.sigma.refresh({ schedule: true });
        this.tellThinned();
      }
      before = now;
      if (this.watching) requestAnimationFrame(frame);
    };
    requestAnimationFrame((now) => {
      before = now;
      requestAnimationFrame(frame);
    });
  }

  private tellThinned(): void {
    this.events.thinned(this.model.nodes.length > kept.pace.drawn ? kept.pace.drawn : null);
  }
}
