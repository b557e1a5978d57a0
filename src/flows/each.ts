// Work that is done at one time: the same for every one of a list, with the results in the list's own order, and the
// steps of a line, each at its own piece.

/** Enough at a time for every core to have work, and for the disk's pauses to overlap. */
export const AT_ONCE = 32;

/** Ends early, with the results so far, once `stopped` says so: what was begun is finished. */
export async function eachOf<T, R>(
  list: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<R>,
  stopped: () => boolean = () => false,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  let failed = false;
  const run = async () => {
    while (next < list.length && !failed && !stopped()) {
      const at = next++;
      try {
        results[at] = await work(list[at] as T);
      } catch (error) {
        // A full disk stops the others too.
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, run));
  return results;
}

/** The same values, each asked for while the one before it is still worked on. */
export async function* ahead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  const asked = () => {
    const next = source.next();
    // It is awaited in its turn, which may come after it failed.
    next.catch(() => {});
    return next;
  };
  let next = asked();
  try {
    for (let one = await next; one.done !== true; one = await next) {
      next = asked();
      yield one.value;
    }
  } finally {
    // Whoever stops early is not followed by work that was begun.
    await next.catch(() => {});
    await source.return(undefined);
  }
}
