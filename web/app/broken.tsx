import { Button, ButtonLink } from "../parts/button.tsx";

/** What stands where a page broke. The table's log is on the server: nothing is lost by loading again. */
export function Broken(props: { fault: unknown }) {
  console.error(props.fault);
  return (
    <main class="page-narrow page-centred">
      <h1 class="title">Something on this page broke</h1>
      <p class="mt-3 text-soft">
        That is our fault, not yours. Nothing at the table is lost; load the page again to go on.
      </p>
      <div class="mt-6 flex flex-wrap gap-3">
        <Button tone="primary" icon="retry" onClick={() => location.reload()}>
          Load again
        </Button>
        <ButtonLink href="/">To the door</ButtonLink>
      </div>
    </main>
  );
}
