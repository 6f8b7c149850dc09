/** Notes when a request has arrived, and again when all of it has: a slow line is not our slowness. Node's parser says so by this call. */
export function noteArrival(request) {
  const mark = { since: performance.now() };
  const { push } = request;
  request.push = (piece, encoding) => {
    if (piece === null) mark.since = performance.now();
    return push.call(request, piece, encoding);
  };
  return mark;
}
