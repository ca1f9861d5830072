import type { InputHTMLAttributes, SelectHTMLAttributes } from 'react';

const look = 'h-8 min-w-0 rounded border border-line-strong bg-raised px-2 disabled:opacity-60';

/** The system's own list. */
export function Select({ className = '', ...rest }: SelectHTMLAttributes<HTMLSelectElement>) {
  return <select className={`${look} ${className}`} {...rest} />;
}

export function TextInput({ className = '', ...rest }: InputHTMLAttributes<HTMLInputElement>) {
  return <input className={`${look} ${className}`} {...rest} />;
}
