import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ComponentProps, ReactNode } from 'react';
import { Tooltip } from './Tooltip';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly children: ReactNode;
}

const looks = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover font-[560]',
  plain: 'border border-line-strong bg-raised hover:bg-panel',
  quiet: 'text-ink-2 hover:bg-line/60 hover:text-ink',
  danger: 'border border-line-strong bg-raised text-bad hover:bg-panel',
};

const shape = 'inline-flex h-7 shrink-0 items-center gap-1.5 rounded px-2.5 whitespace-nowrap';

export function Button({ look = 'plain', className = '', children, ...rest }: Props) {
  return (
    <button type="button" className={`${shape} disabled:opacity-50 ${looks[look]} ${className}`} {...rest}>
      {children}
    </button>
  );
}

/** A link that does something, such as a download. */
export function ButtonLink({ children, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  return (
    <a className={`${shape} cursor-default ${looks.plain}`} {...rest}>
      {children}
    </a>
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly label: string;
  /** Its key, shown beside the name. */
  readonly keys?: string;
  readonly children: ReactNode;
}

export function IconButton({ label, keys, className = '', children, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button type="button" aria-label={label} className={`grid size-7 shrink-0 place-items-center rounded text-ink-2 hover:bg-line/60 hover:text-ink disabled:opacity-40 ${className}`} {...rest}>
        {children}
      </button>
    </Tooltip>
  );
}
