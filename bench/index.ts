import { disconnect } from "@/lib/platform/db/client";
import { benchAccounts } from "./accounts";
import { benchCheck } from "./check";
import { benchCrash } from "./crash";
import { benchEditors } from "./editors";
import { benchExplain } from "./explain";
import { benchExport } from "./export";
import { benchFaults } from "./faults";
import { benchFullDisk } from "./full-disk";
import { benchHttp } from "./http";
import { benchImport } from "./import";
import { benchList } from "./list";
import { benchPreview } from "./preview";
import { benchLeaks, benchProbes } from "./probes";
import { benchRevoke } from "./revoke";
import { benchSoak } from "./soak";
import { benchWall } from "./wall";
import { benchWrite } from "./write";

const benches: Record<string, () => Promise<void>> = { accounts: benchAccounts, check: benchCheck, crash: benchCrash, editors: benchEditors, explain: benchExplain, export: benchExport, faults: benchFaults, "full-disk": benchFullDisk, http: benchHttp, import: benchImport, leaks: benchLeaks, list: benchList, preview: benchPreview, probes: benchProbes, revoke: benchRevoke, soak: benchSoak, wall: benchWall, write: benchWrite };

const name = process.argv[2] ?? "";
const bench = benches[name];
if (!bench) {
  console.error(`Name one of: ${Object.keys(benches).join(", ")}. They measure on the database at hand, which must hold a world.`);
  process.exit(2);
}
await bench();
await disconnect();
