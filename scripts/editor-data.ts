import type { Attribute, Package } from 'custom-elements-manifest';
import { elementsOf } from './elements-manifest.ts';

/** The words that an attribute may have, as its type lists them; none for one that takes any text. */
export function valuesOf({ type }: Attribute): string[] {
  return [...(type?.text ?? '').matchAll(/'([^']+)'/g)].map(match => match[1] ?? '');
}

/** The elements for VS Code, as `html.customData` takes them (custom data format 1.1). */
export function htmlData(manifest: Package) {
  return {
    version: 1.1,
    tags: elementsOf(manifest).map(({ tagName, description, attributes = [] }) => ({
      name: tagName,
      description,
      attributes: attributes.map(attribute => ({
        name: attribute.name,
        description: attribute.description,
        ...(attribute.type?.text === 'boolean' ? { valueSet: 'v' } : {}),
        ...(valuesOf(attribute).length > 0 ? { values: valuesOf(attribute).map(name => ({ name })) } : {}),
      })),
    })),
  };
}

/** The elements for JetBrains' editors, which read the file that a package names under `web-types`. */
export function webTypes(
  manifest: Package,
  { name, version }: { readonly name: string; readonly version: string },
) {
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name,
    version,
    'js-types-syntax': 'typescript',
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: elementsOf(manifest).map(element => ({
          name: element.tagName,
          description: element.description,
          slots: element.slots,
          attributes: (element.attributes ?? []).map(attribute => ({
            name: attribute.name,
            description: attribute.description,
            required: attribute.description?.endsWith('Needed.') ?? false,
            value:
              attribute.type?.text === 'boolean'
                ? { kind: 'no-value', type: 'boolean' }
                : { kind: 'plain', type: attribute.type?.text ?? 'string' },
          })),
          js: {
            properties: (element.members ?? [])
              .filter(member => member.kind === 'field' && !member.static)
              .map(member => ({
                name: member.name,
                description: member.description,
                type: member.kind === 'field' ? member.type?.text : undefined,
              })),
            events: (element.events ?? []).map(event => ({
              name: event.name,
              description: event.description,
            })),
          },
        })),
      },
      css: { properties: customProperties(manifest) },
    },
  };
}

/** Those of all elements, each once. */
function customProperties(manifest: Package) {
  const all = elementsOf(manifest).flatMap(({ cssProperties = [] }) => cssProperties);
  return [...new Map(all.map(each => [each.name, each])).values()];
}
