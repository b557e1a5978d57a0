// laurel's version, as package.json has it.
import { readFileSync } from "node:fs";

const description = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

export const VERSION: string = description.version;
