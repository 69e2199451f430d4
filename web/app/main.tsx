import { render } from "solid-js/web";
import { App } from "./app.tsx";
import { installTrustedTypes } from "./trusted-types.ts";
import "./theme.css";
import "./layout.css";

installTrustedTypes(window as Parameters<typeof installTrustedTypes>[0]);
const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");
render(() => <App />, root);
