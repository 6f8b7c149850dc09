import type { facts } from "./checklist-facts";
import { msg, t, type Message } from "./language/text";
import { readyTexts } from "./ready-texts";

type Owner = "newcomer" | "inviter";
type ReadyStep = { title: string; help: string; owner: Owner; dueDays: number; fact: keyof typeof facts | null };
type Ready = { readyKey: string; name: string; description: string; items: ReadyStep[] };

const { ready, shown, kept, beginning, showing } = readyTexts();

/** A text of a checklist or of one of its steps, as its reader sees it. */
export const stepText = shown;

/** What a record is called after a checklist and its newcomer: "First steps of a manager for Ida". */
export function stepsForText(text: string): string {
  const list = beginning(text, " for ");
  return list === undefined ? text : t("{list} for {newcomer}", { list: stepText(list), newcomer: text.slice(list.length + 5) });
}

/** The kept texts without this word in which the reader sees it. */
export const stepTextsShowing = showing;

/** How a text of a checklist that somebody read, and sends, is kept. */
export const keptStepText = kept;

type When = [owner: Owner, dueDays: number];

const step = ([owner, dueDays]: When, title: Message, help: Message, fact: ReadyStep["fact"] = null): ReadyStep => ({ owner, dueDays, title: ready(title), help: ready(help), fact });

/** The lists that come ready, by the key of the role template that each belongs to. */
export const readyChecklists: readonly Ready[] = [
  {
    readyKey: "partner-owner",
    name: ready(msg("Bringing a partner on")),
    description: ready(msg("From the invitation of a partner's first user to the first customer.")),
    items: [
      step(["newcomer", 3], msg("Sign in for the first time"), msg("Use the link in your invitation and choose a password."), "signed-in"),
      step(["newcomer", 7], msg("Complete your profile"), msg("Add a phone number, so that we can reach you."), "profile-complete"),
      step(["newcomer", 14], msg("Protect your sign-in"), msg("Add an authenticator app or a passkey under your account."), "second-factor"),
      step(["inviter", 3], msg("Give the owner access"), msg("Give the partner's first user the role that fits, on their own part of the tree."), "has-access"),
      step(["inviter", 7], msg("Put the partner into a territory"), msg("Territories decide who looks after its customers."), "in-territory"),
      step(["newcomer", 14], msg("Invite the people who work with you"), msg("Give each the smallest role that lets them do their work."), "first-colleague"),
      step(["newcomer", 21], msg("Bring in your first customers"), msg("Import them from a file, or create one by hand."), "first-customer"),
      step(["inviter", 14], msg("Enrol the partner in a program"), msg("If it takes part in one."), "in-program"),
      step(["inviter", 30], msg("Talk through the first month"), msg("What went well, what is missing, what comes next?")),
    ],
  },
  {
    readyKey: "channel-manager",
    name: ready(msg("First weeks of a channel manager")),
    description: ready(msg("For people who bring partners on and look after them.")),
    items: [
      step(["newcomer", 3], msg("Sign in for the first time"), msg("Use the link in your invitation and choose a password."), "signed-in"),
      step(["newcomer", 7], msg("Complete your profile"), msg("Partners call you: add a phone number."), "profile-complete"),
      step(["newcomer", 7], msg("Protect your sign-in"), msg("Add an authenticator app or a passkey under your account."), "second-factor"),
      step(["inviter", 7], msg("Hand over the partners"), msg("Go through the partners of the territory together.")),
      step(["newcomer", 14], msg("Get to know your partners"), msg("Open each partner, and see who has not come in yet under Onboarding.")),
    ],
  },
  {
    readyKey: "manager",
    name: ready(msg("First steps of a manager")),
    description: ready(msg("For staff who look after a partner's customers.")),
    items: [
      step(["newcomer", 3], msg("Sign in for the first time"), msg("Use the link in your invitation and choose a password."), "signed-in"),
      step(["newcomer", 7], msg("Complete your profile"), msg("Add a phone number, so that colleagues can reach you."), "profile-complete"),
      step(["inviter", 7], msg("Show where the customers are"), msg("Look at the customer list together.")),
    ],
  },
];
