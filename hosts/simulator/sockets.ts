import type { ListenerOptions, TCPOptions, TLSOptions } from "timbre/base/sockets";
import Listener from "../moddable/listener";
import TCP from "../moddable/tcp";
import TLS, { type TLSHostOptions } from "../moddable/tls";
import type { Routes } from "./routes";

/** Ports below this one are not free to every user of a computer. */
const FREE_PORTS = 1024;

/** What the simulator's classes take beside the options that the firmware gives. */
interface Routed {
	readonly routes: Routes;
}

/** TCP client that follows the routes. */
export class RoutedTCP extends TCP {
	constructor({ routes, ...options }: TCPOptions & Routed) {
		super(redirect(options, routes));
	}
}

/** TLS client that follows the routes; the certificate is still checked against the name that the firmware knows. */
export class RoutedTLS extends TLS {
	constructor({ routes, ...options }: TLSOptions & TLSHostOptions & Routed) {
		super(redirect(options, routes));
	}
}

/** Listener with the device's ports below 1024 moved: 80 becomes 8080. */
export class UserListener extends Listener {
	constructor(options: ListenerOptions) {
		const { port = 0 } = options;
		super({ ...options, port: port > 0 && port < FREE_PORTS ? port + 8000 : port });
	}
}

function redirect<Options extends TCPOptions>(options: Options, routes: Routes): Options {
	return "from" in options ? options : { ...options, ...routes.target(options.address, options.port) };
}
