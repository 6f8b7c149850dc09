import { editContact, suspendCustomer } from "@/lib/domain/customers/commands";
import * as build from "../build";
import { bringSomeOn } from "./joining";

/** A few days at work: some of the demo's people do what they may, so that the log has something to tell. */
export async function liveALittle(): Promise<void> {
  const viewerOf = async (email: string) => build.viewer(await build.owner().user.findUniqueOrThrow({ where: { email }, select: { id: true } }));
  const some = (key: string, take: number) =>
    build.owner().customer.findMany({
      where: { organization: { key }, archivedAt: null, status: "active" },
      orderBy: { key: "asc" },
      take,
      select: { id: true, version: true },
    });
  const callum = await viewerOf("callum@pennine.example");
  for (const { id, version } of await some("leeds-link", 3)) await editContact(callum, { customerId: id, version, comment: "Called back, all well." });
  const marit = await viewerOf("marit@fjordlink.example");
  for (const { id } of await some("bergen-bredband", 2)) await suspendCustomer(marit, { customerId: id });
  const tobias = await viewerOf("tobias@rheintal.example");
  for (const { id, version } of await some("rheintal", 2)) await editContact(tobias, { customerId: id, version, phone: "+49 221 4710 100" });
  await bringSomeOn();
}
