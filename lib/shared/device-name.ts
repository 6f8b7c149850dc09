import { msg, t } from "./language/text";

const browsers: [name: string, pattern: RegExp][] = [
  [msg("Edge"), /\bEdg(e|A|iOS)?\//],
  [msg("Opera"), /\b(OPR|Opera)\//],
  [msg("Samsung Internet"), /\bSamsungBrowser\//],
  [msg("Firefox"), /\b(Firefox|FxiOS)\//],
  [msg("Chrome"), /\b(Chrome|Chromium|CriOS|HeadlessChrome)\//],
  [msg("Safari"), /\bVersion\/[\d.]+.*\bSafari\//],
];

const systems: [name: string, pattern: RegExp][] = [
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  [msg("Android"), /\bAndroid\b/],
  [msg("Windows"), /\bWindows\b/],
  [msg("Mac"), /\bMacintosh\b|\bMac OS X\b/],
  [msg("ChromeOS"), /\bCrOS\b/],
  [msg("Linux"), /\bLinux\b|\bX11\b/],
];

const first = (list: typeof browsers, text: string) => list.find(([, pattern]) => pattern.test(text))?.[0] ?? null;

/** A browser's own description in words: "Firefox on Windows". What is not known is left as it introduced itself, cut short. */
export function deviceName(userAgent: string | null): string {
  if (!userAgent) return t("Unknown device");
  const browser = first(browsers, userAgent);
  const system = first(systems, userAgent);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? userAgent.slice(0, 40);
}
