import { createSignal } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { TextField } from "../../parts/field.tsx";
import { accountsApi } from "../../state/accounts-api.ts";
import { wordsFor } from "../../state/result.ts";
import { signedIn } from "../../state/session.ts";
import { OtherWays } from "./other-ways.tsx";

/** For somebody this browser does not know yet: every way back to an account. */
export function ComeBack() {
  const [code, setCode] = createSignal("");
  const [fault, setFault] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const enter = async () => {
    if (busy()) return;
    setBusy(true);
    const answer = await accountsApi.useRecoveryCode(code());
    setBusy(false);
    if (answer.ok) signedIn(answer.value);
    else
      setFault(
        answer.problem.slug === "bad-request"
          ? "A code has twenty-four letters and numbers; an older one has sixteen."
          : wordsFor(answer.problem),
      );
  };
  return (
    <div class="grid w-full gap-4">
      <p class="text-soft">
        Nobody is signed in here. To play, a name at a table is enough; if you kept your place, come back to it.
      </p>
      <OtherWays />
      <form
        class="grid gap-3"
        onSubmit={(ev) => {
          ev.preventDefault();
          void enter();
        }}
      >
        <TextField
          label="Recovery code"
          hint="One of the ten you wrote down. It is good once."
          autocapitalize="characters"
          autocomplete="off"
          spellcheck={false}
          required
          maxlength={60}
          value={code()}
          onInput={(ev) => setCode(ev.currentTarget.value)}
          error={fault() || undefined}
        />
        <Button type="submit" busy={busy()} class="justify-self-start">
          Come back with a code
        </Button>
      </form>
    </div>
  );
}
