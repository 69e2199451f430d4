import { expect, test } from "vitest";
import { dmVariables, operatorVariables } from "./dm-variables.mjs";

test("an operator's key reaches the server and says nothing about models", () => {
  const environment = { OPERATOR_PUBLIC_KEY: " abc ", DM_PROVIDER: "oracle", OPENAI_MODEL: " ", HOME: "/home/x" };
  expect(operatorVariables(environment)).toEqual({ OPERATOR_PUBLIC_KEY: "abc" });
  expect(dmVariables(environment)).toEqual({ DM_PROVIDER: "oracle" });
  expect(operatorVariables({})).toEqual({});
});
