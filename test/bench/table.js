// Figures as tables, with what is wanted of each.

/** What laurel's cases ought to reach, as a multiple of another case of the same group. */
const WANTED = {
  "issue eddsa-rdfc-2022": { laurel: { peer: 60, raw: 0.4 } },
  "issue vc-jwt ES256": { laurel: { peer: 2.5 } },
  "verify eddsa-rdfc-2022": { "laurel, proof only": { peer: 25 }, "laurel, file to verdict": { peer: 17 } },
  "verify vc-jwt EdDSA": { "laurel, proof only": { peer: 1.3 } },
  "merge 40 badges": { laurel: { peer: 15 } },
  "issue, roster row to file": { laurel: { peer: 40 }, "laurel, read back": { "peer, read back": 20 } },
};

const number = (value) => value.toLocaleString("en", { maximumSignificantDigits: 3 });
const times = (value) => `${value < 2 ? value.toFixed(2) : value.toFixed(value < 10 ? 1 : 0)} ×`;

function table([head, ...rows]) {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line), ""].join("\n");
}

function comparison(group, name, rates) {
  const other = name.endsWith("read back") ? "peer, read back" : "peer";
  const wants = WANTED[group]?.[name] ?? {};
  const beside = ["raw", other].filter((one) => one in rates && name.startsWith("laurel"));
  return ["raw", other].map((one) => {
    if (!beside.includes(one)) return "";
    const want = wants[one];
    return times(rates[name] / rates[one]) + (want === undefined ? "" : ` (want ${want})`);
  });
}

/** Things done in a second. */
export function rateTable(perSecond) {
  const rows = Object.entries(perSecond).flatMap(([group, { oneCore, allCores }]) =>
    Object.keys(oneCore).map((name) => [
      `${group}: ${name}`,
      number(oneCore[name]),
      ...comparison(group, name, oneCore),
      number(allCores[name]),
    ]),
  );
  return table([["in a second", "one core", "of raw", "of peer", "all cores"], ...rows]);
}

/** Whole processes, beside bare node. */
export function startTable(seconds) {
  const wants = { "laurel --help": 2, "laurel verify": 3.5 };
  const rows = Object.entries(seconds).map(([name, time]) => {
    const want = wants[name] === undefined ? "" : ` (want at most ${wants[name]})`;
    return [name, `${(time * 1000).toFixed(0)} ms`, times(time / seconds.node) + want];
  });
  return table([["whole process", "time", "of node"], ...rows]);
}

/** Long rosters beside short ones. */
export function growthTable(growth) {
  const rows = growth.map(({ rows, seconds, megabytes }) => [
    rows.toLocaleString("en"),
    `${seconds.toFixed(1)} s`,
    number(rows / seconds),
    `${megabytes.toFixed(0)} MB`,
  ]);
  return table([["rows", "time", "in a second", "memory"], ...rows]);
}
