import { msg } from "./language/text";

/** What can make a step done by itself, in words for the form and the log. */
export const facts = {
  "signed-in": msg("The person has signed in"),
  "profile-complete": msg("The person's profile has a phone number"),
  "second-factor": msg("The person has a second factor"),
  "has-access": msg("The person holds access"),
  "in-territory": msg("The partner lies in a territory"),
  "in-program": msg("The partner is enrolled in a program"),
  "first-customer": msg("The partner, or one below it, has a customer"),
  "first-colleague": msg("The partner, or one below it, has another person"),
} as const;
