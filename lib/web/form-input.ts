/** A form's fields as an object: names ending in `[]` as arrays, all others as single values; Next's own fields left out. */
export function formInput(form: FormData): Record<string, unknown> {
  const input = Object.create(null) as Record<string, unknown>;
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$ACTION")) continue;
    if (name.endsWith("[]")) input[name.slice(0, -2)] = form.getAll(name);
    else input[name] = form.getAll(name).at(-1);
  }
  return { ...input };
}
