import type { Language } from "../../shared/language/languages";

type ChangeTexts = { subject: string; sentence: string };

/** All texts of mails in English. Other languages have the same shape, so that a missing text does not compile. */
export const en = {
  locale: "en" as Language,
  greeting: (name: string) => `Hello ${name},`,
  /** Below every mail. */
  why: "You get this mail because you have an account at Portico. Nobody will ask you for your password by mail.",
  buttonFails: "If the button does not work, copy this address into your browser:",
  invitation: {
    subject: (organization: string) => `Your invitation to ${organization}`,
    preview: (organization: string) => `Set a password and sign in to ${organization}.`,
    title: "You are invited",
    invitedBy: (name: string, organization: string) => `${name} invites you to ${organization} in Portico, the partner portal.`,
    invited: (organization: string) => `You are invited to ${organization} in Portico, the partner portal.`,
    action: "Accept the invitation",
    until: (day: string) => `The link works once, until ${day}. After that you can ask for a new one on the same page.`,
    why: "You get this mail because somebody invited this address to Portico. Nobody will ask you for your password by mail.",
    notExpected: "If you did not expect this, you can ignore the mail: nothing happens without you.",
  },
  firstSteps: {
    subject: "Your next steps",
    intro: (by: string) => `${by} reminds you of what is still to be done:`,
    action: "Open my start page",
  },
  accountChanged: {
    action: "Look at my account",
    notYou: "If this was not you, or you did not expect it, tell your administrator at once and change your password.",
    /** In place of the advice above, for whoever has no password to change any more. */
    cannotSignIn: "If you did not expect this, ask whoever looks after users in your organization: they can bring the account back.",
    labels: { what: "What", by: "By", at: "When", device: "Device", ip: "Address" },
    changes: {
      "password-changed": { subject: "Your password was changed", sentence: "The password of your account was changed." },
      "password-set-by-other": { subject: "Your password was set", sentence: "Somebody else set a new password for your account." },
      "factor-added": { subject: "An authenticator app was added", sentence: "An authenticator app now confirms your sign-ins." },
      "factor-removed": { subject: "An authenticator app was removed", sentence: "An authenticator app no longer confirms your sign-ins." },
      "factors-reset": { subject: "Your second factors were removed", sentence: "Authenticator apps, passkeys and recovery codes no longer work. You sign in with your password, and set up a new second factor where one is required." },
      "recovery-codes-made": { subject: "New recovery codes were made", sentence: "New recovery codes were made. Earlier ones no longer work." },
      "recovery-code-used": { subject: "A recovery code was used", sentence: "Somebody signed in to your account with one of your recovery codes." },
      "passkey-added": { subject: "A passkey was added", sentence: "A passkey can now be used to sign in to your account." },
      "passkey-removed": { subject: "A passkey was removed", sentence: "A passkey of yours can no longer be used to sign in." },
      "provider-linked": { subject: "A sign-in provider was linked", sentence: "Your account can now be signed in to through another provider. All sessions were ended." },
      "address-changed": { subject: "Your email address was changed", sentence: "Your account now uses this email address." },
      "address-was-changed": { subject: "Your email address was changed", sentence: "Your account now uses another email address. This is the last mail to the old one." },
      "sessions-ended": { subject: "Your sessions were ended", sentence: "All or some of your sessions were ended. Sign in again where you need to." },
      "token-made": { subject: "An API token was made", sentence: "A token that lets programs act in your name was made." },
      deactivated: { subject: "Your account was deactivated", sentence: "Your account was deactivated. You can no longer sign in." },
      reactivated: { subject: "Your account is active again", sentence: "Your account was reactivated. You can sign in again." },
    } satisfies Record<string, ChangeTexts>,
  },
  passwordLink: {
    subject: "Choose a new password",
    sentence: "Somebody, probably you, asked for a link to choose a new password for your account.",
    action: "Choose a new password",
    until: (minutes: number) => `The link works once, for ${minutes} minutes. A second factor is still asked for, if you have one.`,
    notExpected: "If you did not ask for it, ignore this mail: your password stays as it is.",
  },
  signedIn: {
    subject: "A sign-in to your account",
    subjectNew: "A sign-in from a new browser",
    preview: (moment: string) => `Somebody signed in to your account on ${moment}.`,
    sentence: "Somebody signed in to your account.",
    sentenceNew: "Somebody signed in to your account from a browser that has not been used for it before.",
    wasYou: "If it was you, there is nothing to do. If not, end it:",
    action: "This was not me",
    choice: "Which sign-ins you are told about is up to you: My account, Preferences.",
  },
  signInDenied: {
    subject: (name: string) => `${name} says: this sign-in was not me`,
    sentence: (name: string) => `${name} says that a sign-in to their account was somebody else's.`,
    done: "All their sessions were ended and their password is no longer good. They choose a new one by mail.",
    action: "Look at the account",
    look: "Look through their activity since then, and take back what should not stand.",
  },
  accessChanged: {
    subject: "Your access was changed",
    intro: "This changed in what you may see and do:",
    kinds: {
      given: (what: string, by: string) => `Given by ${by}: ${what}`,
      taken: (what: string, by: string) => `Taken away by ${by}: ${what}`,
      changed: (what: string, by: string) => `Changed by ${by}: ${what}`,
      joined: (what: string, by: string) => `Added by ${by} to the group ${what}`,
      left: (what: string, by: string) => `Removed by ${by} from the group ${what}`,
    },
    places: {
      everything: () => "on everything",
      subtree: (name: string) => `on ${name} and all below it`,
      direct: (name: string) => `on ${name} alone`,
      territory: (name: string) => `in the territory ${name}`,
      program: (name: string) => `in the program ${name}`,
      customers: () => "on chosen customers",
      own: () => "on the customers you look after",
    },
    more: (count: number) => `and ${count} more`,
    action: "See what I may do",
    ask: "If something is missing or should not be there, ask whoever manages access in your organization.",
  },
  idleWarning: {
    subject: (day: string) => `Your account will be deactivated on ${day}`,
    title: "Your account is about to end",
    says: (days: number, day: string) => `Accounts that nobody signs in to for ${days} days are deactivated. Yours will be on ${day}.`,
    keeps: "Signing in once before then keeps it.",
    invited: "Accepting your invitation before then keeps it. If you no longer have the link, ask whoever invited you for a new one.",
    action: "Sign in",
    back: "If it has ended, somebody who looks after users in your organization can bring it back.",
  },
  addressConfirm: {
    subject: "Confirm your new email address",
    says: "You asked to use this email address for your account at Portico. It counts once you have confirmed it.",
    action: "Confirm the address",
    until: (moment: string) => `The link works once, until ${moment}, and only while you are signed in.`,
    notYou: "If you did not ask for this, you can ignore the mail: nothing changes.",
  },
};

export type Texts = typeof en;
