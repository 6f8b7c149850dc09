import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { densityOf, themeOf } from "@/components/frame/display";
import { Direction } from "@/components/frame/direction";
import { LinkTravel } from "@/components/frame/link-travel";
import { Texts } from "@/components/frame/texts";
import { ToastRegion } from "@/components/ui/toast";
import { catalogueAddress } from "@/lib/shared/language/catalogue-script";
import { directionOf } from "@/lib/shared/language/languages";
import { languageNow } from "@/lib/shared/language/reader";
import { t } from "@/lib/shared/language/text";
import "./globals.css";

export const generateMetadata = (): Metadata => ({
  title: { default: "Portico", template: "%s · Portico" },
  description: t("Who may see and do what with which customers, and why."),
  robots: { index: false, follow: false },
});

export const viewport: Viewport = { colorScheme: "light dark", width: "device-width", initialScale: 1 };

/** The document. Theme and density come from cookies, so that the first paint is already right. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const theme = themeOf(jar.get("theme")?.value);
  const density = densityOf(jar.get("density")?.value);
  const language = languageNow();
  const texts = catalogueAddress(language);
  const nonce = /'nonce-([^']+)'/.exec((await headers()).get("content-security-policy") ?? "")?.[1];
  return (
    <html
      lang={language}
      dir={directionOf(language)}
      data-theme={theme === "system" ? undefined : theme}
      data-density={density === "normal" ? undefined : density}
      suppressHydrationWarning
    >
      {/* Before the page's own scripts, which say these texts as soon as they run. */}
      {/* eslint-disable-next-line @next/next/no-sync-scripts */}
      <head>{texts && <script src={texts} nonce={nonce} suppressHydrationWarning />}</head>
      <body>
        <Direction way={directionOf(language)}>
          <Texts language={language} address={texts}>
            {children}
            <ToastRegion />
            <LinkTravel />
          </Texts>
        </Direction>
      </body>
    </html>
  );
}
