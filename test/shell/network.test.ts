// What laurel will not ask for, whatever a stranger's credential names. Nothing here leaves the machine.
import { expect, test } from "vitest";
import { fromNetwork, noNetwork } from "../../src/shell/network.ts";

test.each([
  ["http://example.org/did.json", "it is not an https address"],
  ["file:///etc/passwd", "it is not an https address"],
  ["did:web:example.org", "it is not an https address"],
  ["nonsense", "it is not an https address"],
  ["https://user:secret@example.org/", "its address holds a password"],
  ["https://example.org:8443/", "laurel asks on port 443 only"],
  ["https://127.0.0.1/", "it leads to a private address"],
  ["https://0x7f.1/", "it leads to a private address"],
  ["https://2130706433/", "it leads to a private address"],
  ["https://10.1.2.3/", "it leads to a private address"],
  ["https://169.254.169.254/latest/meta-data", "it leads to a private address"],
  ["https://192.168.0.1/", "it leads to a private address"],
  ["https://[::1]/", "it leads to a private address"],
  ["https://[::ffff:7f00:1]/", "it leads to a private address"],
  ["https://[fd00::1]/", "it leads to a private address"],
  ["https://[2002:7f00:1::]/", "it leads to a private address"],
  ["https://localhost/", "it leads to a private address"],
])("%s", async (address, reason) => {
  expect(await fromNetwork(address)).toEqual({ ok: false, reason });
});

test("offline, nothing is asked for at all", async () => {
  expect(await noNetwork("https://example.org/")).toEqual({
    ok: false,
    reason: "laurel was told to stay off the network",
  });
});
