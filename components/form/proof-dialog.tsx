"use client";

import { createContext, useContext, type ComponentType } from "react";
import { Dialog } from "@/components/ui/dialog";
import type { ProofWay } from "@/lib/shared/proof-way";

/** The forms by which somebody proves again who they are; the portal's frame brings them, as only routes know actions. */
export type ProofForms = ComponentType<{ ways: ProofWay[]; onProved: () => void }>;

const Nothing: ProofForms = () => null;

export const ProofContext = createContext<ProofForms>(Nothing);

type Props = { ways: ProofWay[]; onProved: () => void; onCancel: () => void };

/** Asks the person to prove again who they are, then lets the form be sent once more; what was typed stays. */
export function ProofDialog({ ways, onProved, onCancel }: Props) {
  const Forms = useContext(ProofContext);
  return (
    <Dialog open title="Show that it is you" sentence="This is asked before important changes when you have been signed in for a while." onOpenChange={(isOpen) => !isOpen && onCancel()}>
      <Forms ways={ways} onProved={onProved} />
    </Dialog>
  );
}
