// What was examined for one credential and is asked for again by the next: a status list serves thousands. A report
// follows from the value, from the answers that were got from outside, and from what is the same for a whole run. So it
// is given again for the same value where the same questions still have the same answers, and in no other case.
import type { Remembered, Report, World } from "../checks/examination.ts";
import type { Json } from "../core/json.ts";
import type { Got } from "../dids/resolve.ts";
import type { Effort } from "../rdf/canonical.ts";

/** As many as one file may make laurel look at. */
const MOST = 64;

const isSame = (a: Got, b: Got): boolean => (a.ok ? b.ok && a.value === b.value : !b.ok && a.reason === b.reason);

/** Asks everything again, of the credential's own loader: it may have asked too much already. */
async function stillAnswered({ answers }: Remembered, { load }: World): Promise<boolean> {
  for (const [address, got] of answers) if (!isSame(got, await load(address))) return false;
  return true;
}

/** The report on a value at a depth of credentials in credentials, by `examine` or by memory. */
export async function remembered(
  value: Json,
  world: World,
  { depth, effort }: { readonly depth: number; readonly effort: Effort },
  examine: (world: World) => Promise<Report>,
): Promise<Report> {
  const { memory } = world;
  if (memory === undefined) return examine(world);
  const known = memory.get(value);
  if (known?.depth === depth && known.lists === world.lists && (await stillAnswered(known, world))) return known.report;
  const answers = new Map<string, Got>();
  const load: World["load"] = async (address) => {
    const got = await world.load(address);
    answers.set(address, got);
    return got;
  };
  const before = effort.left;
  const report = await examine({ ...world, load });
  // What took some of the allowance that a file has for hard graphs might not have it the next time.
  if (effort.left === before) {
    memory.delete(value);
    memory.set(value, { answers, depth, lists: world.lists, report });
    for (const oldest of memory.keys()) if (memory.size > MOST) memory.delete(oldest);
  }
  return report;
}
