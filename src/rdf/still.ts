// Sorted lines that are the same for many documents, and the few of each document that are sorted in among them.

export interface Still {
  readonly lines: readonly string[];
  readonly text: string;
  /** Where each line begins in the text, and the last one ends. */
  readonly offsets: readonly number[];
}

export function still(lines: readonly string[]): Still {
  const sorted = [...lines].sort();
  const offsets = [0];
  for (const line of sorted) offsets.push((offsets.at(-1) ?? 0) + line.length);
  return { lines: sorted, text: sorted.join(""), offsets };
}

/** All lines in order, as one text; undefined when one of the others stands there twice. */
export function merged({ lines, text, offsets }: Still, others: readonly string[]): string | undefined {
  let [out, from, low] = ["", 0, 0];
  let before: string | undefined;
  for (const line of [...others].sort()) {
    if (line === before) return undefined;
    before = line;
    for (let high = lines.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((lines[middle] ?? "") < line) low = middle + 1;
      else high = middle;
    }
    if (lines[low] === line) return undefined;
    const to = offsets[low] ?? 0;
    out += text.slice(from, to) + line;
    from = to;
  }
  return out + text.slice(from);
}
