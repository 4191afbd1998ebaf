import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '..');
const libraries = readdirSync(join(root, 'libs')).filter((name) => existsSync(entryOf(name)));

/** A declaration that a library exports, or a public member of one. */
interface Exported {
  readonly name: string;
  readonly node: ts.Node;
  readonly source: ts.SourceFile;
}

describe('a reader of a library finds a comment', () => {
  it.each(libraries)('on everything that libs/%s exports, and on its public members', (library) => {
    const exported = exportsOf(parse(entryOf(library)));
    expect(exported.length).toBeGreaterThan(10);
    expect(exported.filter(isUndocumented).map(describePlace)).toEqual([]);
  });
});

describe('a reader of the HTTP API’s code finds a comment', () => {
  it('on every controller', () => {
    const controllers = readdirSync(join(root, 'apps/gateway/src/api'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.controller.ts'))
      .map((path) => parse(join(root, 'apps/gateway/src/api', path)));
    expect(controllers.length).toBeGreaterThan(5);
    const classes = controllers.flatMap(declarationsIn).filter(({ node }) => ts.isClassDeclaration(node));
    expect(classes.filter(isUndocumented).map(describePlace)).toEqual([]);
  });
});

function entryOf(library: string): string {
  return join(root, 'libs', library, 'src/index.ts');
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
}

/** What an index exports: the declarations that its `export … from` lead to, each with its public members. */
function exportsOf(index: ts.SourceFile): readonly Exported[] {
  return index.statements.filter(ts.isExportDeclaration).flatMap(({ moduleSpecifier, exportClause }) => {
    const specifier = (moduleSpecifier as ts.StringLiteral).text;
    const source = parse(resolve(dirname(index.fileName), specifier.replace(/\.js$/, '.ts')));
    const all = declarationsIn(source).filter(isExported);
    const names = exportClause && ts.isNamedExports(exportClause) ? namesIn(exportClause) : undefined;
    const missing = names?.filter((name) => !all.some((each) => each.name === name)) ?? [];
    if (missing.length > 0) throw new Error(`${specifier} does not declare ${missing.join(', ')}`);
    return all.filter(({ name }) => names?.includes(name) ?? true).flatMap(withMembers);
  });
}

function namesIn({ elements }: ts.NamedExports): readonly string[] {
  return elements.map(({ propertyName, name }) => (propertyName ?? name).text);
}

/** The top-level declarations of a file. Of an overloaded function only the first is looked at. */
function declarationsIn(source: ts.SourceFile): readonly Exported[] {
  const named = source.statements.flatMap((node): readonly Exported[] => {
    if (ts.isVariableStatement(node)) return variablesOf(node).map((name) => ({ name, node, source }));
    if (!ts.isDeclarationStatement(node) || !node.name) return [];
    return [{ name: node.name.getText(source), node, source }];
  });
  return named.filter(({ name }, index) => named.findIndex((each) => each.name === name) === index);
}

function variablesOf({ declarationList }: ts.VariableStatement): readonly string[] {
  return declarationList.declarations.flatMap(({ name }) =>
    ts.isIdentifier(name) ? [name.text] : name.elements.map((element) => element.getText()),
  );
}

function isExported({ node }: Exported): boolean {
  return modifiersOf(node).includes(ts.SyntaxKind.ExportKeyword);
}

function modifiersOf(node: ts.Node): readonly ts.SyntaxKind[] {
  return ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []).map(({ kind }) => kind) : [];
}

function withMembers(exported: Exported): readonly Exported[] {
  const { node, name, source } = exported;
  if (!ts.isClassDeclaration(node) && !ts.isInterfaceDeclaration(node)) return [exported];
  const members = [...node.members].filter(isPublic).map((member) => ({
    name: `${name}.${member.name?.getText(source) ?? '()'}`,
    node: member,
    source,
  }));
  return [exported, ...members];
}

/** A constructor is documented by its class, an overriding member by what it overrides. */
function isPublic(member: ts.ClassElement | ts.TypeElement): boolean {
  const { PrivateKeyword, ProtectedKeyword, OverrideKeyword } = ts.SyntaxKind;
  const hidden = new Set<ts.SyntaxKind>([PrivateKeyword, ProtectedKeyword, OverrideKeyword]);
  return !ts.isConstructorDeclaration(member) && !modifiersOf(member).some((kind) => hidden.has(kind));
}

/**
 * A comment would only repeat a literal (`code = 'QUEUE_UNKNOWN'`), the description of a setting, and the comment of the
 * value that a type is derived from (`z.output<typeof evse>`).
 */
function isUndocumented({ node, source }: Exported): boolean {
  if (ts.getJSDocCommentsAndTags(node).length > 0) return false;
  if (ts.isPropertyDeclaration(node) || ts.isPropertySignature(node))
    return !isLiteral(node) && !isSetting(node);
  if (ts.isTypeAliasDeclaration(node)) {
    const names = valuesNamedIn(node);
    const origins = declarationsIn(source).filter(({ name }) => names.includes(name));
    return origins.length === 0 || origins.some(isUndocumented);
  }
  return true;
}

function isLiteral(node: ts.PropertyDeclaration | ts.PropertySignature): boolean {
  const [type, value] = [node.type, ts.isPropertyDeclaration(node) ? node.initializer : undefined];
  return (
    (type !== undefined && ts.isLiteralTypeNode(type)) || (value !== undefined && ts.isStringLiteral(value))
  );
}

function isSetting(node: ts.PropertyDeclaration | ts.PropertySignature): boolean {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators.some(({ expression }) => expression.getText().startsWith('Setting('));
}

/** The `x` of each `typeof x` in a type. */
function valuesNamedIn(node: ts.Node): readonly string[] {
  const names: string[] = [];
  const visit = (each: ts.Node): void => {
    if (ts.isTypeQueryNode(each)) names.push(each.exprName.getText().split('.')[0] ?? '');
    ts.forEachChild(each, visit);
  };
  visit(node);
  return names;
}

function describePlace({ name, node, source }: Exported): string {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return `${relative(root, source.fileName)}:${line + 1} ${name}`;
}
