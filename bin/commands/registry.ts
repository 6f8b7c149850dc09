import { exportCommand, importCommand } from "./bundle";
import { activityVerify, doctor, explain, projectionRebuild } from "./checks";
import type { Command } from "./command";
import { firstLinkCommand, tokenCreate, userActivate, userCreate, userDeactivate, userPassword } from "./people";
import { world } from "./world";

/** Every command by the words that call it. */
export const commands: Record<string, Command> = {
  import: importCommand,
  export: exportCommand,
  "token create": tokenCreate,
  "user create": userCreate,
  "user activate": userActivate,
  "user deactivate": userDeactivate,
  "user password": userPassword,
  "activity verify": activityVerify,
  explain,
  doctor,
  "projection rebuild": projectionRebuild,
  "first-link": firstLinkCommand,
  world,
};
