import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { type Result, wordsFor } from "../state/result.ts";

/** A request that did not work, in words, with the one thing that helps. */
export function Trouble(props: { answer: Result<unknown>; onRetry?: () => void }) {
  const words = () => (props.answer.ok ? "" : wordsFor(props.answer.problem));
  return (
    <div class="card mt-6 flex items-start gap-3" role="alert">
      <Icon name="warning" class="mt-1 text-harm" />
      <div>
        <p>{words()}</p>
        {props.onRetry !== undefined && (
          <Button class="mt-3" icon="retry" onClick={() => props.onRetry?.()}>
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}
