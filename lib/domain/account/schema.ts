import { z } from "zod";
import { canonicalEmail } from "../../shared/email";
import { orSay, t } from "../../shared/language/text";
import { defineList, type ListState } from "../../shared/list-state";
import { languages } from "../../shared/language/languages";
import { name, optionalText, tick, version } from "../../shared/fields";

/** What a person may say about themselves: never a field that decides what anybody may do. */
export const editOwnProfileInput = z.strictObject({ version, name, phone: optionalText(60), contactNote: optionalText(300) });
export type EditOwnProfileInput = z.output<typeof editOwnProfileInput>;

export const themes = ["system", "light", "dark"] as const;
export const signInMails = ["off", "new", "every"] as const;

/** Whether the runtime knows the time zone. */
function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const preferencesInput = z.strictObject({
  locale: z.enum(languages, orSay("Choose a language.")),
  timeZone: z
    .string()
    .max(64, orSay("Choose a time zone from the list."))
    .refine((zone) => zone === "" || isZone(zone), orSay("Choose a time zone from the list."))
    .transform((zone) => (zone === "" ? null : zone))
    .nullable()
    .default(null),
  theme: z.enum(themes, orSay("Choose how it looks.")),
  signInMail: z.enum(signInMails, orSay("Choose when to be told.")),
  hasShortcuts: tick,
});
export type PreferencesInput = z.output<typeof preferencesInput>;

export const themeInput = z.strictObject({ theme: z.enum(themes, orSay("Choose how it looks.")) });
export type ThemeInput = z.output<typeof themeInput>;

export const mostPictureBytes = 5 * 1024 * 1024;

const pixel = z.coerce.number(orSay("Choose a part of the picture.")).int().min(0).max(100_000).optional();

/** A picture and the square of it to keep, in pixels of the picture as it stands upright. Without one the middle is kept. */
export const pictureInput = z.strictObject({
  file: z
    .instanceof(File, orSay("Choose a picture."))
    .refine(({ size }) => size > 0, orSay("Choose a picture."))
    .refine(({ size }) => size <= mostPictureBytes, orSay("Use a picture of at most 5 MB.")),
  left: pixel,
  top: pixel,
  size: pixel,
});
export type PictureInput = z.output<typeof pictureInput>;

export const noInput = z.strictObject({});

/** One's own activity, newest first; `kind` narrows it to sign-ins. */
export const ownActivityList = defineList({ sorts: ["at"], defaultSort: "-at", filters: ["kind"] });
export type OwnActivityList = ListState<"at", "kind">;

/** The email address that one wants to be known by. */
export const askForAddressInput = z.strictObject({
  email: z.string(orSay("Enter an address.")).transform((text, context) => {
    const canonical = canonicalEmail(text);
    if (canonical === null) context.addIssue({ code: "custom", message: t("Enter an address like name@example.com.") });
    return canonical ?? "";
  }),
});
export type AskForAddressInput = z.output<typeof askForAddressInput>;

export const takeAddressInput = z.strictObject({ token: z.string().min(1).max(200) });
export type TakeAddressInput = z.output<typeof takeAddressInput>;
