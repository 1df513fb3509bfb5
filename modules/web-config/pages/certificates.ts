import { each, html } from "../html";
import type { Reply, Visit } from "../visit";

const CERTIFICATES = html`<section class="card" id="ca"><h2>${"caCertificate"}</h2>
<p>${"caIntro"}</p>
<ul>${"roots"}</ul></section>
<section class="card" id="root-update"><h2>${"rootUpdate"}</h2>
<p>${"rootUpdateText"}</p></section>`;
const ROOT = html`<li>${"name"}</li>`;

/** The trusted roots, and how they are renewed. */
export function showCertificates({ services, texts }: Visit): Reply {
	const { certificates } = texts.web;
	const { roots, identity } = services.device;
	return {
		kind: "page",
		heading: certificates.heading,
		content: CERTIFICATES({
			caCertificate: certificates.caCertificate,
			caIntro: certificates.caIntro,
			roots: each(roots, (name) => ROOT({ name })),
			rootUpdate: certificates.rootUpdate,
			rootUpdateText: certificates.rootUpdateText(identity.firmware),
		}),
	};
}
