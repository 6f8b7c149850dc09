/** A territory as lists show it. */
export type TerritoryRow = {
  id: number;
  key: string;
  name: string;
  parentId: number | null;
  parentName: string | null;
  childCount: number;
  /** Partners in it and below that the reader may list. */
  organizationCount: number;
  version: number;
};

/** A territory opened, with what the viewer may do with it. */
export type TerritoryDetail = TerritoryRow & {
  above: { id: number; name: string }[];
  can: { edit: boolean; assign: boolean };
};

/** A node of the tree on screen: those open carry the level below. */
export type TerritoryNode = Pick<TerritoryRow, "id" | "name" | "childCount" | "organizationCount"> & { children: TerritoryNode[]; hasMore: boolean };
