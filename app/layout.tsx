import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { densityOf, themeOf } from "@/components/frame/display";
import { LinkTravel } from "@/components/frame/link-travel";
import { ToastRegion } from "@/components/ui/toast";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Portico", template: "%s · Portico" },
  description: "Who may see and do what with which customers, and why.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { colorScheme: "light dark", width: "device-width", initialScale: 1 };

/** The document. Theme and density come from cookies, so that the first paint is already right. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const theme = themeOf(jar.get("theme")?.value);
  const density = densityOf(jar.get("density")?.value);
  return (
    <html
      lang="en"
      data-theme={theme === "system" ? undefined : theme}
      data-density={density === "normal" ? undefined : density}
      suppressHydrationWarning
    >
      <body>
        {children}
        <ToastRegion />
        <LinkTravel />
      </body>
    </html>
  );
}
