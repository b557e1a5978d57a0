// The same work for every one of a list, several at a time, with the results in the list's own order.

/** Ends early, with the results so far, once `stopped` says so: what was begun is finished. */
export async function eachOf<T, R>(
  list: readonly T[],
  jobs: number,
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
  await Promise.all(Array.from({ length: Math.min(jobs, list.length) }, run));
  return results;
}
