import fc from "fast-check";
import { expect, test } from "vitest";
import { CountedPoints } from "../testkit/counted-points.ts";
import { count, METRICS, type Metric } from "./metrics.ts";

test("each value stands in its place", () => {
  const dataset = new CountedPoints();
  count(dataset, "request", { ms: 12, status: 409, method: "POST", slug: "table-full", route: "/api/invites/:code" });
  expect(dataset.points).toEqual([
    { indexes: ["request"], blobs: ["POST", "/api/invites/:code", "table-full"], doubles: [409, 12] },
  ]);
});

test("without a dataset nothing is counted, and one that throws fails nobody", () => {
  const sweep = { cron: "17 4 * * *", failed: 0, ms: 3 };
  count(undefined, "sweep", sweep);
  const broken = {
    writeDataPoint: () => {
      throw new Error("no");
    },
  };
  count(broken, "sweep", sweep);
});

test("whatever it is given, a point is within the limits and has no words of anybody", () => {
  const metrics = fc.constantFrom(...(Object.keys(METRICS) as Metric[]));
  fc.assert(
    fc.property(metrics, fc.string({ unit: "binary", maxLength: 40_000 }), fc.double(), (metric, text, number) => {
      const dataset = new CountedPoints();
      const { words, numbers } = METRICS[metric];
      const values = [...words.map((word) => [word, text]), ...numbers.map((name) => [name, number])];
      count(dataset, metric, Object.fromEntries(values) as never);
      expect(dataset.points).toHaveLength(1);
      for (const blob of dataset.points[0]?.blobs ?? []) expect(blob === "other" || blob.length <= 120).toBe(true);
    }),
  );
});

test("the words of a table are no words of ours", () => {
  const dataset = new CountedPoints();
  count(dataset, "request", { method: "GET", route: "“Tell me,” says Wren", slug: "Öl?", status: 200, ms: 1 });
  expect(dataset.points[0]?.blobs).toEqual(["GET", "other", "other"]);
});
