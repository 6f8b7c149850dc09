import { openApiDocument } from "@/lib/web/rest/openapi";
import { operations } from "../operations";

const document = openApiDocument(operations);

/** The description of the REST API; it says nothing that is not the same for everybody. */
export function GET(): Response {
  return Response.json(document, { headers: { "Cache-Control": "private, no-store" } });
}
