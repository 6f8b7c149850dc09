import type { ComponentProps } from "react";
import { writable } from "@/components/written/written";

/**
 * A link inside the portal: a plain `<a>`, which LinkTravel turns into a change of page without a reload. The framework's own link takes
 * a server ten times as long to render, and a page with a list has more than sixty. `stay` leaves the page scrolled where it is.
 */
export function AppLink({ stay, ...rest }: ComponentProps<"a"> & { href: string; stay?: boolean }) {
  return <a data-go={stay ? "stay" : ""} {...rest} />;
}

writable(AppLink);
