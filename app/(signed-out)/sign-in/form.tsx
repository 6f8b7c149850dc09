"use client";

import { browserSupportsWebAuthn, browserSupportsWebAuthnAutofill } from "@simplewebauthn/browser";
import Link from "next/link";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { PasskeyButton } from "@/components/factors/passkey-button";
import { usePasskey } from "@/components/factors/use-passkey";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import type { Provider } from "@/lib/auth/provider-sign-in";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { beginPasskeySignInAction, goToProviderAction, passkeySignInAction, signInAction } from "./actions";

const never = () => () => undefined;

/** Offers the person's passkeys in the list under the address field, where the browser can. */
function usePasskeysInList(next: string) {
  const { prove } = usePasskey({ finish: passkeySignInAction, values: { next } });
  const offer = useEffectEvent(async () => {
    if (await browserSupportsWebAuthnAutofill()) await prove(beginPasskeySignInAction, true);
  });
  useEffect(() => void offer(), []);
}

export function SignInForm({ next, providers }: { next: string; providers: Provider[] }) {
  const hasPasskeys = useSyncExternalStore(never, browserSupportsWebAuthn, () => false);
  usePasskeysInList(next);
  return (
    <div className="flex flex-col gap-5">
      <ActionForm action={signInAction} kind="inline" className="flex flex-col gap-4">
        <input type="hidden" name="next" value={next} />
        <Field label={t("Email")} name="email" required>
          <TextInput type="email" autoComplete="username webauthn" autoFocus />
        </Field>
        <Field label={t("Password")} name="password" required>
          <TextInput type="password" autoComplete="current-password" />
        </Field>
        <SubmitButton pending={t("Signing in …")}>{t("Sign in")}</SubmitButton>
        <div className="flex flex-wrap gap-x-4 gap-y-2 text-sm">
          <Link className="link" href={paths.forgotPassword()} prefetch={false}>
            {t("Forgotten password?")}
          </Link>
          <Link className="link" href={paths.newInvitationLink()} prefetch={false}>
            {t("Invited, but no link that works?")}
          </Link>
        </div>
      </ActionForm>
      {(hasPasskeys || providers.length > 0) && (
        <div className="flex flex-col gap-2 border-t border-line pt-4">
          {hasPasskeys && (
            <PasskeyButton begin={beginPasskeySignInAction} finish={passkeySignInAction} values={{ next }}>
              {t("Use a passkey")}
            </PasskeyButton>
          )}
          {providers.map(({ id, name }) => (
            <ActionForm key={id} action={goToProviderAction} kind="inline">
              <input type="hidden" name="provider" value={id} />
              <input type="hidden" name="next" value={next} />
              <SubmitButton look="secondary" pending={t("Going to {name} …", { name })}>{t("Continue with {name}", { name })}</SubmitButton>
            </ActionForm>
          ))}
        </div>
      )}
    </div>
  );
}
