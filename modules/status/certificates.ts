import type { Device } from "../base/device";
import type { Texts } from "../language/texts";
import type { StatusBlock } from "./block";

/** The root certificates that the printer trusts. */
export function certificatesBlock({ roots }: Pick<Device, "roots">, { status }: Texts): StatusBlock {
	const { headings, labels, values } = status;
	const rows = roots.map((value, index) => ({ label: labels.caCertificate(index + 1), value }));
	return {
		heading: headings.certificates,
		rows: rows.length > 0 ? rows : [{ label: labels.caCertificate(1), value: values.notSet }],
	};
}
