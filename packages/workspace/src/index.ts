/** What a folder of scripts is: `flux-scripts.json`, names and files, and three-way sync with a backend. */
export { type Applied, apply, type BasePort, type LocalPort, type Ports, type RemotePort, remoteOf } from "./apply.ts";
export {
    type ConfigPath,
    type ConfigProblem,
    type ConfigResult,
    configFileName,
    type ConnectionEntry,
    type ConnectionKind,
    editConfig,
    editPreset,
    emptyConfig,
    readConfig,
    renameEntry,
    type ScriptEntry,
    type WorkspaceConfig,
} from "./config.ts";
export { leadingComment } from "./description.ts";
export { type LineEdit, lineEdits } from "./lines.ts";
export { baseOf, hasConflictMarkers, type MergedText, type MergeLabels, type MergeSides, mergeTexts, undecidedConflicts } from "./merge.ts";
export { assignFileNames, fileNameOf, isExactFileName, scriptExtension, scriptNameOf } from "./names.ts";
export {
    type BaseScript,
    type Content,
    type LocalScript,
    plan,
    type PlanInput,
    type PlanItem,
    type RemoteScript,
    sameContent,
    type SyncAction,
    type SyncState,
} from "./plan.ts";
export { readState, stateFileOf, stateFolder, writeState } from "./state.ts";
