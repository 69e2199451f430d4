import { For } from "solid-js";
import { Dialog } from "../parts/dialog.tsx";
import { Kbd } from "../parts/kbd.tsx";
import { SHORTCUTS } from "../state/shortcuts.ts";
import { SLASH_COMMANDS } from "../state/slash-commands.ts";

/** All one can type, and all one can press. */
export function SlashHelp(props: { open: boolean; onOpenChange: (open: boolean) => void; gm: boolean }) {
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title="Commands and keys" wide>
      <div class="grid gap-8 md:grid-cols-2">
        <dl class="help-list">
          <For each={SLASH_COMMANDS.filter((command) => props.gm || !command.gmOnly)}>
            {(command) => (
              <div>
                <dt>
                  <code>
                    /{command.name} {command.takes}
                  </code>
                </dt>
                <dd>{command.does}</dd>
              </div>
            )}
          </For>
        </dl>
        <dl class="help-list">
          <For each={SHORTCUTS}>
            {(shortcut) => (
              <div>
                <dt>
                  <Kbd keys={shortcut.keys} />
                </dt>
                <dd>{shortcut.does}</dd>
              </div>
            )}
          </For>
        </dl>
      </div>
    </Dialog>
  );
}
