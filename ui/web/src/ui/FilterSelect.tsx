interface Props<T extends string> {
  readonly label: string;
  readonly value: T | undefined;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  /** What is shown while nothing is chosen. */
  readonly none: string;
  onChange(value: T | undefined): void;
}

/** A choice that looks like a chip; the list is the system's own. */
export function FilterSelect<T extends string>({ label, value, options, none, onChange }: Props<T>) {
  const active = value !== undefined;
  return (
    <select
      aria-label={label}
      title={label}
      value={value ?? ''}
      onChange={(event) => onChange((event.target.value || undefined) as T | undefined)}
      className={`h-6 max-w-40 appearance-none rounded-full border px-2.5 text-xs field-sizing-content ${active ? 'border-transparent bg-tint text-on-tint' : 'border-line-strong bg-transparent text-ink-2 hover:bg-panel hover:text-ink'}`}
    >
      <option value="">{none}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
