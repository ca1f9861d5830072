declare module 'graphology-layout-forceatlas2/iterate' {
  /** One step, in place. */
  export default function iterate(settings: object, nodes: Float32Array, edges: Float32Array): object;
}
