import { createResource, createSignal, For, Show, Suspense } from "solid-js";
import type { Invite, Preview } from "../../../workers/contracts/sharing.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Ember } from "../../parts/ember.tsx";
import { SelectField } from "../../parts/field.tsx";
import { type Result, wordsFor } from "../../state/result.ts";
import { type SharingApi, sharingApi } from "../../state/sharing-api.ts";
import { useCampaign } from "../table-context.tsx";
import { InviteCard } from "./invite-card.tsx";
import { NewInvite } from "./new-invite.tsx";

/** Every link to this table that is good, what each of them is for, and the way to make another. */
export function SharePanel(props: { onClose: () => void }) {
  const campaign = useCampaign();
  const api = sharingApi(campaign.id);
  const [invites, { refetch }] = createResource(() => standingInvites(api));
  const [chosen, setChosen] = createSignal<string | null>(null);
  const good = () => {
    const answer = invites.latest;
    return answer?.ok === true ? answer.value : null;
  };
  const shown = () => good()?.find(({ code }) => code === chosen()) ?? good()?.[0];
  const changed = async (code: string | null) => {
    await refetch();
    setChosen(code);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Ask others to the table"
      description="They give a name, take a character, and sit down. Nothing to install."
      wide
    >
      <Suspense fallback={<Ember text="Writing the invitation…" />}>
        <Show
          when={good()}
          fallback={
            <Show when={invites()}>{(answer) => <Failed answer={answer()} onRetry={() => void refetch()} />}</Show>
          }
        >
          {(list) => (
            <div class="grid gap-5">
              <Show when={shown()}>
                {(invite) => (
                  <InviteCard
                    api={api}
                    invite={invite()}
                    title={tableTitle(campaign)}
                    onChange={(it) => void changed(it)}
                  />
                )}
              </Show>
              <Others list={list().filter(({ code }) => code !== shown()?.code)} onChoose={setChosen} />
              <NewInvite api={api} onMade={(code) => void changed(code)} />
              <Show when={campaign.me()?.role === "owner"}>
                <PreviewChoice api={api} />
              </Show>
            </div>
          )}
        </Show>
      </Suspense>
    </Dialog>
  );
}

const tableTitle = (campaign: ReturnType<typeof useCampaign>) => campaign.store.view?.public.title ?? "Emberhall";

export const ROLE_OF_INVITE: Record<Invite["role"], string> = {
  owner: "For the owner",
  gm: "For another GM",
  player: "For players",
  spectator: "For people who look on",
};
export const HOW: Record<Invite["approval"], string> = {
  open: "whoever has it comes in",
  ask: "you let each one in",
  locked: "nobody comes in for now",
};

function Others(props: { list: readonly Invite[]; onChoose: (code: string) => void }) {
  return (
    <Show when={props.list.length > 0}>
      <section class="gm-part" aria-labelledby="other-links">
        <h3 id="other-links" class="eyebrow">
          Other links
        </h3>
        <ul class="grid w-full gap-2">
          <For each={props.list}>
            {(invite) => (
              <li class="flex flex-wrap items-center justify-between gap-2">
                <p class="min-w-0 text-sm">
                  <span class="numeral">{invite.code}</span>
                  <span class="text-faint">
                    {" "}
                    {ROLE_OF_INVITE[invite.role].toLowerCase()}, {HOW[invite.approval]}
                  </span>
                </p>
                <Button size="small" onClick={() => props.onChoose(invite.code)} aria-label={`Show ${invite.code}`}>
                  Show
                </Button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

const PREVIEWS: readonly { readonly value: Preview; readonly label: string }[] = [
  { value: "full", label: "Title, adventure and who hosts" },
  { value: "title", label: "Title and who hosts" },
  { value: "nothing", label: "Nothing but that it is a table" },
];

/** What a chat program may draw beside the link, and a stranger may read before joining. */
function PreviewChoice(props: { api: SharingApi }) {
  const [card] = createResource(() => props.api.campaign());
  const [fault, setFault] = createSignal("");
  const current = () => {
    const answer = card.latest;
    return answer?.ok === true ? answer.value.preview : undefined;
  };
  const choose = async (preview: Preview) => {
    const answer = await props.api.setPreview(preview);
    setFault(answer.ok ? "" : wordsFor(answer.problem));
  };
  return (
    <Show when={current()}>
      {(preview) => (
        <div class="gm-part">
          <SelectField
            label="What a link tells before somebody joins"
            hint="Chat programs show it beside the link. Who sits at the table is never told."
            value={preview()}
            options={PREVIEWS}
            error={fault()}
            onChange={(ev) => void choose(ev.currentTarget.value as Preview)}
          />
        </div>
      )}
    </Show>
  );
}

function Failed(props: { answer: Result<unknown>; onRetry: () => void }) {
  return (
    <div class="grid gap-3">
      <p role="alert">{props.answer.ok ? "" : wordsFor(props.answer.problem)}</p>
      <Button icon="retry" onClick={() => props.onRetry()}>
        Try again
      </Button>
    </div>
  );
}

/** The invitations that still let somebody in, players' first, the longest good first; a new one when there is none. */
async function standingInvites(api: SharingApi): Promise<Result<readonly Invite[]>> {
  const listed = await api.invites();
  if (!listed.ok) return listed;
  const good = listed.value
    .filter(({ revoked, usesLeft, expiresAt }) => !revoked && usesLeft > 0 && expiresAt > Date.now())
    .toSorted((left, right) => rank(left) - rank(right) || right.expiresAt - left.expiresAt);
  if (good.some(({ role }) => role === "player")) return { ok: true, value: good };
  const made = await api.createInvite({});
  return made.ok ? { ok: true, value: [made.value, ...good] } : made;
}

const rank = ({ role }: Invite) => (role === "player" ? 0 : 1);
