import { ButtonLink } from "@/components/ui/button-link";
import { Apology } from "./apology";

/** A refused page: which permission is missing, and whom to ask. */
export function Refusal({ permission }: { permission?: string }) {
  return (
    <Apology title="You may not do this">
      <p className="text-ink-2">
        {permission ? (
          <>
            It needs the permission <code className="font-mono text-xs text-ink">{permission}</code>, which none of your
            access holds.
          </>
        ) : (
          "None of your access holds the permission that it needs."
        )}{" "}
        An administrator of your organization can give it to you.
      </p>
      <ButtonLink href="/">Go to the start page</ButtonLink>
    </Apology>
  );
}
