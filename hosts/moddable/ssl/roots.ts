/** A root certificate that every device trusts. */
export interface Root {
	/** Common name of its subject. */
	readonly name: string;
	/** Its file in `roots/`, DER, and name among the resources; `tools/roots/main.ts` writes it. */
	readonly resource: string;
	/** SHA-256 of the certificate, hexadecimal. */
	readonly sha256: string;
}

/** The roots of Microsoft's own authorities, and of those of DigiCert that issue for Microsoft's servers. */
export const ROOTS: readonly Root[] = [
	{
		name: "DigiCert Global Root G2",
		resource: "digicert-g2.der",
		sha256: "cb3ccbb76031e5e0138f8dd39a23f9de47ffc35e43c1144cea27d46a5ab1cb5f",
	},
	{
		name: "Microsoft RSA Root Certificate Authority 2017",
		resource: "microsoft-rsa-2017.der",
		sha256: "c741f70f4b2a8d88bf2e71c14122ef53ef10eba0cfa5e64cfa20f418853073e0",
	},
	{
		name: "DigiCert Global Root CA",
		resource: "digicert-g1.der",
		sha256: "4348a0e9444c78cb265e058d5e8944b4d84f9662bd26db257f8934a443c70161",
	},
	{
		name: "DigiCert Global Root G3",
		resource: "digicert-g3.der",
		sha256: "31ad6648f8104138c738f39ea4320133393e3a18cc02296ef97c2ac9ef6731d0",
	},
	{
		name: "Microsoft ECC Root Certificate Authority 2017",
		resource: "microsoft-ecc-2017.der",
		sha256: "358df39d764af9e1b766e9c972df352ee15cfac227af6ad1d70e8e4a6edcba02",
	},
];
