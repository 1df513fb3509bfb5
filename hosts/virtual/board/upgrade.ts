import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** Takes over the connection of a request that asks for another protocol (RFC 9110 section 7.8). */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
