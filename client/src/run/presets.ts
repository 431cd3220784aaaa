/** Presets of a script, kept in flux-scripts.json: saved, renamed and deleted with a person's word for what goes. */
import * as vscode from "vscode";
import { type Services, showError } from "../services.ts";
import type { FormPresets } from "../views/paramsForm.ts";

export class DocumentPresets implements FormPresets {
    constructor(
        private readonly services: Services,
        private readonly document: vscode.TextDocument,
    ) {}

    /** Asks for a name, `preset` proposed, and whether another preset of that name may go. */
    async save(preset: string, params: string): Promise<string | undefined> {
        const { t } = vscode.l10n;
        const name = await this.askName(t("Save Preset"), preset, (taken) => ({
            message:
                taken === preset ? t("Replaces the values of this preset.") : t('There is a preset "{0}" already. Its values go.', taken),
            severity: vscode.InputBoxValidationSeverity.Warning,
        }));
        if (name === undefined) return undefined;
        if (name !== preset && this.names.includes(name)) {
            const replace = t("Replace");
            const question = t('Replace the preset "{0}"?', name);
            if ((await vscode.window.showWarningMessage(question, { modal: true }, replace)) !== replace) return undefined;
        }
        return (await this.change((files) => files.savePreset(this.document.uri, name, params))) ? name : undefined;
    }

    async rename(preset: string): Promise<string | undefined> {
        const { t } = vscode.l10n;
        const name = await this.askName(t("Rename Preset"), preset, (taken) =>
            taken === preset ? undefined : t('There is a preset "{0}" already.', taken),
        );
        if (name === undefined || name === preset) return undefined;
        return (await this.change((files) => files.renamePreset(this.document.uri, preset, name))) ? name : undefined;
    }

    async remove(preset: string): Promise<boolean> {
        const { t } = vscode.l10n;
        const remove = t("Delete");
        const question = t('Delete the preset "{0}"?', preset);
        const detail = t("It is removed from flux-scripts.json, which a team shares through git.");
        if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) return false;
        return this.change((files) => files.savePreset(this.document.uri, preset, undefined));
    }

    all(): Readonly<Record<string, string>> {
        return Object.fromEntries(this.services.files.presets(this.document.uri));
    }

    private get names(): readonly string[] {
        return [...this.services.files.presets(this.document.uri).keys()];
    }

    /** `said`: what to say of a name that is taken. */
    private async askName(
        title: string,
        value: string,
        said: (name: string) => string | vscode.InputBoxValidationMessage | undefined,
    ): Promise<string | undefined> {
        const { t } = vscode.l10n;
        const name = await vscode.window.showInputBox({
            title,
            prompt: t("Kept in flux-scripts.json, which a team shares through git."),
            value,
            validateInput: (text) => {
                const name = text.trim();
                if (name === "") return t("A preset needs a name.");
                return this.names.includes(name) ? said(name) : undefined;
            },
        });
        return name?.trim();
    }

    /** True where it went well; says what went wrong otherwise. */
    private async change(work: (files: Services["files"]) => Promise<void>): Promise<boolean> {
        try {
            await work(this.services.files);
            return true;
        } catch (error) {
            await showError(this.services, error);
            return false;
        }
    }
}
