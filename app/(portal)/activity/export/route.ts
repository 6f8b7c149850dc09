import { exportActivity } from "@/lib/domain/activity/export";
import { activityList } from "@/lib/domain/activity/schema";
import { fileRoute } from "@/lib/web/file";

/** The log as a file: the same filters as in the list. */
export const GET = fileRoute("activity", (viewer, params) => exportActivity(viewer, activityList.parse(params)));
