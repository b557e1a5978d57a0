// Every order of a list, each once: items that are the same have one order among themselves.

/** The next in the order of numbers, in place; false after the last. */
function advance(ranks: number[]): boolean {
  const rank = (at: number): number => ranks[at] ?? 0;
  const swap = (one: number, other: number): void => {
    [ranks[one], ranks[other]] = [rank(other), rank(one)];
  };
  let at = ranks.length - 2;
  while (at >= 0 && rank(at) >= rank(at + 1)) at -= 1;
  if (at < 0) return false;
  let other = ranks.length - 1;
  while (rank(other) <= rank(at)) other -= 1;
  swap(at, other);
  for (let low = at + 1, high = ranks.length - 1; low < high; low += 1, high -= 1) swap(low, high);
  return true;
}

export function* permutations<T>(list: readonly T[]): Generator<readonly T[]> {
  const items = [...new Set(list)];
  const places = new Map(items.map((item, index) => [item, index]));
  const ranks = list.map((item) => places.get(item) ?? 0).sort((a, b) => a - b);
  do yield ranks.map((rank) => items[rank] as T);
  while (advance(ranks));
}
