// Preloaded into a measured Node program: writes its processor time (ms) and its greatest memory (MB) to the file that
// GILSCOPE_BENCH_USAGE names, when it ends.
const { writeFileSync } = process.getBuiltinModule('node:fs');
const { isMainThread } = process.getBuiltinModule('node:worker_threads');

const file = process.env.GILSCOPE_BENCH_USAGE;
if (isMainThread && file !== undefined) {
  process.once('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeFileSync(
      file,
      JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, memoryMb: maxRSS / 1024 }),
    );
  });
}
