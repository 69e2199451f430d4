/// <reference types="@cloudflare/workers-types" />

/** What the crowd may ask of a room beside a socket: any of its methods. */
interface Call {
  readonly room: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

let tickets = 0;

/** Carries a request to the room it names: `/socket` as the edge would after checking a ticket, `/call` as RPC. `/id` names its file. */
export async function forward(request: Request, rooms: DurableObjectNamespace): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname === "/socket") {
    const headers = new Headers(request.headers);
    headers.set("x-emberhall-member", url.searchParams.get("member") ?? "");
    tickets += 1;
    headers.set("x-emberhall-jti", `${Date.now()}-${tickets}`);
    headers.set("x-emberhall-exp", String(Date.now() + 30_000));
    return await rooms.getByName(url.searchParams.get("room") ?? "").fetch("https://room/socket", { headers });
  }
  if (url.pathname === "/id") return new Response(rooms.idFromName(url.searchParams.get("room") ?? "").toString());
  if (url.pathname !== "/call") return new Response(null, { status: 404 });
  const { room, method, args } = (await request.json()) as Call;
  const stub = rooms.getByName(room) as unknown as Record<string, (...args: readonly unknown[]) => Promise<unknown>>;
  try {
    return Response.json({ answer: (await stub[method]?.(...args)) ?? null });
  } catch (error) {
    return Response.json({ error: String(error) }, { status: 500 });
  }
}
