import { A, type RouteSectionProps, useLocation } from "@solidjs/router";
import { createEffect, on, Show } from "solid-js";
import { Icon } from "../parts/icons/icon.tsx";
import { loadMe, me } from "../state/session.ts";

/** What surrounds every page but the table: the way home, the few other places, and a word about who made this. */
export function Shell(props: RouteSectionProps) {
  const location = useLocation();
  let main: HTMLElement | undefined;
  void loadMe();
  // A page that changes without a load tells nobody: move focus to its top, as a load would.
  createEffect(
    on(
      () => location.pathname,
      () => main?.focus({ preventScroll: true }),
      { defer: true },
    ),
  );
  return (
    <div class="hall shell">
      <a class="skip-link" href="#main">
        Skip to the page
      </a>
      <header class="shell-head">
        <A href="/" class="wordmark" end>
          <img src="/icon.svg" alt="" width="30" height="30" />
          Emberhall
        </A>
        <nav aria-label="Site" class="shell-nav">
          <Show when={me()}>
            <A href="/tables">Your tables</A>
          </Show>
          <Show when={me()}>
            <A href="/character">Characters</A>
          </Show>
          <A href="/verify">Check dice</A>
          <A href="/settings" aria-label="Settings" class="shell-gear">
            <Icon name="settings" size={20} />
          </A>
        </nav>
      </header>
      <main id="main" tabindex="-1" ref={main} class="shell-main">
        {props.children}
      </main>
      <footer class="shell-foot">
        <p>Free and open. No account, no tracking; your dice can be checked by anyone.</p>
        <nav aria-label="About">
          <A href="/privacy">Who can read what</A>
          <A href="/about">About and licences</A>
          <a href="/docs" rel="external">
            API
          </a>
        </nav>
      </footer>
    </div>
  );
}
