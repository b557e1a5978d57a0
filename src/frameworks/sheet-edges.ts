// Associations of the three sheets: the tree from smartLevel, the rest from the sheet of associations, or from columns of
// the items that are named like an association.
import type { FaultFacts } from "../core/fault.ts";
import { compact, type JsonObject, text } from "../core/json.ts";
import { quoted } from "../core/text.ts";
import { nameOf, uuid5 } from "../core/uuid.ts";
import { ASSOCIATION_TYPES, typeOf } from "./association-type.ts";
import type { Notice } from "./framework.ts";
import { foldCode } from "./lookup.ts";
import { ASSOCIATION_SHEET } from "./sheet-form.ts";
import { membersIn, type Row, type SheetItem } from "./sheet-rows.ts";

export interface Edges {
  readonly associations: readonly JsonObject[];
  readonly groupings: readonly JsonObject[];
  readonly notices: readonly Notice[];
}

interface Edge {
  readonly type: string;
  readonly origin: string;
  readonly destination: string;
  readonly value: JsonObject;
}

/** An end that lies elsewhere and has no address; the way in which other programs write it. */
const unresolved = (name: string): string =>
  /^[a-z][a-z0-9+.-]*:/i.test(name) ? name : `data:text/x-ref-unresolved,${encodeURIComponent(name)}`;

const linkOf = (identifier: string, uri = ""): JsonObject => ({
  title: identifier,
  identifier,
  uri: uri || (/^[0-9a-f-]{36}$/i.test(identifier) ? `urn:uuid:${identifier.toLowerCase()}` : unresolved(identifier)),
});

/** The place of an item by its level: its parent's identifier, or the document's. */
function treeEdges(
  items: readonly SheetItem[],
  home: string,
  faults: FaultFacts[],
  notices: Notice[],
): ReadonlyMap<string, Edge> {
  const levels = new Map<string, SheetItem>();
  for (const item of items.filter(({ level }) => level !== "")) {
    const other = levels.get(item.level);
    if (other === undefined) levels.set(item.level, item);
    else
      faults.push(
        item.row.fault(
          "smartLevel",
          `want a level of its own, got ${quoted(item.level)} as in row ${other.row.line}`,
          "A spreadsheet turns 1.10 into 1.1: make the column text, and write it again.",
        ),
      );
  }
  const edges = new Map<string, Edge>();
  let lost = 0;
  for (const { identifier, level } of levels.values()) {
    const steps = level.split(".");
    const last = steps.pop() ?? "";
    const parent = levels.get(steps.join("."));
    if (parent === undefined && steps.length > 0) lost += 1;
    const destination = parent?.identifier ?? home;
    const value: JsonObject = /^\d{1,9}$/.test(last) ? { sequenceNumber: Number(last) } : {};
    edges.set(identifier, { type: "isChildOf", origin: identifier, destination, value });
  }
  if (lost > 0)
    notices.push({
      code: "LEVEL_WITHOUT_PARENT",
      message: "a smartLevel of which the level above is no row; put at the top",
      count: lost,
    });
  return edges;
}

/** Names by which a row may mean an item: identifier or code. */
function finder(items: readonly SheetItem[]): (name: string) => string | undefined {
  const byName = new Map<string, string>();
  for (const { code, identifier } of items)
    if (code !== "" && !byName.has(foldCode(code))) byName.set(foldCode(code), identifier);
  for (const { identifier } of items) byName.set(identifier.toLowerCase(), identifier);
  return (name) => byName.get(name.toLowerCase()) ?? byName.get(foldCode(name));
}

/** `Is Child Of: M.F` in a table of items. */
function columnEdges(items: readonly SheetItem[], find: (name: string) => string | undefined): readonly Edge[] {
  return items.flatMap(({ row, identifier: origin }) =>
    ASSOCIATION_TYPES.flatMap((type) =>
      row
        .get(type)
        .split(/\s*[|;]\s*/)
        .filter((name) => name !== "")
        .map((name): Edge => {
          const sequence = row.get("sequenceNumber");
          const value: JsonObject =
            type === "isChildOf" && /^\d{1,9}$/.test(sequence) ? { sequenceNumber: Number(sequence) } : {};
          return { type, origin, destination: find(name) ?? name, value };
        }),
    ),
  );
}

