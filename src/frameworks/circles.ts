// Circles in a relation that should have none.

const MOST = 20;

/** Each circle as the names along it; at most twenty, found without recursion, for a chain may be of any length. */
export function circlesIn(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const circles: (readonly string[])[] = [];
  const done = new Set<string>();
  for (const start of edges.keys()) {
    const path: { readonly name: string; next: number }[] = [{ name: start, next: 0 }];
    const onPath = new Map([[start, 0]]);
    for (let top = path.at(-1); top !== undefined && !done.has(start); top = path.at(-1)) {
      const next = edges.get(top.name)?.[top.next++];
      if (next === undefined) {
        done.add(top.name);
        onPath.delete(top.name);
        path.pop();
      } else if (onPath.has(next)) {
        circles.push(path.slice(onPath.get(next)).map(({ name }) => name));
        if (circles.length === MOST) return circles;
      } else if (!done.has(next)) {
        onPath.set(next, path.length);
        path.push({ name: next, next: 0 });
      }
    }
  }
  return circles;
}
