import SDKListener from "embedded:io/socket/listener";
import type { ListenerOptions, Listener as SocketListener } from "timbre/base/sockets";

/** ECMA-419 TCP listener: the SDK's class, typed by what it does. */
const Listener = SDKListener as unknown as new (options: ListenerOptions) => SocketListener;

export default Listener;
