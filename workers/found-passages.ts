import type { ApiOptions } from "./api/bindings.ts";
import { UploadId } from "./contracts/library.ts";
import { openLoreSearch } from "./library/search.ts";

/** All that a page of search results may hold. */
const TOKENS_MAX = 6_000;

/** What the API is given to search a campaign's files with. Keys of passages are for the machine and stay inside. */
export const foundPassages: ApiOptions["lore"] = async (env, { campaignId, text, may, limit }) => {
  const found = await openLoreSearch(env).search({ campaignId, text, names: [], may, limit, tokensMax: TOKENS_MAX });
  return found.map((passage) => {
    const { title, heading, pageFrom, pageTo } = passage;
    return { uploadId: UploadId.parse(passage.uploadId), title, heading, pageFrom, pageTo, text: passage.text };
  });
};
