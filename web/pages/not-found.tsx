import { buttonClass } from "../parts/button.tsx";

export function NotFound() {
  return (
    <div class="page-narrow page-centred">
      <h1 class="title text-3xl">This door leads nowhere</h1>
      <p class="mt-3 text-soft">
        The page does not exist, or it is not yours to see. If somebody sent you a link, ask them for a new one.
      </p>
      <p class="mt-6">
        <a href="/" class={buttonClass({ tone: "primary" })}>
          Back to the hall
        </a>
      </p>
    </div>
  );
}
