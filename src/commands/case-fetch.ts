// laurel case fetch: a framework from its server.
import { fault } from "../core/fault.ts";
import { type JsonObject, text } from "../core/json.ts";
import { count, printable } from "../core/text.ts";
import { cacheFolder, openCache } from "../shell/cache.ts";
import { writeWhole } from "../shell/files.ts";
import { clipped, widthOf } from "./case-files.ts";
import { EXIT } from "./exit.ts";
import { cacheFlags } from "./flags.ts";
import type { Register } from "./register.ts";
import { type Manners, type Voice, voiceOf, withManners } from "./terminal.ts";

const EXAMPLES = `
Takes any address by which people know a framework: of the CASE interface (CFPackages, CFDocuments, CFItems), of a page
(/cftree/doc/12, /uri/UUID), of one of its items. The address of a server, or of its CFDocuments, gives the list of what
it has. What was fetched is kept for as long as the server says, and asked for again only when it changed (ETag).

A server that wants credentials gets a token (OAuth 2, client credentials) from LAUREL_CASE_CLIENT_ID,
LAUREL_CASE_CLIENT_SECRET and LAUREL_CASE_TOKEN_URL of the environment; LAUREL_CASE_SCOPE when it wants a scope, and
LAUREL_CASE_HOST when the token comes from another host than the framework. Only https is spoken, also where http was
pasted; a busy server is asked again. The exit status is 4 when there is nothing to be had.

Examples:
  $ laurel case fetch https://case.example.org/ims/case/v1p1/CFPackages/0f7c4f5e-2f7e-5b0e-9c7e-0a4f5a4f8a11 --out nursing.json
  $ laurel case fetch https://case.example.org/cftree/doc/12 > nursing.json
  $ laurel case fetch https://case.example.org                 what frameworks the server has`;

interface Flags extends Manners {
  readonly out?: string;
  readonly allowLocal?: boolean;
  readonly cache?: string | false;
}

function addressIn(pasted: string): URL {
  const written = /^[a-z][a-z0-9+.-]*:/i.test(pasted) ? pasted.replace(/^http:/i, "https:") : `https://${pasted}`;
  if (URL.canParse(written) && new URL(written).protocol === "https:") return new URL(written);
  throw fault("USAGE", `want an https address, got ${JSON.stringify(printable(pasted))}`, {
    hint: "laurel case fetch https://case.example.org/ims/case/v1p1/CFPackages/UUID --out framework.json",
  });
}

const facts = (document: JsonObject) => {
  const of = (name: string) => text(document[name]) ?? "";
  return { identifier: of("identifier"), title: of("title"), version: of("version"), status: of("adoptionStatus") };
};

function list(documents: readonly JsonObject[], voice: Voice, width: number): void {
  for (const { identifier, title, version, status } of documents.map(facts)) {
    const more = [version, status].filter((word) => word !== "").join(", ");
    voice.print(clipped(`${identifier}  ${title}${more === "" ? "" : ` (${more})`}`, width));
  }
}

export const fetchCommand: Register = (program, terminal, finish) => {
  cacheFlags(withManners(program.command("fetch <url>")))
    .summary("a framework from a CASE server, by any of its addresses")
    .description("Gets a whole framework from its server, and writes it as the server gave it.")
    .option("--out <file>", "file to write; without it, or with -, standard output")
    .addHelpText("after", EXAMPLES)
    .action(async (pasted: string, flags: Flags) => {
      const voice = voiceOf(flags, terminal);
      const url = addressIn(pasted.trim());
      const [{ openNetwork }, { caseServer }, { fetchFramework }] = await Promise.all([
        import("../shell/network.ts"),
        import("../shell/case-server.ts"),
        import("../shell/case-fetch.ts"),
      ]);
      const folder = cacheFolder(flags.cache, terminal.env);
      const clock = () => voice.now;
      const server = caseServer({
        ask: openNetwork({ allowLocal: flags.allowLocal, timeLimit: 60_000, sizeLimit: 64 * 1024 * 1024 }),
        cache: folder === undefined ? undefined : openCache(folder, clock),
        clock,
        env: terminal.env,
        offline: voice.offline,
        say: voice.say,
      });
      const fetched = await fetchFramework(url, server);
      const { address } = fetched;
      if (fetched.kind === "list") {
        const { documents, total } = fetched;
        if (voice.json)
          voice.print(JSON.stringify({ url: url.href, address, ...(total !== undefined && { total }), documents }));
        else list(documents, voice, widthOf(terminal));
        voice.say(`${count(documents.length, "framework")}; fetch one by …/CFPackages/{identifier}`);
        return finish(EXIT.done);
      }
      const { body, framework, sha256 } = fetched;
      const { document, items } = framework;
      const out = flags.out === "-" ? undefined : flags.out;
      if (out !== undefined) await writeWhole(out, body);
      if (voice.json) {
        const { identifier, title, version, lastChangeDateTime } = document;
        const result = out === undefined ? { package: JSON.parse(body) as JsonObject } : { out };
        voice.print(
          JSON.stringify({
            url: url.href,
            address,
            identifier,
            title,
            version,
            lastChangeDateTime,
            items: items.length,
            sha256,
            ...result,
          }),
        );
      } else if (out === undefined) voice.print(body.trimEnd());
      voice.say(`${printable(document.title)}: ${count(items.length, "item")}, from ${printable(address, 300)}`);
      voice.say(
        `licence: ${printable(document.licence?.title ?? "none given; ask the publisher before you rely on it")}`,
      );
      finish(EXIT.done);
    });
};
