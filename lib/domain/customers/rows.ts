/** A customer as lists show it; moments are ISO texts. */
export type CustomerRow = {
  id: number;
  key: string;
  name: string;
  status: "active" | "suspended" | "archived";
  organizationName: string;
  territoryName: string | null;
  accountManagerName: string | null;
  city: string | null;
  country: string | null;
  createdAt: string;
  updatedAt: string;
};

/** A customer's profile, and what the viewer may do with it. */
export type CustomerDetail = Omit<CustomerRow, "status" | "createdAt" | "updatedAt"> & {
  status: "active" | "suspended";
  createdAt: Date;
  updatedAt: Date;
  organizationId: number;
  territoryId: number | null;
  accountManagerId: number | null;
  version: number;
  archivedAt: Date | null;
  email: string | null;
  phone: string | null;
  street: string | null;
  region: string | null;
  comment: string | null;
  can: { edit: boolean; editContact: boolean; suspend: boolean; reassign: boolean; delete: boolean; explain: boolean; giveTask: boolean; readLog: boolean };
};
