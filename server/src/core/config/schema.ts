/** JSON schema of `gilscope.toml`, for editors that complete and check TOML by schema. */
import { SETTINGS } from './settings';

export function configSchema(): unknown {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Gilscope settings',
    description: 'gilscope.toml, or the table [tool.gilscope] of pyproject.toml',
    type: 'object',
    properties: Object.fromEntries(
      SETTINGS.map(({ key, summary, schema }) => [key, { description: summary, ...schema }]),
    ),
    additionalProperties: false,
  };
}
