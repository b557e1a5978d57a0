// Codes that a mistyped one may have meant.
import { byCode } from "../core/text.ts";

const MOST = 5;
/** Longer texts are no codes, and the work grows with the square of the length. */
const LONGEST = 60;

/** Levenshtein's distance with neighbours swapped as one step; `most + 1` as soon as it is more than `most`. */
export function distance(a: string, b: string, most: number): number {
  const over = most + 1;
  if (Math.abs(a.length - b.length) > most) return over;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    // Cells further than `most` from the diagonal can only hold more than `most`.
    const from = Math.max(1, i - most);
    const next: number[] = new Array(b.length + 1).fill(over);
    if (from === 1) next[0] = i;
    let least = from === 1 ? i : over;
    for (let j = from; j <= Math.min(b.length, i + most); j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((row[j] ?? over) + 1, (next[j - 1] ?? over) + 1, (row[j - 1] ?? over) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? over) + 1);
      }
      next[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return over;
    before = row;
    row = next;
  }
  return Math.min(row[b.length] ?? over, over);
}

/** At most five codes near to a reference: a slip or two away, else those that begin alike. */
export function nearest(reference: string, codes: Iterable<string>): readonly string[] {
  if (reference === "" || reference.length > LONGEST) return [];
  const wanted = reference.toLowerCase();
  const most = wanted.length < 4 ? 1 : 2;
  const near: { readonly code: string; readonly far: number }[] = [];
  const alike: string[] = [];
  for (const code of codes) {
    const given = code.toLowerCase();
    const far = distance(wanted, given, most);
    if (far <= most) near.push({ code, far });
    else if (
      alike.length < MOST &&
      given.length > 2 &&
      wanted.length > 2 &&
      (given.startsWith(wanted) || wanted.startsWith(given))
    )
      alike.push(code);
  }
  if (near.length === 0) return alike;
  return near
    .sort((a, b) => a.far - b.far || byCode(a.code, b.code))
    .slice(0, MOST)
    .map(({ code }) => code);
}
