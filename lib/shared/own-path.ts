/** Only a path of this portal may follow a sign-in; anything else becomes the start page. */
export function ownPath(next: string | string[] | undefined): string {
  if (typeof next !== "string" || !/^\/(?![/\\])/.test(next) || /[\\\p{Cc}]/u.test(next)) return "/";
  const url = new URL(next, "http://portal.invalid");
  return url.host === "portal.invalid" && !url.pathname.startsWith("//") ? url.pathname + url.search : "/";
}
