/**
 * The command "Measure With Real Python": asks each time, never in a workspace that is not trusted, runs what a site
 * starts under the chosen interpreter, and shows the outcome beside the prediction.
 */
import * as vscode from 'vscode';
import {
  MEASURED_MODES,
  type MeasureError,
  type Measurement,
} from '../../../server/src/core/model/measurement';
import type { SimulationSubject } from '../../../server/src/core/protocol';
import { chosenInterpreter } from './interpreter';
import { measureQuestion, isJsonArguments } from './measureText';
import { activePythonEditor, documentAt, projectPath } from './places';
import { documentPosition, type Requests } from './requests';
import type { SimulationPanels } from './simulationPanel';

export interface MeasureOrder {
  readonly file: vscode.Uri;
  /** From 1. */
  readonly line: number;
  /** Executable of a Python. */
  readonly python: string;
  /** The target's arguments as JSON; undefined takes those of the code. */
  readonly args: string | undefined;
  readonly limitSeconds: number;
}

export interface Measurer {
  /** The interpreter where people have chosen none. */
  readonly standardPython: string;
  /** Rejects with a reason for people where nothing came of it; undefined after a cancellation. */
  run(order: MeasureOrder, token: vscode.CancellationToken): Promise<Measurement | undefined>;
}

export interface MeasureParts {
  readonly requests: Requests;
  readonly panels: SimulationPanels;
  readonly log: vscode.LogOutputChannel;
  /** Undefined where no process can be started: in the browser. */
  readonly measurer: Measurer | undefined;
}

const LIMIT_SECONDS = 60;

/** `uri` and `key` name a site; without, it is the one at the cursor. */
export async function measureTarget(parts: MeasureParts, uri: unknown, key: unknown): Promise<void> {
  const { measurer, panels, log } = parts;
  if (measurer === undefined)
    return tell(vscode.l10n.t('Measuring runs Python, which needs VS Code on the desktop.'));
  if (!vscode.workspace.isTrusted)
    return tell(
      vscode.l10n.t('Measuring runs code of this workspace, so the workspace must be trusted first.'),
    );
  const subject = await subjectOf(parts, uri, key);
  if (subject === undefined) return;
  const plan = subject.measurePlan;
  if (plan?.kind === 'impossible') return tell(vscode.l10n.t('This cannot be measured. {0}', plan.reason));
  const file = vscode.Uri.parse(subject.uri);
  const python = await agreedPython(subject, file, measurer.standardPython);
  if (python === undefined) return;
  const args = plan?.kind === 'arguments-needed' ? await askForArguments(subject, plan.reason) : undefined;
  if (plan?.kind === 'arguments-needed' && args === undefined) return;
  const document = await vscode.workspace.openTextDocument(file);
  if (document.isDirty && !(await document.save()))
    return tell(vscode.l10n.t('The file could not be saved, so it was not run.'));
  const order = { file, line: subject.site.at.line, python, args, limitSeconds: LIMIT_SECONDS };
  log.info(`Measuring ${subject.site.target} at line ${order.line} of ${file.fsPath} with ${python}`);
  const measurement = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Gilscope: running {0} with {1}', subject.site.target, python),
      cancellable: true,
    },
    (_progress, token) => measurer.run(order, token),
  );
  if (measurement === undefined)
    return tell(vscode.l10n.t('Measuring was cancelled; Python has been stopped.'));
  if (MEASURED_MODES.some((mode) => measurement.measured[mode] !== null))
    panels.showMeasured(subject, measurement);
  await report(measurement, file, log);
}

/** The site that is named, or the one at the cursor; says what is missing where there is none. */
async function subjectOf(
  { requests }: MeasureParts,
  uri: unknown,
  key: unknown,
): Promise<SimulationSubject | undefined> {
  if (typeof uri === 'string' && typeof key === 'string') {
    const { subject } = await requests.scenario({ textDocument: { uri }, site: key });
    if (subject === undefined)
      tell(vscode.l10n.t('The code has changed meanwhile. Refresh the simulation first.'));
    return subject;
  }
  const editor = activePythonEditor();
  if (editor === undefined || editor.document.uri.scheme !== 'file') {
    tell(vscode.l10n.t('Place the cursor in a Python file on disk first.'));
    return undefined;
  }
  const { subject } = await requests.scenario(documentPosition(editor));
  if (subject === undefined)
    tell(vscode.l10n.t('Place the cursor on a call that starts threads or processes first.'));
  return subject;
}

/** The interpreter that people agree to run the code with; undefined where they do not. */
async function agreedPython(
  subject: SimulationSubject,
  file: vscode.Uri,
  standard: string,
): Promise<string | undefined> {
  const run = vscode.l10n.t('Run');
  const other = vscode.l10n.t('Other Python…');
  let python = (await chosenInterpreter(file)) ?? standard;
  for (;;) {
    const { message, detail } = measureQuestion(
      subject,
      projectPath(file),
      python,
      LIMIT_SECONDS,
      vscode.l10n.t,
    );
    const choice = await vscode.window.showWarningMessage(message, { modal: true, detail }, run, other);
    if (choice !== other) return choice === run ? python : undefined;
    const given = await vscode.window.showInputBox({
      title: vscode.l10n.t('Python to measure with'),
      prompt: vscode.l10n.t('Name or path of an interpreter'),
      value: python,
    });
    python = given === undefined || given.trim() === '' ? python : given.trim();
  }
}

function askForArguments(subject: SimulationSubject, reason: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Arguments of {0}', subject.site.target),
    prompt: vscode.l10n.t('{0} JSON: a list, or an object of keywords.', reason),
    value: '[]',
    ignoreFocusOut: true,
    validateInput: (text) => (isJsonArguments(text) ? undefined : vscode.l10n.t('Not a JSON list or object')),
  });
}

/** Says what failed, with a way to its line. */
async function report(
  { errors, target }: Measurement,
  file: vscode.Uri,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const [first] = errors;
  if (first === undefined) return;
  for (const error of errors) log.error(`${target}: ${placed(error)}`);
  const { path, line } = first;
  const goTo = vscode.l10n.t('Go to Line');
  const isPlaced = path !== null && line !== null;
  const choice = await vscode.window.showErrorMessage(
    first.mode === null
      ? vscode.l10n.t('Gilscope: {0} could not be measured. {1}', target, placed(first))
      : vscode.l10n.t('Gilscope: {0} could not be measured ({1}). {2}', target, first.mode, placed(first)),
    ...(isPlaced ? [goTo] : []),
  );
  if (choice !== goTo || !isPlaced) return;
  const position = new vscode.Position(line - 1, 0);
  await vscode.window.showTextDocument(documentAt(path, file), {
    viewColumn: vscode.ViewColumn.One,
    selection: new vscode.Range(position, position),
  });
}

function placed({ message, path, line }: MeasureError): string {
  return path === null ? message : `${path}${line === null ? '' : `:${line}`}: ${message}`;
}

function tell(message: string): void {
  void vscode.window.showInformationMessage(message);
}
