import ts from 'typescript';

interface Import {
	/** The specifier as written. */
	readonly name: string;
	/** What is taken from it; `all` for a namespace, a default or an `import()`. */
	readonly names: readonly string[] | 'all';
}

interface Code {
	readonly imports: readonly Import[];
	/** Names used and not declared in the file, `Math.random` and `import.meta` among them. */
	readonly globals: readonly string[];
}

/** Every import, static, dynamic or of a type, and every global name, read by TypeScript's parser. */
export function codeOf(path: string, text: string): Code {
	const script = path.endsWith('.svelte') ? scripts(text) : text;
	const file = ts.createSourceFile(`${path}.ts`, script, ts.ScriptTarget.Latest, true);
	const imports: Import[] = [];
	const used = new Set<string>();
	const declared = new Set<string>();

	const visit = (node: ts.Node): void => {
		const found = importOf(node);
		if (found) imports.push(found);
		if (ts.isMetaProperty(node)) used.add('import.meta');
		else if (ts.isIdentifier(node)) {
			const { parent } = node;
			if (isDeclaration(parent) && parent.name === node) declared.add(node.text);
			else if (ts.isPropertyAccessExpression(parent) && parent.name === node)
				used.add(`${parent.expression.getText()}.${node.text}`);
			else if (!('name' in parent && parent.name === node)) used.add(node.text);
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return { imports, globals: [...used].filter((name) => !declared.has(name)) };
}

const scripts = (text: string) =>
	[...text.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(([, script]) => script).join('\n');

const isDeclaration = (node: ts.Node) =>
	ts.isVariableDeclaration(node) ||
	ts.isParameter(node) ||
	ts.isBindingElement(node) ||
	ts.isFunctionDeclaration(node) ||
	ts.isClassDeclaration(node) ||
	ts.isInterfaceDeclaration(node) ||
	ts.isTypeAliasDeclaration(node) ||
	ts.isImportSpecifier(node) ||
	ts.isImportClause(node) ||
	ts.isNamespaceImport(node);

function importOf(node: ts.Node): Import | undefined {
	if (ts.isImportDeclaration(node)) {
		const bindings = node.importClause?.namedBindings;
		return {
			name: literal(node.moduleSpecifier),
			names:
				bindings && ts.isNamedImports(bindings) && !node.importClause?.name
					? bindings.elements.map(({ propertyName, name }) => (propertyName ?? name).text)
					: 'all'
		};
	}
	if (ts.isExportDeclaration(node) && node.moduleSpecifier)
		return { name: literal(node.moduleSpecifier), names: 'all' };
	if (ts.isCallExpression(node) && isLoader(node.expression) && node.arguments[0])
		return { name: literal(node.arguments[0]), names: 'all' };
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
		return { name: literal(node.argument.literal), names: 'all' };
	return undefined;
}

const isLoader = (node: ts.Node) =>
	node.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(node) && node.text === 'require');

/** A computed specifier stays as it is written, and so is never on a list of what is allowed. */
const literal = (node: ts.Node) => (ts.isStringLiteralLike(node) ? node.text : node.getText());
