import { fiftyRows } from "./rows";
import { Table, type Row } from "./table";

export const dynamic = "force-dynamic";

type Found = Omit<Row, "updatedAt"> & { updatedAt: Date };

export default async function Page() {
  const rows = await fiftyRows<Found>("page");
  return (
    <Table
      rows={rows.map(({ id, key, name, organizationName, territoryName, accountManagerName, status, updatedAt }) => ({
        ...{ id, key, name, organizationName, territoryName, accountManagerName, status },
        updatedAt: updatedAt.toISOString(),
      }))}
    />
  );
}
