import { createFirstLink } from "@/lib/domain/owner/first-administrator";
import { createPerson, createToken, setActive, setPassword } from "@/lib/domain/owner/people";
import { env } from "@/lib/platform/env";
import { dateOption, positionalsOf, textOption, type Command } from "./command";

const text = { type: "string" } as const;
const optional = (value: string | boolean | undefined) => (typeof value === "string" && value !== "" ? value : null);
const linkOf = (path: string) => `${env().PORTAL_URL}${path}`;

export const tokenCreate: Command = {
  summary: "makes an API token and shows it once",
  usage: "--user <email> [--name N] [--expires D] [--permissions a,b]",
  options: { user: text, name: text, expires: text, permissions: text },
  async run(given) {
    positionalsOf(given);
    const permissions = (optional(given.values.permissions) ?? "").split(",").map((key) => key.trim()).filter(Boolean);
    const email = textOption(given, "user");
    const { token, worksOnce } = await createToken({ email, name: optional(given.values.name) ?? "command line", expiresAt: dateOption(given, "expires"), permissions });
    return { value: { token }, lines: [token], note: worksOnce };
  },
};

export const userCreate: Command = {
  summary: "makes a person and shows the one-time link",
  usage: "<email> --name N [--organization KEY] [--administrator]",
  options: { name: text, organization: text, administrator: { type: "boolean" } },
  async run(given) {
    const [email] = positionalsOf(given, "The email address");
    const asked = { email: email!, name: textOption(given, "name"), organization: optional(given.values.organization), isAdministrator: given.values.administrator === true };
    const { path } = await createPerson(asked);
    return { value: { link: linkOf(path) }, lines: [linkOf(path)] };
  },
};

const stateCommand = (isActive: boolean): Command => ({
  summary: isActive ? "brings a deactivated person back" : "deactivates a person; sessions and tokens end",
  usage: "<email>",
  async run(given) {
    const [email] = positionalsOf(given, "The email address");
    const value = await setActive(email!, isActive);
    return { value, lines: [`${value.email} is ${value.status}.`] };
  },
});
export const userActivate = stateCommand(true);
export const userDeactivate = stateCommand(false);

export const userPassword: Command = {
  summary: "sets a person's password; sessions end",
  usage: "<email> --password P",
  options: { password: text },
  async run(given) {
    const [email] = positionalsOf(given, "The email address");
    await setPassword(email!, textOption(given, "password"));
    return { value: { email }, lines: [`${email} has a new password.`] };
  },
};

const somebodyIsThere = "There is somebody already, so there is no first link. For another administrator: npm run portal -- user create <email> --name N --administrator";

export const firstLinkCommand: Command = {
  summary: "shows the one-time link of the first administrator, while there is nobody",
  usage: "[--quiet]",
  options: { quiet: { type: "boolean" } },
  async run(given) {
    positionalsOf(given);
    const path = await createFirstLink();
    if (!path) return { value: { link: null }, lines: [], note: given.values.quiet === true ? null : somebodyIsThere };
    return { value: { link: linkOf(path) }, lines: ["The first administrator opens this link, which works once and for seven days:", linkOf(path)] };
  },
};
