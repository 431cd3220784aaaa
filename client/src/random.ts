/** Random text, in every host. */

/** So many random bytes as hex. */
export function randomBytes(count: number): string {
    return [...crypto.getRandomValues(new Uint8Array(count))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
