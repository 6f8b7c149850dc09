/** A customer as the list's statement answers it. */
export type CustomerPageRow = {
  id: number;
  key: string;
  name: string;
  sort_name: string;
  organization_id: number;
  territory_id: number | null;
  account_manager_id: number | null;
  status: "active" | "suspended";
  archived_at: Date | null;
  city: string | null;
  country: string | null;
  created_at: Date;
  updated_at: Date;
  version: number;
};

/** A customer as lists show it. */
export type CustomerRow = {
  id: number;
  key: string;
  name: string;
  status: "active" | "suspended" | "archived";
  organizationId: number;
  organizationName: string;
  territoryId: number | null;
  territoryName: string | null;
  accountManagerId: number | null;
  accountManagerName: string | null;
  city: string | null;
  country: string | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};

/** A customer's profile, and what the viewer may do with it. */
export type CustomerDetail = Omit<CustomerRow, "status"> & {
  status: "active" | "suspended";
  archivedAt: Date | null;
  email: string | null;
  phone: string | null;
  street: string | null;
  region: string | null;
  comment: string | null;
  can: { edit: boolean; editContact: boolean; suspend: boolean; reassign: boolean; delete: boolean; explain: boolean; giveTask: boolean };
};
