const opposite: Record<string, string> = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" };

/** The key as it is meant by whoever reads the other way: right is onward in English and back in Arabic. */
export const alongReading = (key: string, way: "ltr" | "rtl") => (way === "rtl" ? (opposite[key] ?? key) : key);
