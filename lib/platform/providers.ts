import { z } from "zod";

const text = z.string().trim().min(1);

/** An OpenID Connect provider as it is configured. */
export const providerSetting = z.strictObject({
  /** Part of the address to which the provider sends people back: /api/auth/callback/<id>. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, "must be small letters, digits and dashes"),
  /** What its button says: "Sign in with …". */
  name: text,
  issuer: z.url({ protocol: /^https?$/, error: "must be the provider's address" }),
  clientId: text,
  clientSecret: text,
  /** Where accounts are made for people who have none: only for these domains of verified addresses. Left out, none is made. */
  accounts: z.strictObject({ organization: text, domains: z.array(z.string().toLowerCase()).min(1) }).optional(),
});

export type ProviderSetting = z.output<typeof providerSetting>;

/** The providers, as JSON in the environment. */
export const providerSettings = z
  .string()
  .transform((json, context): unknown => {
    try {
      return JSON.parse(json);
    } catch {
      context.addIssue({ code: "custom", message: "must be a list of providers as JSON" });
      return z.NEVER;
    }
  })
  .pipe(z.array(providerSetting).refine((list) => new Set(list.map(({ id }) => id)).size === list.length, "must give each provider an id of its own"));
