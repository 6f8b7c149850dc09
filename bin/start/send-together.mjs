/**
 * Sends an answer in as few pieces as it can. Next sends the head by itself, then each part of a page as it is ready; held until what is
 * ready now is written, they leave together. A part that is not ready holds nobody up.
 */
export function sendTogether(response) {
  const { write } = response;
  let isHeld = false;
  response.flushHeaders = () => undefined;
  response.write = (...given) => {
    const { socket } = response;
    if (socket && !isHeld) {
      isHeld = true;
      socket.cork(); // the end of the answer uncorks it as well
      setImmediate(() => {
        isHeld = false;
        if (!response.writableEnded) socket.uncork();
      });
    }
    return write.apply(response, given);
  };
}
