// Loaded before laurel: the process sends itself a signal at the n-th change that it makes to the disk, or at the n-th of
// one kind. SIGKILL comes in the middle of the change where that is a write.
import fs from "node:fs";
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { devNull } from "node:os";

let left = Number(process.env.LAUREL_KILL_AT);
const signal = process.env.LAUREL_KILL_BY ?? "SIGKILL";
const die = () => process.kill(process.pid, signal);
const only = process.env.LAUREL_KILL_ON;
const isDue = (name) => (only === undefined || only === name) && --left === 0;

const probe = await promises.open(devNull);
const handle = Object.getPrototypeOf(probe);
await probe.close();

const isWriting = (flags) => typeof flags === "string" && /[wa+]/.test(flags);
for (const name of ["openSync", "renameSync", "linkSync", "unlinkSync", "fsync"]) {
  const real = fs[name];
  fs[name] = (...args) => {
    if ((name !== "openSync" || isWriting(args[1])) && isDue(name)) die();
    return real(...args);
  };
}
for (const name of ["open", "rename", "link", "unlink", "mkdir", "rmdir"]) {
  const real = promises[name];
  promises[name] = async (...args) => {
    if (isDue(name)) die();
    return real(...args);
  };
}
for (const name of ["sync", "truncate"]) {
  const real = handle[name];
  handle[name] = async function (...args) {
    if (isDue(name)) die();
    return real.apply(this, args);
  };
}
/** A write that is due is done by half before the end. */
const dieIn = (file, data) => {
  if (signal === "SIGKILL") {
    const bytes = Buffer.from(data);
    fs.writeSync(file, bytes.subarray(0, bytes.length >> 1));
  }
  die();
};
for (const name of ["writeFile", "appendFile"]) {
  const real = handle[name];
  handle[name] = async function (data, ...args) {
    if (isDue(name)) dieIn(this.fd, data);
    return real.call(this, data, ...args);
  };
}
const writeFileSync = fs.writeFileSync;
fs.writeFileSync = (file, data, ...args) => {
  if (isDue("writeFileSync")) dieIn(file, data);
  return writeFileSync(file, data, ...args);
};
syncBuiltinESMExports();
