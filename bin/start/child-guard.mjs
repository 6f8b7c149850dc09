// Loaded into the web server: ends it when the process that keeps it is gone, however that came to be.
process.on("disconnect", () => process.exit(0));
