import { exportCustomers } from "@/lib/domain/customers/export";
import { customerList } from "@/lib/domain/customers/schema";
import { fileRoute } from "@/lib/web/file";

/** The list of customers as a file: the same filter, the same columns. */
export const GET = fileRoute("customers", (viewer, params) => exportCustomers(viewer, customerList.parse(params)));
