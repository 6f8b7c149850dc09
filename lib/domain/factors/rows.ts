/** A second factor as it is shown: never its secret. */
export type FactorRow = { id: number; kind: "app" | "passkey"; name: string; createdAt: Date; lastUsedAt: Date | null; isBackedUp: boolean };

/** A person's second factors, and whether they have a password besides. */
export type Factors = {
  factors: FactorRow[];
  codes: number;
  hasPassword: boolean;
};
