import { fiftyRows } from "./rows";

export const dynamic = "force-dynamic";

export default async function Page() {
  const rows = await fiftyRows();
  return (
    <table>
      <tbody>
        {rows.map(({ id, key, name, status, city, country, updated_at: updatedAt }) => (
          <tr key={id}>
            <td>
              <a href={`/customers/${id}`}>{name}</a>
            </td>
            <td>{key}</td>
            <td>{status}</td>
            <td>{city}</td>
            <td>{country}</td>
            <td>{updatedAt.toISOString()}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
