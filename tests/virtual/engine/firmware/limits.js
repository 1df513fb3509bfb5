export default function main() {
	globalThis.handleCommand = (command) => {
		const name = String.fromCharCode(...new Uint8Array(command));
		if (name === "eat slots") for (const list = []; ; ) list.push({ list });
		if (name === "eat chunks") for (const list = []; ; ) list.push(new ArrayBuffer(1000));
		if (name === "eat at once") return new ArrayBuffer(1 << 30);
		if (name === "loop") for (;;);
		if (name === "loop in jobs") return loop();
		if (name === "recurse") return recurse(1);
		if (name === "throw") throw new RangeError("thrown on purpose");
		if (name === "reject") return Promise.reject(new RangeError("rejected on purpose"));
		if (name === "reject undefined") return Promise.reject();
		if (name === "reject then handle") Promise.reject(new Error("handled")).catch(() => {});
		return undefined;
	};
}

async function loop() {
	for (;;) await null;
}

function recurse(depth) {
	return recurse(depth + 1) + depth;
}
