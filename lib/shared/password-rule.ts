
/** True when the password is built around the person's address or name, which are guessed first. */
export function isAboutPerson(password: string, { email, name }: { email: string; name: string }): boolean {
  const text = password.toLowerCase();
  const words = [email.split("@")[0]!, name.toLowerCase().replace(/\s+/g, " ").trim()];
  return words.some((word) => word.length > 2 && text.includes(word));
}
