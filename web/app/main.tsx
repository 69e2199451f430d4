import { render } from "solid-js/web";
import { App } from "./app.tsx";
import "./theme.css";
import "./layout.css";

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");
render(() => <App />, root);
