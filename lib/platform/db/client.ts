import "server-only";
import type pg from "pg";
import { env } from "../env";
import { createPool, createPrisma, type Prisma } from "./connect";

type Clients = { app?: pg.Pool; owner?: pg.Pool; prisma?: Prisma; ownerPrisma?: Prisma };

// Next reloads modules in development; the pools must outlive that.
const holder = globalThis as typeof globalThis & { porticoClients?: Clients };
const clients = (holder.porticoClients ??= {});

/** Connections with the application's rights: everything done for a signed-in person. */
export const pool = () => (clients.app ??= createPool(env().DATABASE_URL, "app"));

/** Connections with the owner's rights: seals, upkeep and what the machine's owner does on the command line. Never for a request. */
export const ownerPool = () => (clients.owner ??= createPool(env().DATABASE_URL, "owner", 3));

/** Prisma with the application's rights. */
export const db = () => (clients.prisma ??= createPrisma(pool()));

/** Ends all connections; for command lines and tests. */
export async function disconnect(): Promise<void> {
  await clients.prisma?.$disconnect();
  await clients.ownerPrisma?.$disconnect();
  await Promise.all([clients.app?.end(), clients.owner?.end()]);
  delete clients.prisma;
  delete clients.ownerPrisma;
  delete clients.app;
  delete clients.owner;
}

/** Prisma with the owner's rights; what `ownerPool` is for, in transactions. */
export const ownerDb = () => (clients.ownerPrisma ??= createPrisma(ownerPool()));
