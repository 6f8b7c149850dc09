/**
 * One spelling for one mailbox: compatibility characters folded, lower case. Null for anything that is not one plain ASCII address;
 * quotes, commas, spaces and further @ are refused, since mail programs disagree about them.
 */
export function canonicalEmail(text: string): string | null {
  const email = text.normalize("NFKC").trim().toLowerCase();
  return email.length <= 200 && /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/.test(email) ? email : null;
}
