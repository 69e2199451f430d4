import { z } from "zod";
import { CharacterDraft } from "../../contracts/creatures.ts";
import { CharacterCard, CharacterId, CharacterList, Page, SaveCharacter } from "../../contracts/http.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import {
  type CharacterRow,
  characterOfAccount,
  charactersOfAccount,
  countCharacters,
} from "../../db/read/characters.ts";
import { deleteCharacter, rewriteCharacter, saveNewCharacter } from "../../db/write/characters.ts";
import type { DoorList } from "../door.ts";
import { pageOf, readCursor } from "../list-cursor.ts";
import { madeOnce } from "../made-once.ts";
import { personName } from "../person-name.ts";
import { randomId } from "../random-id.ts";

export const CHARACTERS_PER_ACCOUNT_MAX = 200;
const PAGE_ROWS = 50;
const OfCharacter = z.object({ characterId: CharacterId });

/** The library of characters that a person brings from table to table. */
export function characterDoors(doors: DoorList): void {
  writingDoors(doors);

  doors.add(
    {
      method: "GET",
      path: "/api/characters",
      access: "signed-in",
      noun: "characters",
      summary: "Your characters, the one last written first.",
      query: Page,
      answers: { 200: { what: "One page.", schema: CharacterList } },
      problems: ["bad-request"],
    },
    async ({ db, account, query }) => {
      const after = query.cursor === undefined ? null : readCursor(query.cursor);
      if (query.cursor !== undefined && after === null)
        return problem("bad-request", { detail: "cursor: not one of ours" });
      const limit = query.limit ?? PAGE_ROWS;
      const found = await charactersOfAccount(db, { accountId: account.id, after, limit: limit + 1 });
      const { rows, next } = pageOf(found, limit, (row) => ({ at: row.updatedAt, id: row.id }));
      return { status: 200, body: { items: rows.map(cardOf), next } };
    },
  );

  doors.add(
    {
      method: "GET",
      path: "/api/characters/{characterId}",
      access: "signed-in",
      noun: "characters",
      summary: "One of your characters.",
      params: OfCharacter,
      answers: { 200: { what: "The character.", schema: CharacterCard } },
      problems: ["not-found"],
    },
    async ({ db, account, params }) => {
      const row = await characterOfAccount(db, { accountId: account.id, id: params.characterId });
      return row === null ? problem("not-found") : { status: 200, body: cardOf(row) };
    },
  );

  doors.add(
    {
      method: "DELETE",
      path: "/api/characters/{characterId}",
      access: "signed-in",
      noun: "characters",
      summary: "Take a character out of the library. Campaigns keep theirs.",
      params: OfCharacter,
      audit: "character-deleted",
      answers: { 204: { what: "Gone." } },
      problems: ["not-found"],
    },
    async ({ db, account, params }) => {
      const known = await deleteCharacter(db, { accountId: account.id, id: params.characterId });
      return known ? { status: 204 } : problem("not-found");
    },
  );
}

function writingDoors(doors: DoorList): void {
  doors.add(
    {
      method: "POST",
      path: "/api/characters",
      access: "signed-in",
      noun: "characters",
      summary: "Put a character into the library.",
      body: SaveCharacter,
      once: true,
      audit: null,
      answers: { 201: { what: "Saved.", schema: CharacterCard } },
      problems: ["bad-request", "character-invalid", "name-reserved", "action-conflict"],
    },
    async ({ db, account, body, now, idempotencyKey: key }) => {
      const named = withCleanName(body.draft);
      if (!named.ok) return named.problem;
      if ((await countCharacters(db, account.id)) >= CHARACTERS_PER_ACCOUNT_MAX) {
        const detail = `The library holds ${CHARACTERS_PER_ACCOUNT_MAX} characters; delete one first.`;
        return problem("character-invalid", { detail });
      }
      const made = await madeOnce(db, {
        accountId: account.id,
        key,
        door: "characters",
        body,
        now,
        newId: randomId("h"),
      });
      if (!made.ok) return made.problem;
      await saveNewCharacter(db, rowOf({ id: made.id, accountId: account.id, draft: named.draft, now }));
      const row = await characterOfAccount(db, { accountId: account.id, id: made.id });
      // With a key, the character may have been deleted since.
      if (row === null) return problem("not-found");
      return { status: 201, body: cardOf(row), headers: { location: `/api/characters/${made.id}` } };
    },
  );

  doors.add(
    {
      method: "PUT",
      path: "/api/characters/{characterId}",
      access: "signed-in",
      noun: "characters",
      summary: "Write a character anew.",
      params: OfCharacter,
      body: SaveCharacter,
      audit: null,
      answers: { 200: { what: "Saved.", schema: CharacterCard } },
      problems: ["bad-request", "not-found", "name-reserved"],
    },
    async ({ db, account, params, body, now }) => {
      const named = withCleanName(body.draft);
      if (!named.ok) return named.problem;
      const row = rowOf({ id: params.characterId, accountId: account.id, draft: named.draft, now });
      return (await rewriteCharacter(db, row)) ? { status: 200, body: cardOf(row) } : problem("not-found");
    },
  );
}

function withCleanName(draft: CharacterDraft): { ok: true; draft: CharacterDraft } | { ok: false; problem: Problem } {
  const named = personName(draft.name);
  return named.ok ? { ok: true, draft: { ...draft, name: named.name } } : named;
}

function rowOf(character: { id: string; accountId: string; draft: CharacterDraft; now: number }): CharacterRow {
  const { id, accountId, draft, now } = character;
  return { id, accountId, draft: JSON.stringify(draft), updatedAt: now };
}

function cardOf(row: CharacterRow): CharacterCard {
  return { id: row.id, draft: CharacterDraft.parse(JSON.parse(row.draft)), updatedAt: row.updatedAt };
}
