import { createSignal, Show } from "solid-js";
import type { Approval, Invite } from "../../../workers/contracts/sharing.ts";
import { Button } from "../../parts/button.tsx";
import { CopyField } from "../../parts/copy-field.tsx";
import { SelectField } from "../../parts/field.tsx";
import { QrCode } from "../../parts/qr-code.tsx";
import { type Result, wordsFor } from "../../state/result.ts";
import type { SharingApi } from "../../state/sharing-api.ts";
import { ROLE_OF_INVITE } from "./share-panel.tsx";

export const APPROVALS: readonly { readonly value: Approval; readonly label: string }[] = [
  { value: "open", label: "Whoever has the link comes in" },
  { value: "ask", label: "I let each one in" },
  { value: "locked", label: "Nobody, for now" },
];

/** One invitation: the link, the code and the square, and what may be done with it. */
export function InviteCard(props: {
  api: SharingApi;
  invite: Invite;
  title: string;
  /** With the code that is to be shown next. */
  onChange: (code: string | null) => void;
}) {
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const tries = async <T,>(attempt: Promise<Result<T>>, next: (value: T) => string | null) => {
    setBusy(true);
    const answer = await attempt;
    setBusy(false);
    setFault(answer.ok ? "" : wordsFor(answer.problem));
    if (answer.ok) props.onChange(next(answer.value));
  };
  return (
    <section class="grid gap-4" aria-labelledby="this-link">
      <h3 id="this-link" class="eyebrow">
        {ROLE_OF_INVITE[props.invite.role]}
      </h3>
      <WaysIn invite={props.invite} title={props.title} />
      <SelectField
        label="Who comes in by it"
        value={props.invite.approval}
        options={APPROVALS}
        onChange={(ev) =>
          void tries(
            props.api.changeInvite(props.invite.code, { approval: ev.currentTarget.value as Approval }),
            ({ code }) => code,
          )
        }
      />
      <div class="gm-row">
        <Button
          size="small"
          icon="retry"
          busy={busy()}
          onClick={() => void tries(props.api.replaceInvite(props.invite.code), ({ code }) => code)}
        >
          New link, same terms
        </Button>
        <Button
          size="small"
          tone="danger"
          busy={busy()}
          onClick={() => void tries(props.api.revokeInvite(props.invite.code), () => null)}
        >
          Revoke
        </Button>
      </div>
      <p class="field-error empty:hidden" role="alert">
        {fault()}
      </p>
    </section>
  );
}

/** The link, the code and the square: three ways to the same chair. */
function WaysIn(props: { invite: Invite; title: string }) {
  const link = () => new URL(`/j/${props.invite.code}`, location.origin).href;
  // Closing the sheet of the system without choosing is no error.
  const share = () =>
    void navigator
      .share({ title: props.title, text: "You are expected at the table", url: link() })
      .catch(() => undefined);
  return (
    <div class="share">
      <div class="share-fields">
        <CopyField label="Link" value={link()} />
        <CopyField label="Code" value={props.invite.code} mono />
        <Show when={"share" in navigator}>
          <Button icon="share" onClick={share}>
            Send it with an app
          </Button>
        </Show>
        <p class="text-sm text-faint">
          Good for {props.invite.usesLeft} more {props.invite.usesLeft === 1 ? "person" : "people"}, until{" "}
          {new Date(props.invite.expiresAt).toLocaleDateString()}.
        </p>
      </div>
      <QrCode value={link()} label="Square with the link, to point a phone at" size={168} />
    </div>
  );
}
