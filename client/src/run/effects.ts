/** What a run would change, in words. Pure. */
import type { Translate } from "../errors.ts";

/** `to (line 7): writes points to "archive"`. */
export function describeEffect(
    effect: { readonly kind: string; readonly function: string; readonly target?: string; readonly line: number },
    t: Translate,
): string {
    const what: Readonly<Record<string, string>> = {
        "write-points": t("writes points"),
        "write-sql": t("writes to a database"),
        http: t("sends an HTTP request"),
        notification: t("sends a notification"),
        mqtt: t("publishes over MQTT"),
        kafka: t("publishes to Kafka"),
    };
    const name = effect.function.split("/").at(-1) ?? effect.function;
    const words = what[effect.kind] ?? t("changes something");
    return effect.target === undefined
        ? t("{0} (line {1}): {2}", name, effect.line, words)
        : t("{0} (line {1}): {2}: {3}", name, effect.line, words, effect.target);
}
