/** The frame of everything that opens above the page: an edge, no shadow. */
export const popupClass = "rounded-lg border border-line-2 bg-panel text-ink outline-none";
