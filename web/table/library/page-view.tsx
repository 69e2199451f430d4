import { For, Match, Show, Switch } from "solid-js";
import { Stressed } from "../stressed.tsx";
import type { ListItem, PageBlock } from "./page-blocks.ts";
import { pageWords } from "./page-words.ts";

/** The blocks of a page, with the ones somebody was led to marked among them. */
export function PageView(props: {
  blocks: readonly PageBlock[];
  markdown: boolean;
  led: { readonly from: number; readonly to: number } | null;
}) {
  const isLed = (at: number) => props.led !== null && at >= props.led.from && at <= props.led.to;
  return (
    <For each={props.blocks} fallback={<p class="text-faint">There is no text on this page.</p>}>
      {(block, at) => (
        <div class="reader-block" data-led={isLed(at()) ? "" : undefined}>
          <BlockView block={block} markdown={props.markdown} />
        </div>
      )}
    </For>
  );
}

function BlockView(props: { block: PageBlock; markdown: boolean }) {
  const as = <K extends PageBlock["kind"]>(kind: K) =>
    props.block.kind === kind ? (props.block as Extract<PageBlock, { kind: K }>) : null;
  return (
    <Switch>
      <Match when={as("heading")}>
        {(block) => (
          <Show
            when={block().level <= 2}
            fallback={
              <h4 class="reader-subtitle">
                <Words text={block().text} markdown={props.markdown} />
              </h4>
            }
          >
            <h3 class="title title-sm">
              <Words text={block().text} markdown={props.markdown} />
            </h3>
          </Show>
        )}
      </Match>
      <Match when={as("text")}>
        {(block) => (
          <p class="reader-text">
            <Words text={block().text} markdown={props.markdown} />
          </p>
        )}
      </Match>
      <Match when={as("quote")}>
        {(block) => (
          <blockquote class="reader-text reader-quote">
            <Words text={block().text} markdown={props.markdown} />
          </blockquote>
        )}
      </Match>
      <Match when={as("code")}>{(block) => <pre class="reader-code">{block().text}</pre>}</Match>
      <Match when={as("list")}>{(block) => <List {...block()} markdown={props.markdown} />}</Match>
      <Match when={as("table")}>{(block) => <Table {...block()} markdown={props.markdown} />}</Match>
    </Switch>
  );
}

function Words(props: { text: string; markdown: boolean }) {
  return (
    <Show when={props.markdown} fallback={props.text}>
      <For each={pageWords(props.text)}>{(run) => <Stressed text={run.text} stress={run.stress} />}</For>
    </Show>
  );
}

function List(props: { ordered: boolean; items: readonly ListItem[]; markdown: boolean }) {
  const items = () => (
    <For each={props.items}>
      {(item) => (
        <li data-depth={item.depth === 0 ? undefined : item.depth} value={item.number ?? undefined}>
          <Words text={item.text} markdown={props.markdown} />
        </li>
      )}
    </For>
  );
  return (
    <Show when={props.ordered} fallback={<ul class="reader-list">{items()}</ul>}>
      <ol class="reader-list">{items()}</ol>
    </Show>
  );
}

function Table(props: { head: readonly string[] | null; rows: readonly (readonly string[])[]; markdown: boolean }) {
  return (
    <div class="reader-table">
      <table>
        <Show when={props.head}>
          {(head) => (
            <thead>
              <tr>
                <For each={head()}>
                  {(cell) => (
                    <th scope="col">
                      <Words text={cell} markdown={props.markdown} />
                    </th>
                  )}
                </For>
              </tr>
            </thead>
          )}
        </Show>
        <tbody>
          <For each={props.rows}>
            {(row) => (
              <tr>
                <For each={row}>
                  {(cell) => (
                    <td>
                      <Words text={cell} markdown={props.markdown} />
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
