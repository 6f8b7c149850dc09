/** A second factor as it is shown: never its secret. */
export type FactorRow = { id: number; kind: "app" | "passkey"; name: string; createdAt: Date; lastUsedAt: Date | null; isBackedUp: boolean };

/** A person's second factors, and what is required of them. */
export type Factors = {
  factors: FactorRow[];
  codes: number;
  /** From when a second factor is required of the person; null never. */
  requiredFrom: Date | null;
  hasPassword: boolean;
};
