import type { ItemGraph, ItemGraphNode } from '@cortex/contract';

export interface GraphNode {
  readonly id: string;
  readonly title: string;
  readonly type: ItemGraphNode['content_type'];
  /** How many it is connected with. */
  readonly degree: number;
}

export interface GraphModel {
  /** Those with the most connections first, then by title. */
  readonly nodes: readonly GraphNode[];
  readonly edges: ItemGraph['edges'];
  readonly neighbours: ReadonlyMap<string, ReadonlySet<string>>;
}

const none: ReadonlySet<string> = new Set();

export const neighboursOf = (model: GraphModel, id: string): ReadonlySet<string> => model.neighbours.get(id) ?? none;

export function modelOf(graph: ItemGraph): GraphModel {
  const neighbours = new Map<string, Set<string>>(graph.nodes.map((node) => [node.id, new Set()]));
  for (const { a, b } of graph.edges) {
    neighbours.get(a)?.add(b);
    neighbours.get(b)?.add(a);
  }
  const nodes = graph.nodes
    .map((node): GraphNode => ({ id: node.id, title: node.title, type: node.content_type, degree: neighbours.get(node.id)?.size ?? 0 }))
    .sort((one, other) => other.degree - one.degree || compare(one.title, other.title) || compare(one.id, other.id));
  return { nodes, edges: graph.edges, neighbours };
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
