import { useEffect, useEffectEvent, useImperativeHandle, useRef, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format';
import type { GraphModel } from './model';
import { usePalette } from './palette';
import { Scene, type Inset, type SceneEvents } from './scene';

export interface CanvasHandle {
  zoom(closer: boolean): void;
  fit(): void;
  /** Brings a node to the middle, once it is chosen. */
  centre(id: string): void;
}

interface Props {
  readonly model: GraphModel;
  readonly chosen: string | null;
  readonly matches: ReadonlySet<string> | null;
  /** How wide the pane at the end is that lies over the drawing. */
  readonly covered: number;
  readonly handle: Ref<CanvasHandle>;
  readonly events: SceneEvents;
}

/** The drawing in its place; what it shows is told to the scene. */
export function GraphCanvas({ model, chosen, matches, covered, handle, events }: Props) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const palette = usePalette();
  const container = useRef<HTMLDivElement>(null);
  const scene = useRef<Scene>(null);
  const wished = useRef<string>(null);
  const told = useRef(events);
  useEffect(() => {
    told.current = events;
  });
  const begin = useEffectEvent((element: HTMLElement) => {
    try {
      return new Scene(element, palette, { chosen: (id) => told.current.chosen(id), opened: (id) => told.current.opened(id), thinned: (drawn) => told.current.thinned(drawn), lost: () => told.current.lost() });
    } catch {
      told.current.lost();
      return null;
    }
  });
  useEffect(() => {
    const begun = begin(container.current!);
    scene.current = begun;
    return () => begun?.end();
  }, []);
  useEffect(() => scene.current?.paint(palette), [palette]);
  useEffect(() => scene.current?.show(model), [model]);
  const rightToLeft = i18n.dir() === 'rtl';
  useEffect(() => {
    const inset: Inset = rightToLeft ? { left: covered, right: 0 } : { left: 0, right: covered };
    scene.current?.cover(inset);
  }, [covered, rightToLeft]);
  useEffect(() => scene.current?.mark(chosen, matches), [model, chosen, matches]);
  useEffect(() => {
    if (chosen !== null) scene.current?.reveal(chosen, wished.current === chosen);
    wished.current = null;
  }, [chosen]);
  useImperativeHandle(handle, () => ({
    zoom: (closer) => scene.current?.zoom(closer),
    fit: () => scene.current?.fit(),
    centre: (id) => {
      if (id === chosen) scene.current?.reveal(id, true);
      else wished.current = id;
    },
  }));
  const label = t('graph.drawing', {
    documents: t('items.count', { count: model.nodes.length, shown: formats.number(model.nodes.length) }),
    connections: t('graph.connections', { count: model.edges.length, shown: formats.number(model.edges.length) }),
  });
  return <div ref={container} role="img" aria-label={label} className="absolute inset-0 overflow-hidden" />;
}
