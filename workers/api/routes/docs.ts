import { PROBLEMS } from "../../contracts/problems.ts";
import type { Door, DoorList } from "../door.ts";
import { type OpenApiDocument, openApiOf, problemsOf } from "../openapi.ts";
import { escapeHtml, readingPage } from "../page.ts";

/** The API described: for programs at /openapi.json, for people at /docs. */
export function docsDoors(doors: DoorList): void {
  let document: OpenApiDocument | undefined;
  const described = (): OpenApiDocument => {
    document ??= openApiOf(doors);
    return document;
  };

  doors.add(
    {
      method: "GET",
      path: "/openapi.json",
      access: "anyone",
      noun: "docs",
      summary: "This API as OpenAPI 3.1.",
      answers: { 200: { what: "The document.", type: "application/json" } },
      problems: [],
    },
    async () => ({ status: 200, body: described(), headers: { "cache-control": "no-cache" } }),
  );

  doors.add(
    {
      method: "GET",
      path: "/docs",
      access: "anyone",
      noun: "docs",
      summary: "The same as a page to read.",
      answers: { 200: { what: "The page.", type: "text/html" } },
      problems: [],
    },
    async () => await readingPage({ title: "Emberhall: the API", body: bodyOf(doors, described()) }),
  );
}

function bodyOf(doors: DoorList, document: OpenApiDocument): string {
  const nouns = [...new Set(doors.all.map((door) => door.noun))];
  const links = nouns.map((noun) => `<li><a href="#${noun}">${escapeHtml(noun)}</a></li>`).join("");
  const sections = nouns.map((noun) => {
    const articles = doors.all.filter((door) => door.noun === noun).map((door) => articleOf(door, document));
    return `<section><h2 id="${noun}">${escapeHtml(noun)}</h2>${articles.join("")}</section>`;
  });
  const schemas = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<article id="schema-${name}"><details><summary><code>${escapeHtml(name)}</code></summary><pre tabindex="0">${escapeHtml(JSON.stringify(schema, null, 1))}</pre></details></article>`,
  );
  return `<header><h1>The Emberhall API</h1>
<p>${escapeHtml(document.info.description ?? "")} The same as data: <a href="/openapi.json">/openapi.json</a>.</p>
<p>Sign in with <code>POST /api/auth/guest</code>; the session is in two HttpOnly cookies that the server renews. Send <code>application/json</code>, and an <code>Origin</code> with everything that writes.</p></header>
<nav aria-label="Parts"><ul>${links}<li><a href="#schemas">schemas</a></li></ul></nav>
<main>${sections.join("")}<section><h2 id="schemas">Schemas</h2>${schemas.join("")}</section></main>`;
}

const WHO: Record<Door["access"], string> = {
  anyone: "Anybody",
  "signed-in": "Who is signed in",
  browser: "A browser that is signed in; no token of another issuer.",
  member: "Members of the campaign; to everybody else it does not exist",
  ticket: "Who holds a ticket",
};

function articleOf(door: Door, document: OpenApiDocument): string {
  const operation = document.paths?.[door.path]?.[door.method.toLowerCase() as "get"];
  const rows: [string, string][] = [["Who", escapeHtml(WHO[door.access])]];
  const inputs = (operation?.parameters ?? []).flatMap((each) => {
    if (!("name" in each)) return [];
    return [
      `<li><code>${escapeHtml(each.name)}</code> in ${each.in}${each.required === true ? "" : ", optional"} ${schemaText(each.schema)}</li>`,
    ];
  });
  if (inputs.length > 0) rows.push(["Takes", `<ul>${inputs.join("")}</ul>`]);
  const body = operation?.requestBody;
  if (body !== undefined && "content" in body)
    rows.push([
      "Body",
      door.rawBody === undefined
        ? schemaText(body.content["application/json"]?.schema)
        : `<code>${door.rawBody}</code>`,
    ]);
  const answers = Object.entries(door.answers).map(([status, { what, type }]) => {
    const response = operation?.responses?.[status];
    const schema =
      response !== undefined && "content" in response ? response.content?.["application/json"]?.schema : undefined;
    return `<li><b>${status}</b> ${proseHtml(what)} ${type === undefined ? schemaText(schema) : `<code>${type}</code>`}</li>`;
  });
  rows.push(["Answers", `<ul>${answers.join("")}</ul>`]);
  const problems = problemsOf(door).map((slug) => `<a href="/problems/${slug}">${slug}</a> ${PROBLEMS[slug][0]}`);
  rows.push(["Problems", problems.join(", ")]);
  const list = rows.map(([term, text]) => `<dt>${term}</dt><dd>${text}</dd>`).join("");
  return `<article><h3><b>${door.method}</b> ${escapeHtml(door.path)}</h3><p>${proseHtml(door.summary)}</p><dl>${list}</dl></article>`;
}

/** Summaries are written for OpenAPI, where backticks mark code. */
function proseHtml(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");
}

function schemaText(schema: unknown): string {
  if (typeof schema !== "object" || schema === null) return "";
  if ("$ref" in schema && typeof schema.$ref === "string") {
    const name = schema.$ref.split("/").at(-1) ?? "";
    return `<a href="#schema-${escapeHtml(name)}"><code>${escapeHtml(name)}</code></a>`;
  }
  return `<code>${escapeHtml(JSON.stringify(schema))}</code>`;
}
