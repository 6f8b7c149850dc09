import { exportActivity } from "@/lib/domain/activity/export";
import { activityList, inZone } from "@/lib/domain/activity/schema";
import { fileRoute } from "@/lib/web/file";
import { readerZone } from "../../reader-zone";

/** The log as a file: the same filters as in the list. */
export const GET = fileRoute("activity", async (viewer, params) => exportActivity(viewer, inZone(activityList.parse(params), await readerZone(viewer))));
