"use client";

export type Row = {
  id: number;
  key: string;
  name: string;
  organizationName: string;
  territoryName: string | null;
  accountManagerName: string | null;
  status: string;
  updatedAt: string;
};

const headings = ["Name", "Number", "Partner", "Territory", "Account manager", "Status", "Updated"];

/** The cells of the portal's own list, without its looks and without anything round them. */
export function Table({ rows }: { rows: Row[] }) {
  return (
    <table>
      <thead>
        <tr>
          {headings.map((heading) => (
            <th key={heading}>{heading}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, key, name, organizationName, territoryName, accountManagerName, status, updatedAt }) => (
          <tr key={id}>
            <td>
              <a href={`/customers/${id}`}>{name}</a>
            </td>
            <td>{key}</td>
            <td>{organizationName}</td>
            <td>{territoryName}</td>
            <td>{accountManagerName ?? "none"}</td>
            <td>
              <span>
                <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
                  <circle cx="5" cy="5" r="3.5" />
                </svg>
                {status}
              </span>
            </td>
            <td>
              <time dateTime={updatedAt} title={updatedAt}>
                {updatedAt.slice(0, 10)}
              </time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
