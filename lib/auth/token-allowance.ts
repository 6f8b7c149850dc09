import "server-only";
import { Allowances, type Allowance } from "../platform/allowance";
import { env } from "../platform/env";

const minute = 60_000;

// Next bundles this module more than once; what a token has used is the same.
const holder = globalThis as typeof globalThis & { porticoTokenAllowances?: Allowances };
const allowances = () => (holder.porticoTokenAllowances ??= new Allowances(env().API_RATE, minute));

/** As much of a token as tells it from all others, and too little to be one. */
const nameOf = (token: string) => token.slice(0, 24);

/** What an API token may do within how many seconds, and what is left to it. */
export type TokenAllowance = Allowance & { most: number; within: number };

const told = (allowance: Allowance): TokenAllowance => ({ ...allowance, most: allowances().most, within: minute / 1000 });

/** What a token has left, without counting anything or asking whose it is; null when there is no limit. */
export const allowanceOf = (token: string): TokenAllowance | null => (env().API_RATE === 0 ? null : told(allowances().of(nameOf(token))));

/** Counts a request of a token that is valid, in this server process; null when there is no limit. */
export const countRequest = (token: string): TokenAllowance | null => (env().API_RATE === 0 ? null : told(allowances().count(nameOf(token))));
