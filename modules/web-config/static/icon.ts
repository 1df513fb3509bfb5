/** The mark of the pages: a postage stamp. */
export const ICON =
	'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0a6b6e" d="M3 3h26v26H3z"/>' +
	'<path fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-dasharray="0 5.2" d="M3 3h26v26H3z"/>' +
	'<path fill="none" stroke="#fff" stroke-width="2" stroke-linejoin="round" d="M8 11h16v11H8zm0 0 8 6 8-6"/></svg>';
