// What may run at once. What costs much has a share of its own, so that a storm of it turns away nobody who only reads (reliability.md, B40).

const doors = /^\/(?:sign-in|forgot-password|reset|invitation|not-me)(?:[/?]|$)/;
const pictures = /^\/account\/picture(?:[/?]|$)/;

/**
 * `atOnce`: how many are worked on, and how many while the rest is crowded; `mostWaiting`: how many wait for that, `patience` milliseconds at
 * most, which leaves what is needed of a request's time (lib/shared/request-time.ts). Passwords are hashed for those at the door, so few are let in at once, each source in its turn. Pictures wait where they are worked on
 * (lib/platform/costly.ts), since a slow line may bring one for minutes. Of the rest so many are taken that none waits for half a second behind others.
 */
const limits = {
  door: { atOnce: 4, atOnceWhenCrowded: 1, mostWaiting: 200, patience: 6000 },
  picture: { atOnce: 24 },
  rest: { atOnce: 80 },
};

/** From how many on reads come before people at the door. */
const crowd = 16;

/** Which share a request is of; null for the files of a build, which cost nothing. */
export function shareOf({ method, url = "" }) {
  if (url.startsWith("/_next/static/")) return null;
  if (method !== "POST") return "rest";
  return doors.test(url) ? "door" : pictures.test(url) ? "picture" : "rest";
}

/**
 * The shares of one server: `enter(name, source, response)` says whether the request may run now, perhaps after a wait. It leaves with its answer.
 * @param {Record<string, { atOnce: number; atOnceWhenCrowded?: number; mostWaiting?: number; patience?: number }>} given
 */
export function openShares(given = limits) {
  const isCrowded = () => shares.rest.running() > crowd;
  const shares = Object.fromEntries(Object.entries(given).map(([name, limit]) => [name, openShare(limit, isCrowded)]));
  return { enter: (name, source, response) => shares[name].enter(source, response) };
}

function openShare({ atOnce, atOnceWhenCrowded = atOnce, mostWaiting = 0, patience = 0 }, isCrowded) {
  let running = 0;
  let waiting = 0;
  /** Who waits, by source; the source whose turn is next stands first. */
  const lines = new Map();

  const isFull = () => running >= atOnce || (running >= atOnceWhenCrowded && isCrowded());

  function run(response) {
    running++;
    response.once("close", () => {
      running--;
      callNext();
    });
  }

  function callNext() {
    if (waiting === 0 || isFull()) return;
    const [source, line] = lines.entries().next().value;
    const [first] = line;
    lines.delete(source);
    lines.set(source, line); // the next turn is another source's
    first.end(true);
    callNext(); // it may have become less crowded since
  }

  function wait(source, response) {
    return new Promise((resolve) => {
      const line = lines.get(source) ?? [];
      lines.set(source, line);
      const one = {
        end: (isLetIn) => {
          clearTimeout(timer);
          response.off("close", gone);
          line.splice(line.indexOf(one), 1);
          if (line.length === 0) lines.delete(source);
          waiting--;
          if (isLetIn) run(response);
          resolve(isLetIn);
        },
      };
      const gone = () => one.end(false);
      const timer = setTimeout(gone, patience);
      response.once("close", gone);
      line.push(one);
      waiting++;
    });
  }

  /** Makes room by sending away the last of the longest line, if that is longer than the line of who comes. */
  function hasRoom(source) {
    if (waiting < mostWaiting) return true;
    const longest = [...lines.values()].reduce((one, other) => (other.length > one.length ? other : one), []);
    if (longest.length <= (lines.get(source)?.length ?? 0) + 1) return false;
    longest.at(-1).end(false);
    return true;
  }

  return {
    running: () => running,
    async enter(source, response) {
      if (response.closed) return false; // it would never leave
      if (waiting === 0 && !isFull()) {
        run(response);
        return true;
      }
      return hasRoom(source) && wait(source, response);
    },
  };
}

/**
 * Whether the whole of a request is there within so many milliseconds. Whoever sends slowly must not hold one of few places meanwhile. It is
 * for forms, which the socket's buffer holds; one too large for that is never there.
 */
export function isAllThere(request, patience = 5000) {
  if (request.complete) return Promise.resolve(true);
  return new Promise((resolve) => {
    const look = () => request.complete && end(true);
    const end = (answer) => {
      clearTimeout(timer);
      request.off("readable", look);
      request.off("close", gone);
      resolve(answer);
    };
    const gone = () => end(false);
    const timer = setTimeout(gone, patience);
    request.on("readable", look);
    request.once("close", gone);
  });
}
