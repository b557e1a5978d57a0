// publish: a folder with everything that must stand on the issuer's web server, and the question whether it does.
import { Option } from "commander";
import { fault } from "../core/fault.ts";
import type { JsonObject } from "../core/json.ts";
import { count } from "../core/text.ts";
import { offeringsOf } from "../flows/offering.ts";
import { KINDS, pagesOf, siteOf } from "../flows/site.ts";
import { frameworkIndex } from "../frameworks/lookup.ts";
import { PROOF_NAMES } from "../proofs/secure.ts";
import { readCatalogue } from "../shell/catalogue.ts";
import { readFrameworks } from "../shell/framework-file.ts";
import { readPublicKey } from "../shell/key-file.ts";
import { type PlacedSettings, requiredSettings, requireFiles } from "../shell/settings.ts";
import { openSigning, type Signing } from "../shell/signing.ts";
import { before, INDEX, writeSite } from "../shell/site.ts";
import { renewed } from "../shell/status-desk.ts";
import { requiredRegister, statusLock } from "../shell/status-issue.ts";
import { type ListFile, readLists } from "../shell/status-lists.ts";
import { readRegister } from "../shell/status-register.ts";
import { EXIT } from "./exit.ts";
import { collect, signingFlags } from "./flags.ts";
import type { Register } from "./register.ts";
import { sayRenewed } from "./status-change.ts";
import { type StatusFlags, spanOf } from "./status-flags.ts";
import { type Voice, voiceOf, withManners } from "./terminal.ts";

interface Flags extends StatusFlags {
  readonly retired: readonly string[];
  readonly check?: string;
  readonly allowLocal?: boolean;
  readonly within: number;
}

/** The catalogue as credentials have it. */
async function achievementsOf(settings: PlacedSettings, { issuerId }: Signing, { now }: Voice) {
  const catalogue = await readCatalogue(settings);
  const offerings = offeringsOf({
    catalogue: catalogue.specs,
    images: catalogue.images,
    locate: catalogue.locate,
    index: frameworkIndex(await readFrameworks(settings.frameworks)),
    issuerId,
    now,
    note: () => {},
  });
  return catalogue.specs.flatMap(({ slug }): { slug: string; achievement: JsonObject }[] => {
    const found = offerings.find(slug);
    return "offering" in found ? [{ slug, achievement: found.offering.achievement }] : [];
  });
}

/** The signed lists as they stand, those that need it signed first unless the question is only how it stands. */
async function listsOf(settings: PlacedSettings, flags: Flags, voice: Voice): Promise<readonly Required<ListFile>[]> {
  const { status } = settings;
  if (status === undefined) return [];
  const { register } = await requiredRegister(status.folder, readRegister);
  if (register.lists.size > 0 && flags.check === undefined) {
    const desk = { settings, status };
    const done = await statusLock(status.folder, "publish", () => renewed(desk, flags, voice));
    sayRenewed(done.renewed, done.faults, voice);
  }
  const whole = (one: ListFile): one is Required<ListFile> => one.body !== undefined && one.document !== undefined;
  return (await readLists(register, status.folder)).filter(whole);
}

async function publish(folder: string | undefined, flags: Flags, voice: Voice): Promise<number> {
  if (folder === undefined && flags.check === undefined) {
    throw fault("USAGE", "want the folder to write, or --check with the address of the web server", {
      hint: "`laurel publish public` writes the folder public.",
    });
  }
  const settings = await requiredSettings(flags.config);
  requireFiles(settings, flags);
  const signing = await openSigning(settings, flags, voice);
  const keys = [signing.key];
  for (const file of flags.retired) keys.push(await readPublicKey(file, flags.passphraseFile));
  const lists = (await listsOf(settings, flags, voice)).map(({ url, body, file }) => ({
    url,
    body,
    extension: file.endsWith(".jwt") ? (".jwt" as const) : (".json" as const),
  }));
  const { issuer, issuerId } = signing;
  const achievements = await achievementsOf(settings, signing, voice);
  const site = siteOf({ issuer, issuerId, lists });
  const facts = { issuer, issuerId, keys, achievements, lists };
  if (flags.check !== undefined) {
    const { check, openServer } = await import("./publish-check.ts");
    const asked = { ...flags, check: flags.check };
    const server = openServer(asked, { site, issuerId }, voice);
    const pages = await pagesOf({ ...facts, before: folder === undefined ? server.before : before(folder) });
    return check(pages, site, server, asked, voice);
  }
  const pages = await pagesOf({ ...facts, before: before(folder) });
  const written = await writeSite(folder ?? "", site, pages);
  const shown = pages.map(({ path, url, kind }) => ({
    path,
    url,
    type: KINDS[kind].type,
    written: written.includes(path),
  }));
  if (voice.json) voice.print(JSON.stringify({ folder, site: site ?? null, files: shown }));
  else for (const { path, url, type } of shown) voice.print(`${folder}/${path}: to stand at ${url} as ${type}`);
  if (issuerId.startsWith("did:key:") || issuerId.startsWith("did:jwk:"))
    voice.say(
      "laurel: note: your issuer is its key (did:key); set issuer.id to a did:web, and your keys can be published",
    );
  for (const { url } of pages.filter((page) => site !== undefined && !page.url.startsWith(`${site}/`)))
    voice.say(`laurel: note: ${url} stands on another server than ${site}`);
  voice.say(
    `${count(written.length, "file")} written; ${folder}/${INDEX} lists what stands there, _headers and .htaccess say the types`,
  );
  return EXIT.done;
}

export const publishCommand: Register = (program, terminal, finish) => {
  const command = withManners(program.command("publish"))
    .description("Writes a folder with everything that must stand on the issuer's web server, ready to be uploaded.")
    .argument("[dir]", "the folder; what stands in it stays, retired keys too")
    .addOption(
      new Option("--retired <file>", "key file of a key that is no longer used, to be published too; repeatable")
        .argParser(collect)
        .default([], "none"),
    )
    .addOption(new Option("--check <url>", "write nothing; ask this web server whether all of it stands there"))
    .addOption(new Option("--allow-local", "with --check: also this machine and private networks, on any port"))
    .addOption(
      new Option("--within <time>", "with --check: a list that lapses within this time is told")
        .argParser(spanOf)
        .default(spanOf("2d"), "2d"),
    );
  signingFlags(command, PROOF_NAMES)
    .addHelpText(
      "after",
      `
Keys (did.json, jwks.json), status lists, the issuer's profile and the achievements, each at the path that its address
says. Status lists that lapsed or changed are signed first. --check says of each page whether it is there, says the
same, has a content type that readers take, and will last. Exit status: 0 all is well, 1 it is not, 4 cannot tell.

Examples:
  $ laurel publish public
  $ laurel publish public --retired keys/2024.jwk.json
  $ laurel publish public --check https://registrar.example.edu
  $ laurel status renew --quiet && laurel publish public && rsync -a public/ www.example.edu:/srv/www/     from cron`,
    )
    .action(async (folder: string | undefined, flags: Flags) => {
      finish(await publish(folder, flags, voiceOf(flags, terminal)));
    });
};
