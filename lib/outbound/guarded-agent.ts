import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { Agent, type buildConnector, errors } from "undici";
import { withTimeout } from "../with-timeout";
import { isForbiddenAddress } from "./address-guard";
import { createResolver, type ResolveHost } from "./resolve-host";

const CONNECT_TIMEOUT_MS = 5_000;
const MAX_ADDRESSES = 4;

/** The `code` of the error with which a forbidden address is refused. */
export const ADDRESS_FORBIDDEN = "CALLBACK_ADDRESS_FORBIDDEN";

function forbidden(address: string): Error {
  return Object.assign(new Error(`${address} may not be called`), { code: ADDRESS_FORBIDDEN });
}

function timedOut(hostname: string): Error {
  return new errors.ConnectTimeoutError(`No connection to ${hostname} in time`);
}

function open(target: buildConnector.Options, address: string): Socket {
  const isTls = target.protocol === "https:";
  const options = {
    host: address,
    port: target.port === "" ? (isTls ? 443 : 80) : Number(target.port),
    autoSelectFamily: false,
    noDelay: true,
    keepAlive: true,
  };
  if (!isTls) return connectTcp(options);
  // The certificate is held against the name, which is a literal address only when the URL has one.
  const name = isIP(target.hostname) === 0 ? { servername: target.hostname } : {};
  return connectTls({ ...options, ...name, ALPNProtocols: ["http/1.1"] });
}

/** Connects to one address and looks at the peer before anything is sent, the TLS handshake included. */
function dial(
  target: buildConnector.Options,
  address: string,
  timeoutMs: number,
  { allowedNetworks, onStep }: Required<GuardOptions>,
): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = open(target, address);
  const timer = setTimeout(() => socket.destroy(timedOut(target.hostname)), timeoutMs);
  const fail = (error: Error) => {
    clearTimeout(timer);
    reject(error);
  };
  socket.on("error", fail);
  socket.once("connect", () => {
    const peer = socket.remoteAddress ?? "";
    if (isForbiddenAddress(peer, allowedNetworks)) socket.destroy(forbidden(peer));
    else onStep("connected");
  });
  socket.once(target.protocol === "https:" ? "secureConnect" : "connect", () => {
    if (socket.destroyed) return;
    if (target.protocol === "https:") onStep("secured");
    clearTimeout(timer);
    resolve(socket);
  });
  return promise;
}

/** How far a new connection came; a name is `resolved`, a literal address is not. */
export type ConnectStep = "begun" | "resolved" | "connected" | "secured";

export type GuardOptions = {
  /** CIDR ranges that may be called although they are not on the public internet. */
  allowedNetworks: readonly string[];
  resolve?: ResolveHost;
  /** For resolving, connecting and the TLS handshake together. */
  connectTimeoutMs?: number;
  /** Hears of each step of a new connection at the moment when it is done. */
  onStep?: (step: ConnectStep) => void;
};

async function guardedConnect(
  target: buildConnector.Options,
  options: Required<GuardOptions>,
): Promise<Socket> {
  const deadline = performance.now() + options.connectTimeoutMs;
  const isName = isIP(target.hostname) === 0;
  options.onStep("begun");
  const addresses = isName
    ? await withTimeout(options.resolve(target.hostname), options.connectTimeoutMs, () =>
        Object.assign(timedOut(target.hostname), { code: "EAI_AGAIN" }),
      )
    : [target.hostname];
  if (isName) options.onStep("resolved");
  for (const address of addresses)
    if (isForbiddenAddress(address, options.allowedNetworks)) throw forbidden(address);
  let failure: unknown = timedOut(target.hostname);
  const tried = addresses.slice(0, MAX_ADDRESSES);
  for (const [i, address] of tried.entries()) {
    const share = (deadline - performance.now()) / (tried.length - i);
    if (share <= 0) break;
    try {
      return await dial(target, address, share, options);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/**
 * An undici Agent that connects only to addresses on the public internet or in an allowed network: it resolves names
 * itself, refuses when any address is forbidden, connects to the address it checked and checks the peer again.
 * Connections are kept per origin, so a reused one has been checked. HTTP/1.1 only.
 */
export function createCallbackAgent(options: GuardOptions): Agent {
  const complete: Required<GuardOptions> = {
    resolve: createResolver(),
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    onStep: () => undefined,
    ...options,
  };
  const connect: buildConnector.connector = (target, callback) => {
    guardedConnect(target, complete).then(
      (socket) => callback(null, socket),
      (error: unknown) =>
        callback(error instanceof Error ? error : new Error("connect failed", { cause: error }), null),
    );
  };
  return new Agent({ connect, allowH2: false, pipelining: 1 });
}
