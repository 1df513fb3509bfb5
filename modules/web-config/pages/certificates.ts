import { html } from "../html";
import type { Reply, Visit } from "../visit";

/** The trusted roots, and how they are renewed. */
export function showCertificates({ services, texts }: Visit): Reply {
	const { certificates } = texts.web;
	const { roots, identity } = services.device;
	return {
		kind: "page",
		heading: certificates.heading,
		content: html`<section class="card" id="ca"><h2>${certificates.caCertificate}</h2>
<p>${certificates.caIntro}</p>
<ul>${roots.map((name) => html`<li>${name}</li>`)}</ul></section>
<section class="card" id="root-update"><h2>${certificates.rootUpdate}</h2>
<p>${certificates.rootUpdateText(identity.firmware)}</p></section>`,
	};
}