function rowEdges(
  rows: readonly Row[],
  find: (name: string) => string | undefined,
  faults: FaultFacts[],
): readonly Edge[] {
  return rows.flatMap((row) => {
    const endOf = (name: string): string => {
      const written = row.get(`${name}NodeIdentifier`);
      return written === ""
        ? (find(row.get(`${name}NodeHumanCodingScheme`)) ?? row.get(`${name}NodeURI`))
        : (find(written) ?? written);
    };
    const [origin, destination, written] = [endOf("origin"), endOf("destination"), row.get("associationType")];
    const missing = [
      ["originNodeIdentifier", origin],
      ["associationType", written],
      ["destinationNodeIdentifier", destination],
    ].find(([, value]) => value === "");
    if (missing !== undefined) {
      faults.push(
        row.fault(
          missing[0] ?? "",
          "want something, got an empty cell",
          "An association has an origin, a type and a destination.",
        ),
      );
      return [];
    }
    const group = row.get("associationGroupIdentifier");
    const name = row.get("associationGroupName") || group;
    const grouping: JsonObject = group === "" ? {} : { CFAssociationGroupingURI: { ...linkOf(group), title: name } };
    const value = {
      ...membersIn(row, ASSOCIATION_SHEET),
      ...grouping,
      originNodeURI: linkOf(origin, row.get("originNodeURI")),
      destinationNodeURI: linkOf(destination, row.get("destinationNodeURI")),
    };
    return [{ type: typeOf(written).name, origin, destination, value }];
  });
}

const keyOf = ({ type, origin, destination }: Edge): string => JSON.stringify([type, origin, destination]);
const sequence = ({ value }: Edge): number => Number(value["sequenceNumber"] ?? Number.MAX_VALUE);

/** Parents under which the numbers that are written down say another order than the levels. */
function reordered(tree: ReadonlyMap<string, Edge>, written: ReadonlyMap<string, Edge>): ReadonlySet<string> {
  const last = new Map<string, number>();
  const changed = new Set<string>();
  for (const edge of [...tree.values()].sort((a, b) => sequence(a) - sequence(b))) {
    const number = sequence(written.get(keyOf(edge)) ?? edge);
    if (number < (last.get(edge.destination) ?? 0)) changed.add(edge.destination);
    last.set(edge.destination, number);
  }
  return changed;
}

/** smartLevel says where an item stands; a row of isChildOf that says otherwise is older, and gives way. */
export function associationsOf(
  items: readonly SheetItem[],
  rows: readonly Row[],
  home: string,
  faults: FaultFacts[],
): Edges {
  const notices: Notice[] = [];
  const find = finder(items);
  const tree = treeEdges(items, home, faults, notices);
  const written = [...rowEdges(rows, find, faults), ...columnEdges(items, find)];
  const byKey = new Map(written.map((edge) => [keyOf(edge), edge]));
  const moved = new Set([...tree.values()].filter((edge) => !byKey.has(keyOf(edge))).map(({ origin }) => origin));
  const stale = new Set(written.filter(({ type, origin }) => type === "isChildOf" && moved.has(origin)));
  if (stale.size > 0)
    notices.push({
      code: "PLACE_FROM_LEVEL",
      message: "an isChildOf that is not what smartLevel says; the level was taken",
      count: stale.size,
    });
  const renumbered = reordered(tree, byKey);
  const numbered = rows.some((row) => row.has("sequenceNumber"));
  const kept = [
    ...written.filter((edge) => !stale.has(edge)),
    ...[...tree.values()].filter((edge) => !byKey.has(keyOf(edge))),
  ];
  const associations = kept.map((edge): JsonObject => {
    const { type, origin, destination, value } = edge;
    const level = tree.get(origin);
    const place =
      level !== undefined && keyOf(level) === keyOf(edge) && (!numbered || renumbered.has(destination))
        ? level.value
        : {};
    return {
      originNodeURI: linkOf(origin),
      destinationNodeURI: linkOf(destination),
      ...value,
      ...place,
      identifier: text(value["identifier"]) ?? uuid5(nameOf("association", home, type, origin, destination)),
      associationType: type,
    };
  });
  const groups = new Map(
    rows.flatMap((row) => {
      const group = row.get("associationGroupIdentifier");
      return group === ""
        ? []
        : [[group, { ...linkOf(group), title: row.get("associationGroupName") || group }] as const];
    }),
  );
  return { associations: associations.map((one) => compact(one)), groupings: [...groups.values()], notices };
}
