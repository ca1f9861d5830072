import { File, Globe, Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format';
import { optionId, VirtualList } from '../../ui/VirtualList';
import type { GraphNode } from './model';

const icons = { note: Pencil, webpage: Globe, file: File };
/** As the drawing has them; see palette.ts. */
export const colours = { note: 'text-accent', webpage: 'text-warning-ink', file: 'text-ink-3' };
const ROW_HEIGHT = 52;

interface Props {
  readonly nodes: readonly GraphNode[];
  readonly chosen: string | null;
  readonly dimmed: boolean;
  onChoose(id: string): void;
  onOpen(id: string): void;
}

/** The graph as a list, the most connected first: everything that the drawing tells. */
export function NodeList({ nodes, chosen, dimmed, onChoose, onOpen }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const label = t('graph.list');
  const cursor = nodes.findIndex(({ id }) => id === chosen);
  return (
    <VirtualList
      label={label}
      count={nodes.length}
      rowHeight={ROW_HEIGHT}
      cursor={cursor}
      dimmed={dimmed}
      row={(index) => {
        const node = nodes[index];
        if (!node) return null;
        const Icon = icons[node.type];
        return (
          <div
            id={optionId(label, index)}
            role="option"
            aria-selected={index === cursor}
            aria-posinset={index + 1}
            aria-setsize={nodes.length}
            onClick={() => onChoose(node.id)}
            onDoubleClick={() => onOpen(node.id)}
            className={`flex h-full flex-col justify-center border-b border-line px-3.5 select-none ${index === cursor ? 'bg-tint shadow-[inset_2px_0_0_var(--accent)] group-focus-visible/list:outline-2 group-focus-visible/list:outline-offset-[-2px] group-focus-visible/list:outline-accent rtl:shadow-[inset_-2px_0_0_var(--accent)]' : 'hover:bg-panel/70'}`}
          >
            <span dir="auto" className="truncate font-[560] text-ink">
              {node.title}
            </span>
            <span className="flex items-center gap-1.5 text-xs text-ink-2">
              <Icon size={12} strokeWidth={1.8} className={`shrink-0 ${colours[node.type]}`} aria-hidden />
              <span className="flex-1 truncate">{t(`type.${node.type}`)}</span>
              <span className="tabular shrink-0">{t('graph.connections', { count: node.degree, shown: formats.number(node.degree) })}</span>
            </span>
          </div>
        );
      }}
    />
  );
}
