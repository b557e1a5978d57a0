// The forms in which a verdict is printed, by the name that `--format` takes.
import type { Report } from "../checks/examination.ts";
import type { FaultFacts } from "../core/fault.ts";
import type { Voice } from "./terminal.ts";
import type { FormatName } from "./verify.ts";
import { faultLine, reportLine } from "./verify-json.ts";
import { JUNIT_END, JUNIT_START, junitFault, junitSuite } from "./verify-junit.ts";
import { verifyReport } from "./verify-report.ts";

export interface Format {
  readonly start?: string;
  readonly report: (file: string, report: Report, paint: Voice["paint"]) => string;
  /** For a file that cannot be read; in text it is named on stderr and nowhere else. */
  readonly fault?: (file: string, facts: FaultFacts) => string;
  readonly end?: string;
}

const FORMATS: Readonly<Record<FormatName, Format>> = {
  text: { report: verifyReport },
  json: { report: reportLine, fault: faultLine },
  junit: { start: JUNIT_START, report: junitSuite, fault: junitFault, end: JUNIT_END },
};

export const formatOf = (name: FormatName): Format => FORMATS[name];
