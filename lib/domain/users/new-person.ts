import "server-only";
import { strengthFault } from "../../platform/password-strength";
import { faultsOfLastDay } from "../groups/window";
import type { InviteUserInput } from "./schema";

/** What is wrong about a new person that only the clock and the lists of bad passwords know, by field. */
export function faultsOfNewPerson({ entry, password, name = "", email = "", lastDay }: Partial<InviteUserInput>): Partial<Record<string, string>> {
  const weakness = entry === "password" && password ? strengthFault(password, { name, email }) : null;
  return { ...faultsOfLastDay({ lastDay }), ...(weakness === null ? {} : { password: weakness }) };
}
