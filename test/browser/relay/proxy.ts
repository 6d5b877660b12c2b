import { createServer, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { onTestFinished } from "vitest";

/**
 * A server that others see in place of one of this machine: what lies below a path is asked of that one, WebSockets included.
 * @param path begins and ends with a slash
 * @returns its port
 */
export async function proxied(port: number, path: string): Promise<number> {
  const below = (url = "/") => (url.startsWith(path) ? url.slice(path.length - 1) : null);
  const proxy = createServer((asked, answer) => {
    const to = below(asked.url);
    if (to === null) return void answer.writeHead(404).end();
    const { method, headers } = asked;
    asked.pipe(
      request({ host: "127.0.0.1", port, path: to, method, headers }, (found) => {
        answer.writeHead(found.statusCode ?? 502, found.headers);
        found.pipe(answer);
      }),
    );
  });
  proxy.on("upgrade", (asked, socket, head) => {
    const to = below(asked.url);
    if (to === null) return socket.destroy();
    const behind = connect(port, "127.0.0.1", () => {
      const headers = asked.rawHeaders.map((text, i) => (i % 2 === 0 ? `\r\n${text}: ` : text)).join("");
      behind.write(`GET ${to} HTTP/1.1${headers}\r\n\r\n`);
      behind.write(head);
      behind.pipe(socket).pipe(behind);
    });
    for (const each of [behind, socket]) each.on("error", () => [behind, socket].map((one) => one.destroy()));
  });
  await new Promise<void>((resolve) => proxy.listen(0, resolve));
  onTestFinished(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  return (proxy.address() as AddressInfo).port;
}
