// Stands in for "server-only" in tests, which throws everywhere but in Next's server build.
export {};
