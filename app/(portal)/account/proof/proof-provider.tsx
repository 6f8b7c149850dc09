"use client";

import type { ReactNode } from "react";
import { ProofContext, type ProofProps } from "@/components/form/proof-dialog";
import { ProofForms } from "./proof-forms";

const showForms = (props: ProofProps) => <ProofForms {...props} />;

/** Brings the forms by which any form inside lets the person prove again who they are. */
export const ProofProvider = ({ children }: { children: ReactNode }) => <ProofContext value={showForms}>{children}</ProofContext>;
