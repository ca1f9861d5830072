const AT_ONCE = 6;

/** Calls for each of many, a few at a time. */
export async function each<T>(all: readonly T[], call: (one: T) => Promise<unknown>): Promise<void> {
  const waiting = all.values();
  const work = async () => {
    for (const one of waiting) await call(one);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, all.length) }, work));
}
