import { exportCommand, importCommand } from "./bundle";
import type { Command } from "./command";
import { world } from "./world";

/** Every command by the words that call it. */
export const commands: Record<string, Command> = {
  import: importCommand,
  export: exportCommand,
  world,
};
