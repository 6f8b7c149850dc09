import type { Template } from "./template";
import { accessChanged } from "./templates/access-changed";
import { accountChanged } from "./templates/account-changed";
import { firstSteps } from "./templates/first-steps";
import { addressConfirm } from "./templates/address-confirm";
import { idleWarning } from "./templates/idle-warning";
import { invitation } from "./templates/invitation";
import { passwordLink } from "./templates/password-link";
import { signInDenied } from "./templates/sign-in-denied";
import { signedIn } from "./templates/signed-in";

/** Every kind of mail under its name, one file each. */
export const templates = {
  invitation,
  "first-steps": firstSteps,
  "account-changed": accountChanged,
  "access-changed": accessChanged,
  "password-link": passwordLink,
  "signed-in": signedIn,
  "sign-in-denied": signInDenied,
  "address-confirm": addressConfirm,
  "idle-warning": idleWarning,
};

export type MailName = keyof typeof templates;

/** What a mail is filled with, by its name. */
export type MailData = { [Name in MailName]: (typeof templates)[Name] extends Template<infer Data> ? Data : never };

/** True when the name is one of a template. */
export const isMailName = (name: string): name is MailName => Object.hasOwn(templates, name);
