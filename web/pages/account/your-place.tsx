import { createResource, createSignal, Show } from "solid-js";
import type { WaysIn } from "../../../workers/contracts/accounts.ts";
import type { Me } from "../../../workers/contracts/http.ts";
import { Button } from "../../parts/button.tsx";
import { Ember } from "../../parts/ember.tsx";
import { accountsApi } from "../../state/accounts-api.ts";
import { addPasskey, passkeysWork } from "../../state/passkeys.ts";
import { wordsFor } from "../../state/result.ts";
import { signedIn } from "../../state/session.ts";
import { Trouble } from "../trouble.tsx";
import { type Changed, changedWith, OtherBrowsers } from "./other-browsers.tsx";
import { goOutside } from "./other-ways.tsx";
import { PasskeyList } from "./passkey-list.tsx";
import { RecoveryDialog } from "./recovery-dialog.tsx";

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

/** How somebody comes back to their tables from another device, or from this one once it has forgotten them. */
export function YourPlace(props: { who: Me; onOthersEnded: () => void }) {
  const [answer, { refetch }] = createResource(() => accountsApi.waysIn());
  const [codes, setCodes] = createSignal<readonly string[] | null>(null);
  const [changed, setChanged] = createSignal<Changed | null>(null);
  const isChanged = async (what: string | null) => {
    void refetch();
    if (what !== null) setChanged(await changedWith(what));
  };
  const othersDone = (ended: boolean) => {
    setChanged(null);
    if (ended) props.onOthersEnded();
  };
  const waysIn = () => {
    const value = answer.latest;
    return value?.ok === true ? value.value : null;
  };
  return (
    <>
      <Show when={answer.latest} fallback={<Ember text="Looking…" />}>
        {(value) => (
          <Show when={waysIn()} fallback={<Trouble answer={value()} onRetry={() => void refetch()} />}>
            {(ways) => (
              <Ways who={props.who} ways={ways()} onChange={(what) => void isChanged(what)} onCodes={setCodes} />
            )}
          </Show>
        )}
      </Show>
      <Show when={codes()}>{(shown) => <RecoveryDialog codes={shown()} onClose={() => setCodes(null)} />}</Show>
      <Show when={codes() === null && changed()}>
        {(asked) => <OtherBrowsers changed={asked()} onClose={othersDone} />}
      </Show>
    </>
  );
}

function Ways(props: {
  who: Me;
  ways: WaysIn;
  /** With what to say of it, where the other browsers should be thought of. */
  onChange: (what: string | null) => void;
  onCodes: (codes: readonly string[]) => void;
}) {
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const isKept = () =>
    props.ways.passkeys.length > 0 || props.ways.recoveryCodesLeft > 0 || props.ways.outside.length > 0;
  const trying = async (attempt: () => Promise<string | null>) => {
    setBusy(true);
    setFault("");
    setFault((await attempt()) ?? "");
    setBusy(false);
  };
  const keepPlace = () =>
    trying(async () => {
      const added = await addPasskey();
      if (added === null) return null;
      if (!added.ok) return wordsFor(added.problem);
      signedIn({ ...props.who, ...added.value.me });
      if (added.value.recoveryCodes !== null) props.onCodes(added.value.recoveryCodes);
      props.onChange("The passkey is added");
      return null;
    });
  const makeCodes = () =>
    trying(async () => {
      const made = await accountsApi.newRecoveryCodes();
      if (!made.ok) return wordsFor(made.problem);
      if (props.who.kind === "guest") signedIn({ ...props.who, kind: "kept" });
      props.onCodes(made.value.codes);
      props.onChange("The new codes are made");
      return null;
    });
  return (
    <div class="grid w-full justify-items-start gap-4">
      <p class="text-soft">
        {isKept()
          ? `You play as ${props.who.name}. Any of these brings you back to your tables, from any device.`
          : `You play as ${props.who.name}, and only this browser knows it. Keep your place, and you can come back to your tables from any device. No password, no e-mail address.`}
      </p>
      <Show when={!isKept() && props.who.endsAt}>
        {(endsAt) => <p class="text-soft">It forgets you on {day.format(endsAt())} at the latest.</p>}
      </Show>
      <Show when={props.ways.passkeys.length > 0}>
        <PasskeyList
          passkeys={props.ways.passkeys}
          onChange={(what) => props.onChange(what === "remove" ? "The passkey is removed" : null)}
        />
      </Show>
      <Show
        when={passkeysWork()}
        fallback={<p class="text-soft">Passkeys do not work in this browser at this address. Recovery codes do.</p>}
      >
        <Button tone={isKept() ? "plain" : "primary"} icon="key" busy={busy()} onClick={() => void keepPlace()}>
          {isKept() ? "Add a passkey" : "Keep your place"}
        </Button>
      </Show>
      <Show when={isKept() || !passkeysWork()}>
        <Codes left={props.ways.recoveryCodesLeft} busy={busy()} onMake={() => void makeCodes()} />
      </Show>
      <Outside linked={props.ways.outside} busy={busy()} onFault={setFault} />
      <p class="field-error empty:hidden" role="alert">
        {fault()}
      </p>
    </div>
  );
}

function Codes(props: { left: number; busy: boolean; onMake: () => void }) {
  const words = () => {
    if (props.left === 0) return "You have no recovery codes. They help when every device is lost.";
    return props.left === 1 ? "One recovery code is left." : `${props.left} recovery codes are left.`;
  };
  return (
    <div class="grid justify-items-start gap-2">
      <p class="text-soft">{words()}</p>
      <Button icon="scroll" busy={props.busy} onClick={() => props.onMake()}>
        {props.left === 0 ? "Make recovery codes" : "Make new codes; the old ones end"}
      </Button>
    </div>
  );
}

function Outside(props: { linked: readonly string[]; busy: boolean; onFault: (words: string) => void }) {
  const [ways] = createResource(() => accountsApi.ways());
  const name = () => {
    const answer = ways();
    return answer?.ok === true ? answer.value.outside : null;
  };
  const go = async () => props.onFault((await goOutside("/settings")) ?? "");
  return (
    <>
      <Show when={props.linked.length > 0}>
        <p class="text-soft">You can also sign in with {props.linked.join(", ")}.</p>
      </Show>
      <Show when={props.linked.length === 0 && name()}>
        {(offered) => (
          <Button icon="door" busy={props.busy} onClick={() => void go()}>
            Sign in with {offered()} as well
          </Button>
        )}
      </Show>
    </>
  );
}
