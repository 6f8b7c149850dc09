"use client";

import { browserSupportsWebAuthn, browserSupportsWebAuthnAutofill } from "@simplewebauthn/browser";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { PasskeyButton } from "@/components/factors/passkey-button";
import { usePasskey } from "@/components/factors/use-passkey";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { beginPasskeySignInAction, passkeySignInAction, signInAction } from "./actions";

const never = () => () => undefined;

/** Offers the person's passkeys in the list under the address field, where the browser can. */
function usePasskeysInList(next: string) {
  const { prove } = usePasskey({ finish: passkeySignInAction, values: { next } });
  const offer = useEffectEvent(async () => {
    if (await browserSupportsWebAuthnAutofill()) await prove(beginPasskeySignInAction, true);
  });
  useEffect(() => void offer(), []);
}

export function SignInForm({ next }: { next: string }) {
  const hasPasskeys = useSyncExternalStore(never, browserSupportsWebAuthn, () => false);
  usePasskeysInList(next);
  return (
    <div className="flex flex-col gap-5">
      <ActionForm action={signInAction} kind="inline" className="flex flex-col gap-4">
        <input type="hidden" name="next" value={next} />
        <Field label="E-mail" name="email" required>
          <TextInput type="email" autoComplete="username webauthn" autoFocus />
        </Field>
        <Field label="Password" name="password" required>
          <TextInput type="password" autoComplete="current-password" />
        </Field>
        <SubmitButton pending="Signing in …">Sign in</SubmitButton>
      </ActionForm>
      {hasPasskeys && (
        <div className="flex flex-col gap-2 border-t border-line pt-4">
          <PasskeyButton begin={beginPasskeySignInAction} finish={passkeySignInAction} values={{ next }}>
            Use a passkey
          </PasskeyButton>
        </div>
      )}
    </div>
  );
}
