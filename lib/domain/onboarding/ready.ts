import "server-only";
import type { Transaction } from "../../platform/db/connect";
import { recordActivity } from "../activity/record";
import type { Item } from "./schema";

type Ready = { readyKey: string; name: string; description: string; items: Item[] };

type When = [owner: Item["owner"], dueDays: number];

const step = ([owner, dueDays]: When, title: string, help: string, fact: Item["fact"] = null): Item => ({ owner, dueDays, title, help, fact });

/** The lists that come ready, by the key of the role template that each belongs to. */
const ready: readonly Ready[] = [
  {
    readyKey: "partner-owner",
    name: "Bringing a partner on",
    description: "From the invitation of a partner's first user to the first customer.",
    items: [
      step(["newcomer", 3], "Sign in for the first time", "Use the link in your invitation and choose a password.", "signed-in"),
      step(["newcomer", 7], "Complete your profile", "Add a phone number, so that we can reach you.", "profile-complete"),
      step(["newcomer", 14], "Protect your sign-in", "Add an authenticator app or a passkey under your account.", "second-factor"),
      step(["inviter", 3], "Give the owner access", "Give the partner's first user the role that fits, on their own part of the tree.", "has-access"),
      step(["inviter", 7], "Put the partner into a territory", "Territories decide who looks after its customers.", "in-territory"),
      step(["newcomer", 14], "Invite the people who work with you", "Give each the smallest role that lets them do their work.", "first-colleague"),
      step(["newcomer", 21], "Bring in your first customers", "Import them from a file, or create one by hand.", "first-customer"),
      step(["inviter", 14], "Enrol the partner in a program", "If it takes part in one.", "in-program"),
      step(["inviter", 30], "Talk through the first month", "What went well, what is missing, what comes next?"),
    ],
  },
  {
    readyKey: "channel-manager",
    name: "First weeks of a channel manager",
    description: "For people who bring partners on and look after them.",
    items: [
      step(["newcomer", 3], "Sign in for the first time", "Use the link in your invitation and choose a password.", "signed-in"),
      step(["newcomer", 7], "Complete your profile", "Partners call you: add a phone number.", "profile-complete"),
      step(["newcomer", 7], "Protect your sign-in", "Add an authenticator app or a passkey under your account.", "second-factor"),
      step(["inviter", 7], "Hand over the partners", "Go through the partners of the territory together."),
      step(["newcomer", 14], "Get to know your partners", "Open each partner, and see who has not come in yet under Onboarding."),
    ],
  },
  {
    readyKey: "manager",
    name: "First steps of a manager",
    description: "For staff who look after a partner's customers.",
    items: [
      step(["newcomer", 3], "Sign in for the first time", "Use the link in your invitation and choose a password.", "signed-in"),
      step(["newcomer", 7], "Complete your profile", "Add a phone number, so that colleagues can reach you.", "profile-complete"),
      step(["inviter", 7], "Show where the customers are", "Look at the customer list together."),
    ],
  },
];

const program = { via: null, ip: null, device: null, facts: { userId: 0, name: "Portico" } };

/** Makes the ready lists that the operator never had, for the role templates that are there; changed or archived ones stay as they are. */
export async function ensureChecklists(tx: Transaction, operatorId: number, templates: ReadonlyMap<string, number>): Promise<void> {
  const there = await tx.checklist.findMany({ where: { OR: [{ readyKey: { not: null } }, { organizationId: operatorId }] }, select: { readyKey: true, name: true } });
  const isThere = ({ readyKey, name }: Ready) => there.some((each) => each.readyKey === readyKey || each.name === name);
  for (const list of ready.filter((each) => !isThere(each))) {
    const roleId = templates.get(list.readyKey);
    if (roleId === undefined) continue;
    const { items, ...fields } = list;
    const data = { ...fields, organizationId: operatorId, roleId };
    const { id } = await tx.checklist.create({ select: { id: true }, data });
    await tx.checklistItem.createMany({ data: items.map((item, position) => ({ ...item, checklistId: id, position })) });
    const subject = { recordType: "checklist", recordId: id, recordName: list.name, organizationId: operatorId };
    await recordActivity(tx, program, { ...subject, action: "checklists.create", after: { ...data, steps: items.length, version: 1 } });
  }
}
