// @ts-check
// npm stands between a person and us. Where its shell does not hand a signal on, it is only seen to be gone.

/**
 * Calls back when npm, which started us, is gone. Started in another way, a process may well outlive its parent.
 * @param {() => void} callback
 */
export function whenNpmIsGone(callback) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, 250);
  timer.unref();
}
