/** The document that lies in the scanner's tray when the virtual printer is started, as page and server know it. */
export const SAMPLE = { path: "/front-panel/sample.pdf", name: "sample.pdf", pages: 2 } as const;
