// An https server on this machine for tests, with a certificate made for the occasion by openssl.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";

/** Names that the certificate is for; a test's resolver leads them here. */
export const HOSTS = ["localhost", "college.example.edu", "registrar.example.edu"] as const;

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** The file that holds `cert`, for NODE_EXTRA_CA_CERTS. */
  readonly file: string;
}

function makeCertificate(): Certificate | undefined {
  const folder = mkdtempSync(join(tmpdir(), "laurel-certificate-"));
  const at = (name: string) => join(folder, name);
  const names = [...HOSTS.map((host) => `DNS:${host}`), "IP:127.0.0.1"].join(",");
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const subject = ["-subj", "/CN=laurel tests", "-addext", `subjectAltName=${names}`];
  try {
    execFileSync(
      "openssl",
      ["req", "-x509", ...curve, "-days", "2", "-keyout", at("key.pem"), "-out", at("cert.pem"), ...subject],
      { stdio: "pipe" },
    );
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    return {
      key: readFileSync(at("key.pem"), "utf8"),
      cert: readFileSync(at("cert.pem"), "utf8"),
      file: at("cert.pem"),
    };
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
}

const made = makeCertificate();
export const certificate: Certificate = made ?? { key: "", cert: "", file: "" };

/** `describe`, skipped with a line that says so where no certificate could be made. */
export function overHttps(title: string, tests: () => void): void {
  if (made === undefined) console.log(`skipped, because openssl is not here to make a certificate: ${title}`);
  describe.skipIf(made === undefined)(title, tests);
}

export type Answering = (response: ServerResponse, request: IncomingMessage) => void;

export interface Server {
  readonly port: number;
  /** Paths that were asked for, in order. */
  readonly hits: string[];
  /** `https://host:port/path`. */
  readonly at: (path: string, host?: (typeof HOSTS)[number]) => string;
  readonly routes: Record<string, Answering>;
  readonly end: () => Promise<void>;
}

export async function serve(routes: Record<string, Answering> = {}): Promise<Server> {
  const hits: string[] = [];
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    const path = request.url ?? "";
    hits.push(path);
    const answer = routes[path];
    if (answer !== undefined) answer(response, request);
    else response.writeHead(404).end("not found");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    hits,
    routes,
    at: (path, host = "localhost") => `https://${host}:${port}${path}`,
    end: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export const giving =
  (body: string | Uint8Array, headers: Record<string, string> = {}): Answering =>
  (response) =>
    response.writeHead(200, headers).end(body);

export const json = (value: unknown, headers: Record<string, string> = {}): Answering =>
  giving(JSON.stringify(value), headers);

export const moved =
  (location: string, status = 302): Answering =>
  (response) =>
    response.writeHead(status, { location }).end("moved");
