"use client";

import { usePathname } from "next/navigation";
import { Component, type ReactNode } from "react";
import { deniedIn, type Denied } from "@/lib/shared/denied";
import { Refusal } from "./refusal";

type Props = { path: string; children: ReactNode };
type State = { path: string; refusal: { denied: Denied | null } | null };

const digestOf = (error: unknown) => {
  const digest = (error as { digest?: unknown } | null)?.digest;
  return typeof digest === "string" ? digest : "";
};

class Boundary extends Component<Props, State> {
  override state: State = { path: this.props.path, refusal: null };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    const digest = digestOf(error);
    if (!digest.startsWith("NEXT_HTTP_ERROR_FALLBACK;403")) throw error;
    return { refusal: { denied: deniedIn(digest) } };
  }

  /** Another page is another question. */
  static getDerivedStateFromProps({ path }: Props, state: State): State | null {
    return path === state.path ? null : { path, refusal: null };
  }

  override render() {
    return this.state.refusal ? <Refusal denied={this.state.refusal.denied} /> : this.props.children;
  }
}

/**
 * Stands in every section's layout: shows a refused page with what is missing and who could give it. It must stand below the
 * portal's own forbidden page, which Next shows without telling it why.
 */
export function RefusalBoundary({ children }: { children: ReactNode }) {
  return <Boundary path={usePathname()}>{children}</Boundary>;
}
