import { t } from "./language/text";

const browsers: [name: string, pattern: RegExp][] = [
  ["Edge", /\bEdg(e|A|iOS)?\//],
  ["Opera", /\b(OPR|Opera)\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\b(Firefox|FxiOS)\//],
  ["Chrome", /\b(Chrome|Chromium|CriOS|HeadlessChrome)\//],
  ["Safari", /\bVersion\/[\d.]+.*\bSafari\//],
];

const systems: [name: string, pattern: RegExp][] = [
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["Windows", /\bWindows\b/],
  ["Mac", /\bMacintosh\b|\bMac OS X\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Linux", /\bLinux\b|\bX11\b/],
];

const first = (list: typeof browsers, text: string) => list.find(([, pattern]) => pattern.test(text))?.[0] ?? null;

/** A browser's own description in words: "Firefox on Windows". What is not known is left as it introduced itself, cut short. */
export function deviceName(userAgent: string | null): string {
  if (!userAgent) return t("Unknown device");
  const browser = first(browsers, userAgent);
  const system = first(systems, userAgent);
  if (browser && system) return t("{browser} on {system}", { browser, system });
  return browser ?? system ?? userAgent.slice(0, 40);
}
