// Loaded before laurel: says at the end how much memory the process had at most, in KiB.
process.on("exit", () => {
  process.stderr.write(`${JSON.stringify({ memory: process.resourceUsage().maxRSS })}\n`);
});
