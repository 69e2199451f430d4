import { Route, Router } from "@solidjs/router";
import { ErrorBoundary, lazy, Show, Suspense } from "solid-js";
import { Landing } from "../pages/landing.tsx";
import { Ember } from "../parts/ember.tsx";
import { ToastRegion } from "../parts/toast.tsx";
import { waiting } from "../state/confirming.ts";
import { Broken } from "./broken.tsx";
import { Shell } from "./shell.tsx";

const ConfirmDialog = lazy(async () => ({
  default: (await import("../pages/account/confirm-dialog.tsx")).ConfirmDialog,
}));

const page = <T extends string>(load: () => Promise<Record<T, () => import("solid-js").JSX.Element>>, name: T) =>
  lazy(async () => ({ default: (await load())[name] }));

const Start = page(() => import("../pages/start.tsx"), "Start");
const Join = page(() => import("../pages/join.tsx"), "Join");
const Tables = page(() => import("../pages/tables.tsx"), "Tables");
const Settings = page(() => import("../pages/settings.tsx"), "Settings");
const About = page(() => import("../pages/about.tsx"), "About");
const Privacy = page(() => import("../pages/privacy.tsx"), "Privacy");
const Verify = page(() => import("../pages/verify.tsx"), "Verify");
const Standing = page(() => import("../pages/standing.tsx"), "Standing");
const Spending = page(() => import("../pages/spending.tsx"), "Spending");
const Character = page(() => import("../pages/character.tsx"), "Character");
const NotFound = page(() => import("../pages/not-found.tsx"), "NotFound");
const Table = page(() => import("../pages/table.tsx"), "Table");

/** The whole app. Landing comes with the first script, every other page with its own. */
export function App() {
  return (
    <Router
      root={(props) => (
        <>
          <ErrorBoundary fallback={(fault: unknown) => <Broken fault={fault} />}>
            <Suspense fallback={<Ember class="page-waiting" text="Stirring the embers…" />}>{props.children}</Suspense>
          </ErrorBoundary>
          <Show when={waiting()}>{(answer) => <ConfirmDialog onAnswer={(shown) => answer()(shown)} />}</Show>
          <ToastRegion />
        </>
      )}
    >
      <Route path="/t/:campaignId" component={Table} />
      <Route path="/" component={Shell}>
        <Route path="/" component={Landing} />
        <Route path="/start" component={Start} />
        <Route path="/j" component={Join} />
        <Route path="/j/:code" component={Join} />
        <Route path="/t/:campaignId/standing" component={Standing} />
        <Route path="/t/:campaignId/spending" component={Spending} />
        <Route path="/tables" component={Tables} />
        <Route path="/character" component={Character} />
        <Route path="/settings" component={Settings} />
        <Route path="/verify" component={Verify} />
        <Route path="/about" component={About} />
        <Route path="/privacy" component={Privacy} />
        <Route path="*rest" component={NotFound} />
      </Route>
    </Router>
  );
}
