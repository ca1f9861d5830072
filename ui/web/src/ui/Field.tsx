import type { InputHTMLAttributes, SelectHTMLAttributes } from 'react';

const look = 'h-8 min-w-0 rounded border border-line-strong bg-raised px-2 disabled:opacity-60';

/** The system's own list. */
export function Select({ className = '', ...rest }: SelectHTMLAttributes<HTMLSelectElement>) {
  return <select className={`${look} ${className}`} {...rest} />;
}

export function TextInput({ className = '', ...rest }: InputHTMLAttributes<HTMLInputElement>) {
  return <input className={`${look} ${className}`} {...rest} />;
}

/** On or off. */
export function Switch(props: Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'role' | 'className'>) {
  return <input {...props} type="checkbox" role="switch" className="relative h-[18px] w-8 appearance-none rounded-full border border-ink-3 bg-raised after:absolute after:start-[2px] after:top-[2px] after:size-3 after:rounded-full after:bg-ink-3 checked:border-accent checked:bg-accent checked:after:start-4 checked:after:bg-on-accent disabled:opacity-60" />;
}
