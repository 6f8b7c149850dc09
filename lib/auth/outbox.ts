import "server-only";

export { mayReadOutbox as outboxOpenTo } from "../domain/mail/outbox-readers";
