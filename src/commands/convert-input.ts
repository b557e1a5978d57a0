// What convert is given: files that are read one after the other, the refused ones told at once.
import type { World } from "../checks/examination.ts";
import { exitOf, Fault, type FaultFacts } from "../core/fault.ts";
import { type FileText, type Taken, textOf, verifiedSources } from "../flows/source.ts";
import type { Notice } from "../outputs/conversion.ts";
import { eachCredential } from "../shell/credential-file.ts";
import { type CredentialInput, readCredential } from "../shell/credential-lines.ts";
import { EXIT } from "./exit.ts";
import type { Voice } from "./terminal.ts";

export type Input = Taken & { readonly file: string; readonly notices: readonly Notice[] };

const PICTURE: Notice = {
  message: "the credential that is baked into the picture is the original, and goes along; the picture does not",
  pointer: "",
};

export interface Reading<T> {
  readonly inputs: readonly T[];
  readonly refused: readonly FaultFacts[];
}

/** What cannot be used of one input; anything else is a defect and goes on up. */
export function blamed(error: unknown, file: string): FaultFacts {
  if (error instanceof Fault && exitOf(error.facts.code) !== EXIT.defect) return { ...error.facts, file };
  throw error;
}

/** Reads each file as it stands there: originals are carried to the letter. */
export async function readEach<T>(
  named: readonly string[],
  read: (file: FileText & { readonly file: string }) => Promise<T>,
  voice: Voice,
): Promise<Reading<T>> {
  const inputs: T[] = [];
  const refused: FaultFacts[] = [];
  const found: CredentialInput[] = [];
  for await (const input of eachCredential(named)) found.push(input);
  for (const [index, input] of found.entries()) {
    const { file } = input;
    try {
      inputs.push(await read({ ...textOf(await readCredential(input)), file }));
    } catch (error) {
      const facts = blamed(error, file);
      refused.push(facts);
      voice.blame(facts);
      if (voice.json) voice.print(JSON.stringify({ file, error: { code: facts.code, message: facts.message } }));
    }
    voice.progress(index + 1, found.length, "credentials verified");
  }
  return { inputs, refused };
}

export const readInputs = (named: readonly string[], world: () => World, voice: Voice): Promise<Reading<Input>> =>
  readEach(
    named,
    async ({ text, file, picture }) => ({
      file,
      ...(await verifiedSources(text, world())),
      notices: picture ? [PICTURE] : [],
    }),
    voice,
  );
