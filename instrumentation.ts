/** Once per server process: background upkeep. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { startUpkeep } = await import("./lib/domain/upkeep/upkeep");
  startUpkeep();
}
