import { call, type Label } from "./api";
import { find, write } from "./dom";
import { type Words, words } from "./words";

const LINKS: readonly (readonly [link: keyof Label["links"], note: keyof Words])[] = [
	["webConfig", "webConfigNote"],
	["signIn", "signInNote"],
	["mailbox", "mailboxNote"],
];

/** Writes the label and the links: neither changes while the printer runs. @throws as `call` does */
export async function showLabel(): Promise<void> {
	const label = await call<Label>("GET", "/label");
	const model = `${label.manufacturer} ${label.model}`;
	write(find("model", HTMLElement), model);
	write(find("label-model", HTMLElement), model);
	write(find("label-serial", HTMLElement), label.serial);
	write(find("label-mac", HTMLElement), label.macAddress);
	write(find("label-password", HTMLElement), label.initialPassword);
	const items = LINKS.flatMap(([name, note]) => {
		const address = label.links[name];
		return address ? [link(address, words[name], words[note])] : [];
	});
	find("links", HTMLElement).replaceChildren(...items);
}

function link(address: string, text: string, note: string): HTMLElement {
	const item = document.createElement("li");
	const anchor = document.createElement("a");
	anchor.href = address;
	anchor.target = "_blank";
	anchor.rel = "noopener";
	anchor.textContent = text;
	const remark = document.createElement("span");
	remark.textContent = note;
	item.append(anchor, remark);
	return item;
}
