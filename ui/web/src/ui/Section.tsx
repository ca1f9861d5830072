import type { ReactNode } from 'react';

/** A part of a rail, under its name. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-xs text-ink-2">{title}</h2>
      {children}
    </section>
  );
}
