import { hashPassword } from "@/lib/platform/password";
import { fillWorld } from "@/lib/domain/world/fill";
import { countOption, positionalsOf, type Command } from "./command";

export const world: Command = {
  summary: "fills an empty database with a synthetic world",
  usage: "[--customers N] [--organizations N] [--users N] [--territories N] [--seed S] [--password P]",
  options: {
    customers: { type: "string" },
    organizations: { type: "string" },
    users: { type: "string" },
    territories: { type: "string" },
    seed: { type: "string" },
    password: { type: "string" },
  },
  async run(given) {
    positionalsOf(given);
    const { password } = given.values;
    const began = performance.now();
    const counts = await fillWorld({
      customers: countOption(given, "customers", 10_000),
      organizations: countOption(given, "organizations", 100),
      users: countOption(given, "users", 1000),
      territories: countOption(given, "territories", 50),
      seed: countOption(given, "seed", 1),
      passwordHash: typeof password === "string" ? await hashPassword(password) : null,
      onProgress: given.say,
    });
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    return { value: { created: counts, seconds }, lines: [`The world is there, after ${seconds} s.`] };
  },
};
