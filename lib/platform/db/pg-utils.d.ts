declare module "pg/lib/utils" {
  /** A value as the protocol sends it: what a statement's values go through. */
  export function prepareValue(value: unknown): string | Buffer | null;
}
