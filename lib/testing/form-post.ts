/** A person in a browser without scripts: the session cookie and the portal's address. */
export type Visitor = { url: string; cookie: string };

const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
const plain = (text: string) => text.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** The fields of the form that has a field of this name, hidden ones of the server action included; null when the page has no such form. */
export function fieldsOf(html: string, field: string): FormData | null {
  const form = html.match(/<form\b[\s\S]*?<\/form>/g)?.find((text) => text.includes(`name="${field}"`));
  if (!form) return null;
  const fields = new FormData();
  for (const tag of form.match(/<input\b[^>]*>/g) ?? []) {
    const [name, type] = [attribute(tag, "name"), attribute(tag, "type")];
    if (!name || type === "file" || ((type === "checkbox" || type === "radio") && !tag.includes("checked"))) continue;
    fields.append(plain(name), plain(attribute(tag, "value") ?? ""));
  }
  for (const [, name, value] of form.matchAll(/<textarea\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g)) fields.append(name!, plain(value!));
  for (const [, tag, options] of form.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const chosen = /<option\b[^>]*\bselected[^>]*>/.exec(options!)?.[0] ?? /<option\b[^>]*>/.exec(options!)?.[0] ?? "";
    const name = attribute(tag!, "name");
    if (name) fields.append(name, plain(attribute(chosen, "value") ?? ""));
  }
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
