/** Files of the workspace that are not open; given by where the server runs, since it reads nothing itself. */
export interface WorkspaceFiles {
    /** Every `.flux` file below the folders, with its text. What can't be read is left out. */
    read(folders: readonly string[]): Promise<readonly { readonly uri: string; readonly text: string }[]>;
}

/** Where there is no disk: only open documents are known. */
export const noFiles: WorkspaceFiles = { read: async () => [] };
