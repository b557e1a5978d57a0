// Evidence of a credential as attachments of the document, with references from the entry that it speaks for.
import type { JsonObject } from "../../core/json.ts";
import { type Award, recordReference } from "../award.ts";
import { filled, only, uri, words } from "../form.ts";
import { peek, type Spot, take } from "../ledger.ts";

const TITLES = { name: undefined, description: undefined, narrative: undefined, genre: "Genre", audience: "Audience" };

const textsOf = (evidence: Spot): readonly string[] =>
  only(
    Object.entries(TITLES).map(([name, title]) => {
      const said = take(evidence.at(name), words);
      return said === undefined || title === undefined ? said : `${title}: ${said}`;
    }),
  );

function referenceTo(evidence: Spot, { setting }: Award): JsonObject | undefined {
  if (peek(evidence.at("id"), uri) === undefined) return undefined;
  const address = take(evidence.at("id"), uri);
  const descriptions = textsOf(evidence);
  const attachment = filled({ url: address, descriptions });
  return attachment && filled({ uri: setting.attach(attachment), reference: { value: address ?? "" }, descriptions });
}

/** `attachmentReferences`: the evidence that has an address, and the record that names the achievement. */
export const attachmentReferences = (award: Award): readonly JsonObject[] => [
  ...recordReference(award),
  ...only(
    award.credential
      .at("evidence")
      .each()
      .map((evidence) => referenceTo(evidence, award)),
  ),
];
