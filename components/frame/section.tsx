import type { ReactNode } from "react";
import { RefusalBoundary } from "./refusal-boundary";

/** The layout of every section of the portal. It is the server's: Next hands a layout that is the browser's its place in the address as well, on every page. */
export const Section = ({ children }: { children: ReactNode }) => <RefusalBoundary>{children}</RefusalBoundary>;
