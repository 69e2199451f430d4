import { createResource, Show } from "solid-js";
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
  const title = () => campaign.store.view?.public.title ?? "Emberhall";
  const share = (url: string) =>
    void navigator.share({ title: title(), text: "You are expected at the table", url }).catch(() => undefined);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Ask others to the table"
      description="They give a name, take a character, and sit down. Nothing to install."
    >
      <Show when={invite()} fallback={<Ember text="Writing the invitation…" />}>
        {(answer) => {
          const found = () => {
            const value = answer();
            return value.ok ? value.value : null;
          };
          const fault = () => {
            const value = answer();
            return value.ok ? "" : wordsFor(value.problem);
          };
          return (
            <Show
              when={found()}
              fallback={
                <div class="grid gap-3">
                  <p role="alert">{fault()}</p>
                  <Button icon="retry" onClick={() => void refetch()}>
                    Try again
                  </Button>
                </div>
              }
            >
              {(open) => (
                <div class="share">
                  <div class="share-fields">
                    <CopyField label="Link" value={linkOf(open())} />
                    <CopyField label="Code" value={open().code} mono />
                    <Show when={"share" in navigator}>
                      <Button icon="share" onClick={() => share(linkOf(open()))}>
                        Send it with an app
                      </Button>
                    </Show>
                    <p class="text-sm text-faint">
                      Good for {open().usesLeft} more {open().usesLeft === 1 ? "person" : "people"}, until{" "}
                      {new Date(open().expiresAt).toLocaleDateString()}.
                    </p>
                  </div>
                  <QrCode value={linkOf(open())} label="Square with the link, to point a phone at" size={168} />
                </div>
              )}
            </Show>
          );
        }}
      </Show>
    </Dialog>
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
