// What a CASE server answered: a package, a list of documents, or a part that leads to the package it belongs to.
import { isObject, type Json, type JsonObject, object, objectsOf, text } from "../core/json.ts";
import { packageBeside } from "./address.ts";
import { identifierOf } from "./members.ts";

export type ServerAnswer =
  | { readonly kind: "package" }
  | { readonly kind: "list"; readonly documents: readonly JsonObject[] }
  /** `addresses` of the package, best first; none when the answer does not say. */
  | { readonly kind: "part"; readonly addresses: readonly string[] }
  | { readonly kind: "refusal"; readonly reason: string }
  | { readonly kind: "other" };

const inner = (value: JsonObject, name: string): JsonObject => object(value[name]) ?? value;

const addressIn = (link: Json | undefined): string | undefined => {
  const uri = typeof link === "string" ? link : text(object(link)?.["uri"]);
  return uri?.startsWith("https://") ? uri : undefined;
};
const idIn = (link: Json | undefined): string =>
  typeof link === "string" ? identifierOf(link) : (text(object(link)?.["identifier"]) ?? "");

/** Where the package of a document or of a part stands: by its link, else beside the address that answered. */
function leads(value: JsonObject, address: string): readonly string[] {
  const { CFPackageURI: whole, CFDocumentURI: home } = value;
  const [document, link] = [addressIn(home), addressIn(whole)];
  return [
    ...(link === undefined ? [] : [link]),
    ...(whole === undefined ? [] : packageBeside(address, idIn(whole))),
    ...(home === undefined ? [] : packageBeside(address, idIn(home))),
    ...(document === undefined ? [] : [document]),
    ...(whole === undefined && home === undefined && text(value["title"]) !== undefined
      ? packageBeside(address, text(value["identifier"]) ?? "")
      : []),
  ].filter((one) => one !== address);
}

export function answerOf(value: Json, address: string): ServerAnswer {
  if (Array.isArray(value)) return { kind: "list", documents: value.filter(isObject) };
  if (!isObject(value)) return { kind: "other" };
  if ("imsx_codeMajor" in value) {
    return { kind: "refusal", reason: text(value["imsx_description"]) ?? text(value["imsx_codeMajor"]) ?? "" };
  }
  const root = inner(value, "CFPackage");
  if (isObject(root["CFDocument"]) && (Array.isArray(root["CFItems"]) || Array.isArray(root["CFAssociations"]))) {
    return { kind: "package" };
  }
  if (Array.isArray(value["CFDocuments"])) return { kind: "list", documents: objectsOf(value["CFDocuments"]) };
  const part =
    ["CFDocument", "CFItem", "CFAssociation", "CFRubric"].map((name) => object(value[name])).find(Boolean) ?? value;
  const isPart = ["CFPackageURI", "CFDocumentURI", "fullStatement", "creator"].some((name) => name in part);
  return isPart ? { kind: "part", addresses: leads(part, address) } : { kind: "other" };
}
