import { randomId } from "../api/random-id.ts";
import { openDatabase } from "../db/database.ts";
import type { PasskeyRow } from "../db/read/ways-in.ts";
import { savePasskey } from "../db/write/ways-in.ts";
import { bindings } from "./api-visitor.ts";

/** Puts a passkey that opens nothing on somebody's list, without a browser. */
export async function shelvePasskey(passkey: Partial<PasskeyRow> & { accountId: string }): Promise<PasskeyRow> {
  const row: PasskeyRow = {
    ...{ id: randomId("k"), credentialId: crypto.randomUUID(), name: "A key", publicKey: "AA", counter: 0 },
    ...{ transports: "[]", synced: false, createdAt: Date.now(), lastUsedAt: null },
    ...passkey,
  };
  await savePasskey(openDatabase(bindings.DB), row);
  return row;
}

/** Every session of somebody, as if the passkey had been shown in it just now. */
export async function confirmedSessions(accountId: string): Promise<void> {
  await bindings.DB.prepare("UPDATE sessions SET confirmed_at = ? WHERE account_id = ?")
    .bind(Date.now(), accountId)
    .run();
}
