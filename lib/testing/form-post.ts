/** A person in a browser without scripts: the session cookie and the portal's address. */
export type Visitor = { url: string; cookie: string };

const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
const plain = (text: string) => text.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

type Pair = [name: string, value: string];
const pair = (name: string | undefined, value: string | undefined): Pair[] => (name ? [[plain(name), plain(value ?? "")]] : []);

const isSent = (tag: string) => !/type="(file|submit|button)"/.test(tag) && (!/type="(checkbox|radio)"/.test(tag) || tag.includes("checked"));
const inputsIn = (form: string) => (form.match(/<input\b[^>]*>/g) ?? []).filter(isSent).flatMap((tag) => pair(attribute(tag, "name"), attribute(tag, "value")));
const textsIn = (form: string) => [...form.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g)].flatMap(([, tag, value]) => pair(attribute(tag!, "name"), value));
const chosenIn = (options: string) => /<option\b[^>]*\bselected[^>]*>/.exec(options)?.[0] ?? /<option\b[^>]*>/.exec(options)?.[0] ?? "";
const choicesIn = (form: string) => [...form.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)].flatMap(([, tag, options]) => pair(attribute(tag!, "name"), attribute(chosenIn(options!), "value")));

/** The markup of the form that has a field of this name. */
export const formIn = (html: string, field: string) => html.match(/<form\b[\s\S]*?<\/form>/g)?.find((text) => text.includes(`name="${field}"`)) ?? null;

/** The fields of the form that has a field of this name, hidden ones of the server action included; null when the page has no such form. */
export function fieldsOf(html: string, field: string): FormData | null {
  const form = formIn(html, field);
  if (!form) return null;
  const fields = new FormData();
  for (const [name, value] of [...inputsIn(form), ...textsIn(form), ...choicesIn(form)]) fields.append(name, value);
  return fields;
}

/** Opens a page as the visitor. */
export const visit = ({ url, cookie }: Visitor, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url + path, { headers: { Cookie: cookie, ...headers }, redirect: "manual", signal: AbortSignal.timeout(20_000) });

/**
 * Opens a page, changes fields of the form that has the first of them and sends it, as a browser without scripts would: the way to a
 * server action over plain HTTP. Null when the page has no such form.
 */
export async function sendForm(visitor: Visitor, path: string, changes: Record<string, string>): Promise<Response | null> {
  const fields = fieldsOf(await (await visit(visitor, path)).text(), Object.keys(changes)[0]!);
  return fields && postForm(visitor, path, fields, changes);
}

/** Sends fields that were read before, some of them changed. */
export function postForm({ url, cookie }: Visitor, path: string, fields: FormData, changes: Record<string, string>): Promise<Response> {
  for (const [name, value] of Object.entries(changes)) fields.set(name, value);
  return fetch(url + path, { method: "POST", body: fields, headers: { Cookie: cookie, Origin: url }, redirect: "manual", signal: AbortSignal.timeout(20_000) });
}
