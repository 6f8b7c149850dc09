import { driftFile } from "@/lib/domain/roles/drift-file";
import { driftList } from "@/lib/domain/roles/schema";
import { fileRoute } from "@/lib/web/file";

/** Clones beside their templates as a file: the same filters as on the page. */
export const GET = fileRoute("clones", (viewer, params) => driftFile(viewer, driftList.parse(params)));
