import { useLocation } from "@solidjs/router";
import { createResource, createSignal, Show } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { accountsApi } from "../../state/accounts-api.ts";
import { passkeysWork, usePasskey } from "../../state/passkeys.ts";
import { type Result, wordsFor } from "../../state/result.ts";
import { expectSomebody, farewell, signedIn } from "../../state/session.ts";

/** For who has been here before: in without a name. Quiet, because most people at this door are new. */
export function OtherWays() {
  const location = useLocation();
  const [ways] = createResource(() => accountsApi.ways());
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const outside = () => {
    const answer = ways();
    return answer?.ok === true ? answer.value.outside : null;
  };
  const withPasskey = async () => {
    setBusy(true);
    setFault("");
    const answer = await usePasskey();
    setBusy(false);
    if (answer?.ok === true) signedIn(answer.value);
    else if (answer !== null) setFault(wordsFor(answer.problem));
  };
  const withOutside = async () => {
    setBusy(true);
    const trouble = await goOutside(location.pathname);
    setBusy(trouble === null);
    if (trouble !== null) setFault(trouble);
  };
  return (
    <div class="grid gap-2 empty:hidden">
      <Show when={farewell()}>{(words) => <p role="status">{words()}</p>}</Show>
      <Show when={passkeysWork() || outside() !== null}>
        <div class="flex flex-wrap items-center gap-2">
          <Show when={passkeysWork()}>
            <Button tone="quiet" icon="key" busy={busy()} onClick={() => void withPasskey()}>
              Sign in with a passkey
            </Button>
          </Show>
          <Show when={outside()}>
            {(name) => (
              <Button tone="quiet" icon="door" busy={busy()} onClick={() => void withOutside()}>
                Sign in with {name()}
              </Button>
            )}
          </Show>
        </div>
        <p class="field-error empty:hidden" role="alert">
          {fault()}
        </p>
      </Show>
    </div>
  );
}

/** Leaves for the issuer's page. Answers only when that did not work, in words. */
export async function goOutside(back: string): Promise<string | null> {
  const answer: Result<{ url: string }> = await accountsApi.goOutside(back);
  if (!answer.ok) return wordsFor(answer.problem);
  expectSomebody();
  window.location.assign(answer.value.url);
  return null;
}
