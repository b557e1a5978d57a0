// Loaded before laurel: the process sends itself a signal at the n-th change that it makes to the disk. SIGKILL comes in
// the middle of the change where that is a write.
import fs from "node:fs";
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { devNull } from "node:os";

let left = Number(process.env.LAUREL_KILL_AT);
const signal = process.env.LAUREL_KILL_BY ?? "SIGKILL";
const die = () => process.kill(process.pid, signal);
const isDue = () => --left === 0;

const probe = await promises.open(devNull);
const handle = Object.getPrototypeOf(probe);
await probe.close();

for (const name of ["open", "rename", "link", "unlink", "mkdir"]) {
  const real = promises[name];
  promises[name] = async (...args) => {
    if (isDue()) die();
    return real(...args);
  };
}
for (const name of ["sync", "truncate"]) {
  const real = handle[name];
  handle[name] = async function (...args) {
    if (isDue()) die();
    return real.apply(this, args);
  };
}
for (const name of ["writeFile", "appendFile"]) {
  const real = handle[name];
  handle[name] = async function (data, ...args) {
    if (!isDue()) return real.call(this, data, ...args);
    if (signal === "SIGKILL") {
      const bytes = Buffer.from(data);
      fs.writeSync(this.fd, bytes.subarray(0, bytes.length >> 1));
    }
    die();
    return real.call(this, data, ...args);
  };
}
syncBuiltinESMExports();
