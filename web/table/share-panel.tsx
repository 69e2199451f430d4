import { createResource, Show, Suspense } from "solid-js";
import type { Invite } from "../../workers/contracts/http.ts";
import { Button } from "../parts/button.tsx";
import { CopyField } from "../parts/copy-field.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Ember } from "../parts/ember.tsx";
import { QrCode } from "../parts/qr-code.tsx";
import { api } from "../state/api-client.ts";
import { type Result, wordsFor } from "../state/result.ts";
import { useCampaign } from "./table-context.tsx";

/** The link, the code and the square: three ways to the same chair. */
export function SharePanel(props: { onClose: () => void }) {
  const campaign = useCampaign();
  const [invite, { refetch }] = createResource(() => standingInvite(campaign.id));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Ask others to the table"
      description="They give a name, take a character, and sit down. Nothing to install."
    >
      <Suspense fallback={<Ember text="Writing the invitation…" />}>
        <Show when={invite()}>
          {(answer) => (
            <Show when={inviteOf(answer())} fallback={<Failed answer={answer()} onRetry={() => void refetch()} />}>
              {(found) => <WaysIn invite={found()} title={campaign.store.view?.public.title ?? "Emberhall"} />}
            </Show>
          )}
        </Show>
      </Suspense>
    </Dialog>
  );
}

const inviteOf = (answer: Result<Invite>) => (answer.ok ? answer.value : null);

function Failed(props: { answer: Result<Invite>; onRetry: () => void }) {
  return (
    <div class="grid gap-3">
      <p role="alert">{props.answer.ok ? "" : wordsFor(props.answer.problem)}</p>
      <Button icon="retry" onClick={() => props.onRetry()}>
        Try again
      </Button>
    </div>
  );
}

function WaysIn(props: { invite: Invite; title: string }) {
  const link = () => linkOf(props.invite);
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

const linkOf = ({ code }: Invite) => new URL(`/j/${code}`, location.origin).href;

/** The invitation that is still good for longest; a new one when there is none. */
async function standingInvite(campaignId: string): Promise<Result<Invite>> {
  const listed = await api.invites(campaignId);
  if (!listed.ok) return listed;
  const good = listed.value.filter(
    ({ revoked, usesLeft, expiresAt, role }) => !revoked && usesLeft > 0 && expiresAt > Date.now() && role === "player",
  );
  const best = good.toSorted((left, right) => right.expiresAt - left.expiresAt)[0];
  return best === undefined ? api.createInvite(campaignId) : { ok: true, value: best };
}
