/** One row of the log as it is read. `before` and `after` hold only the fields that changed. */
export type ActivityRow = {
  id: number;
  at: Date;
  actorId: number | null;
  actorName: string;
  via: string | null;
  /** With whose eyes the actor looked at the portal meanwhile. */
  viewingAsId: number | null;
  viewingAsName: string | null;
  action: string;
  outcome: "done" | "refused";
  recordType: string;
  recordId: number | null;
  recordName: string;
  organizationId: number | null;
  customerId: number | null;
  ip: string | null;
  device: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};
