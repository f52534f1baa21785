/** What users start: the command line, from its code cache. */
import { runProgram } from '../node/runProgram';

runProgram({ module, require, filename: __filename, folder: __dirname });
