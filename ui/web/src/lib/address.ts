/** What an address may say: one of a few values; anything else is none. */
export const oneOf = <const T>(value: unknown, allowed: readonly T[]): T | undefined => allowed.find((entry) => entry === value);

/** A word or a number, as text; empty is none. */
export const textOf = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined);
