/** Which Python people have chosen for a file: in the Python extension where it is there, else in its setting. */
import * as vscode from 'vscode';

/** The part of the Python extension's API that is used; anything else about it may change. */
interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource: vscode.Uri): { readonly path: string };
    resolveEnvironment(
      environment: unknown,
    ): Promise<{ readonly executable: { readonly uri: vscode.Uri | undefined } } | undefined>;
  };
}

/** Name or path of an executable; undefined where nothing is chosen. */
export async function chosenInterpreter(file: vscode.Uri): Promise<string | undefined> {
  return (await activeEnvironment(file)) ?? configured(file);
}

async function activeEnvironment(file: vscode.Uri): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi>('ms-python.python');
  if (extension === undefined) return undefined;
  try {
    const { environments } = await extension.activate();
    const active = environments.getActiveEnvironmentPath(file);
    const resolved = await environments.resolveEnvironment(active);
    return resolved?.executable.uri?.fsPath ?? active.path;
  } catch {
    // Another extension's failure must not stop us: people see and can change what is run.
    return undefined;
  }
}

function configured(file: vscode.Uri): string | undefined {
  const path = vscode.workspace.getConfiguration('python', file).get<string>('defaultInterpreterPath');
  return path === undefined || path === '' || path.includes('${') ? undefined : path;
}
