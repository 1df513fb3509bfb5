import ts from "typescript";
import { isDeferred } from "./manifests-preload";
import { type Firmware, walk } from "./manifests-program";

/**
 * Tagged templates in functions, a line each. XS keeps the texts of each one that was ever evaluated, a second time as
 * they were typed, and never lets go of them (XS_CODE_TEMPLATE_CACHE in xsRun.c): in RAM, unless that was while linking.
 */
export function templateProblems({ files, place }: Firmware): string[] {
	const problems: string[] = [];
	for (const file of files) {
		walk(file, (node) => {
			if (ts.isTaggedTemplateExpression(node) && ts.findAncestor(node, isDeferred)) {
				problems.push(
					`${place(node)}: ${node.tag.getText()}\`...\` in a function; XS would keep its texts in RAM for ever: make it a constant at module level`,
				);
			}
			return undefined;
		});
	}
	return problems;
}
