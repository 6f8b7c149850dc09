/** A way for somebody who is signed in to prove again who they are. */
export type ProofWay = "passkey" | "code" | "recovery" | "password";
