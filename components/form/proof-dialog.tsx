"use client";

import { createContext, useContext, type ReactNode } from "react";
import { Dialog } from "@/components/ui/dialog";
import { t } from "@/lib/shared/language/text";
import type { ProofWay } from "@/lib/shared/proof-way";

export type ProofProps = { ways: ProofWay[]; onProved: () => void };

/** Shows the forms by which somebody proves again who they are; the portal's frame brings it, as only routes know actions. */
export const ProofContext = createContext<(props: ProofProps) => ReactNode>(() => null);

type Props = ProofProps & { onCancel: () => void };

/** Asks the person to prove again who they are, then lets the form be sent once more; what was typed stays. */
export function ProofDialog({ ways, onProved, onCancel }: Props) {
  const showForms = useContext(ProofContext);
  return (
    <Dialog open title={t("Show that it is you")} sentence={t("This is asked before important changes when you have been signed in for a while.")} onOpenChange={(isOpen) => !isOpen && onCancel()}>
      {showForms({ ways, onProved })}
    </Dialog>
  );
}
