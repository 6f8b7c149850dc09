import type { AccessPreview } from "./access-preview";
import type { FieldClash } from "./errors";
import type { ProofWay } from "./proof-way";

/** What a server action answers to a form: the new value, or why not, with what was typed still in the browser. */
export type ActionResult<Value = unknown> =
  | { ok: true; value: Value; message?: string }
  | {
      ok: false;
      message: string;
      /** Message per form field name. */
      fields?: Record<string, string>;
      clashes?: FieldClash[];
      /** The version that stands now; a form that saves again after a clash says that it has been seen. */
      version?: number;
      /** What saving would change about people's access: nothing is saved until the form is sent again with the token in it. */
      preview?: AccessPreview;
      /** The person must prove again who they are, in one of these ways; then the same is sent once more. */
      stepUp?: ProofWay[];
      /** The session is over: the person signs in elsewhere and sends the same once more. */
      signedOut?: true;
    };
